import type { ResultName } from '../../../shared/authentication-results.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';

/** A step's one way to say no. */
export type Refusal = { readonly refusal: PlainReason };

export function isRefusal(step: object): step is Refusal {
  return 'refusal' in step;
}

/** The logged result of each reason that has but one (reference section 4); methods name theirs beside the reason. */
const RESULT_OF_REASON = {
  'otp-verified': 'OATH_CODE_VERIFIED',
  'otp-mismatch': 'OATH_CODE_INCORRECT',
  'otp-already-used': 'OATH_CODE_DUPLICATE',
  'otp-older-than-last': 'OATH_CODE_OLD',
  'otp-missing': 'OATH_CODE_INCORRECT',
  'otp-malformed': 'OATH_CODE_INCORRECT',
  'password-wrong': 'PRIMARY_AUTHENTICATION_FAILED',
  'password-missing': 'PRIMARY_AUTHENTICATION_FAILED',
  'user-unknown': 'USER_NOT_FOUND',
  'username-ambiguous': 'USER_NOT_FOUND',
  'user-unknown-passed': 'USER_NOT_MATCHED',
  'user-disabled': 'USER_DISABLED',
  'user-disabled-passed': 'DISABLED_USER_PASSED',
  'user-blocked': 'USER_BLOCKED',
  'user-locked': 'ACCOUNT_LOCKED',
  'user-locked-long-term': 'ACCOUNT_LOCKED',
  'no-token': 'NO_USABLE_METHOD',
  'token-disabled': 'NO_USABLE_METHOD',
  'token-not-yet-valid': 'NO_USABLE_METHOD',
  'token-expired': 'NO_USABLE_METHOD',
  'token-exhausted': 'NO_USABLE_METHOD',
  'method-unavailable': 'NO_USABLE_METHOD',
  'challenge-sent': 'OATH_CODE_PENDING',
  'challenge-unknown': 'INVALID_MESSAGE',
  'challenge-wrong-client': 'INVALID_MESSAGE',
  'resync-first-code': 'OATH_CODE_INCORRECT',
  'resync-second-code': 'OATH_CODE_VERIFIED',
  'trusted-ip': 'TRUSTED_IP',
  'bypass-used': 'BYPASSED_AUTH',
  'cache-user': 'USED_CACHE',
  'cache-application': 'USED_APP_BASED_CACHE',
  'cache-application-ip': 'USED_IP_BASED_CACHE',
} as const satisfies Partial<Record<DecisionReason, ResultName>>;
export type PlainReason = keyof typeof RESULT_OF_REASON;

export function resultOfReason(reason: PlainReason): ResultName {
  return RESULT_OF_REASON[reason];
}

/** Refusals that are guesses: they count towards lockout. An empty or malformed code and a replay are no guess. */
const COUNTED: ReadonlySet<DecisionReason> = new Set(['otp-mismatch', 'password-wrong', 'resync-first-code']);

export function isCountedFailure(reason: DecisionReason): boolean {
  return COUNTED.has(reason);
}
