import type { ResultName } from '../../../shared/authentication-results.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';

/** A step's one way to say no. */
export type Refusal = { readonly refusal: DecisionReason };

export function isRefusal(step: object): step is Refusal {
  return 'refusal' in step;
}

/** The logged result of each reason (reference section 4). */
const RESULT_OF_REASON: Readonly<Record<DecisionReason, ResultName>> = {
  'otp-verified': 'OATH_CODE_VERIFIED',
  'otp-mismatch': 'OATH_CODE_INCORRECT',
  'otp-already-used': 'OATH_CODE_DUPLICATE',
  'otp-older-than-last': 'OATH_CODE_OLD',
  'otp-missing': 'OATH_CODE_INCORRECT',
  'otp-malformed': 'OATH_CODE_INCORRECT',
  'password-wrong': 'PRIMARY_AUTHENTICATION_FAILED',
  'password-missing': 'PRIMARY_AUTHENTICATION_FAILED',
  'user-unknown': 'USER_NOT_FOUND',
  'user-unknown-passed': 'USER_NOT_MATCHED',
  'user-disabled': 'USER_DISABLED',
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
  'challenge-expired': 'OATH_TOKEN_TIMEOUT',
  'challenge-wrong-client': 'INVALID_MESSAGE',
  'resync-first-code': 'OATH_CODE_INCORRECT',
  'resync-second-code': 'OATH_CODE_VERIFIED',
  // No step gives these yet: the results of the app and of messages, until each method names its own.
  approved: 'PHONE_APP_AUTHENTICATED',
  'not-approved': 'PHONE_APP_DENIED',
  'fraud-reported': 'FRAUD_REPORTED',
  'not-reached': 'PHONE_APP_NOTIFICATION_FAILED',
  'no-answer': 'PHONE_APP_NO_RESPONSE',
  'message-sent': 'SMS_SENT',
  'message-code-wrong': 'SMS_OTP_INCORRECT',
  'pin-wrong': 'PHONE_APP_INVALID_PIN',
  'not-asked': 'USED_CACHE',
};

export function resultOfReason(reason: DecisionReason): ResultName {
  return RESULT_OF_REASON[reason];
}

/** Refusals that are guesses: they count towards lockout. An empty or malformed code and a replay are no guess. */
const COUNTED: ReadonlySet<DecisionReason> = new Set(['otp-mismatch', 'password-wrong', 'resync-first-code']);

export function isCountedFailure(reason: DecisionReason): boolean {
  return COUNTED.has(reason);
}
