/** What happens at the sign-ins of the demo: for each method its results and how often, in every thousand. */
import { AUTHENTICATION_RESULTS, type ReachedBy, type ResultName, resultNumber } from '../../shared/authentication-results.ts';
import { METHOD_MODES, METHODS, type Method, type Mode } from '../../shared/methods.ts';
import type { DecisionReason } from '../../shared/schemas/attempt.ts';

export type DemoOutcome = {
  readonly name: ResultName;
  readonly number: number;
  readonly isGranted: boolean;
  readonly reason: DecisionReason;
};

/** The reason that the log shows beside a result; where a result came by input, the one of a denial is below. */
const REASONS: Partial<Record<ResultName, DecisionReason>> = {
  OATH_CODE_VERIFIED: 'otp-verified',
  FALLBACK_OATH_CODE_VERIFIED: 'otp-verified',
  SMS_AUTHENTICATED: 'message-verified',
  EMAIL_CODE_VERIFIED: 'message-verified',
  OATH_CODE_PENDING: 'challenge-sent',
  OATH_CODE_INCORRECT: 'otp-mismatch',
  OATH_CODE_DUPLICATE: 'otp-already-used',
  OATH_CODE_OLD: 'otp-older-than-last',
  OATH_TOKEN_TIMEOUT: 'challenge-expired',
  OATH_CODE_PIN_INCORRECT: 'pin-wrong',
  SMS_SENT: 'message-sent',
  EMAIL_CODE_SENT: 'message-sent',
  SMS_NOT_SENT: 'message-not-sent',
  EMAIL_NOT_SENT: 'message-not-sent',
  SMS_NOT_RECEIVED: 'reply-missing',
  SMS_OTP_INCORRECT: 'message-code-wrong',
  EMAIL_CODE_INCORRECT: 'message-code-wrong',
  SMS_OTP_PIN_INCORRECT: 'pin-wrong',
  EMAIL_CODE_PIN_INCORRECT: 'pin-wrong',
  SMS_MAX_OTP_RETRY_REACHED: 'message-tries-exceeded',
  SMS_MODE_NOT_ALLOWED: 'replies-unavailable',
  EMAIL_MODE_NOT_ALLOWED: 'method-unavailable',
  PIN_MODE_NOT_ALLOWED: 'pin-not-set',
  OATH_TOKEN_MODE_NOT_ALLOWED: 'pin-not-set',
  AUTHENTICATION_THROTTLED: 'message-throttled',
  INTERNATIONAL_CALLS_NOT_ALLOWED: 'global-services-off',
  PIN_CHANGE_PENDING: 'pin-change-asked',
  SECURITY_QUESTIONS_PENDING: 'security-question-asked',
  SECURITY_QUESTIONS_INCORRECT: 'security-answer-wrong',
  PIN_ENTERED: 'approved',
  NO_PIN_ENTERED: 'approved',
  PHONE_APP_AUTHENTICATED: 'approved',
  VOICEPRINT_SUCCESS: 'approved',
  VOICEPRINT_ENROLLED: 'approved',
  FALLBACK_SECURITY_QUESTIONS_ANSWERED: 'security-answers-right',
  PHONE_APP_DENIED: 'not-approved',
  USER_HUNG_UP: 'not-approved',
  VOICEPRINT_FAILED: 'not-approved',
  FRAUD_CODE_ENTERED: 'fraud-reported',
  FRAUD_REPORTED: 'fraud-reported',
  POUND_NOT_PRESSED: 'no-answer',
  NO_PHONE_INPUT_TIMEOUT: 'no-answer',
  TIMED_OUT: 'no-answer',
  PHONE_APP_NO_RESPONSE: 'no-answer',
  SECURITY_QUESTIONS_TIMEOUT: 'security-questions-timeout',
  AUTH_RESULT_TIMEOUT: 'answered-late',
  GOT_VOICEMAIL: 'not-reached',
  DISCONNECTED: 'not-reached',
  PHONE_BUSY: 'already-running',
  CONFIGURATION_ISSUE: 'not-reached',
  UNABLE_TO_PLACE_CALL: 'call-not-placed',
  INVALID_PHONE_NUMBER: 'no-phone',
  INVALID_PHONE_NUMBER_FORMAT: 'phone-malformed',
  INVALID_EXTENSION: 'extension-malformed',
  PHONE_APP_NOTIFICATION_FAILED: 'not-reached',
  PHONE_APP_ALL_DEVICES_BLOCKED: 'not-reached',
  PIN_EXPIRED: 'pin-expired',
  INVALID_PHONE_INPUT: 'call-input-wrong',
  PHONE_APP_INVALID_PIN: 'pin-wrong',
  PHONE_APP_PIN_NOT_CHANGED: 'pin-wrong',
  USED_CACHE: 'cache-user',
  USED_IP_BASED_CACHE: 'cache-application-ip',
  USED_APP_BASED_CACHE: 'cache-application',
  BYPASSED_AUTH: 'bypass-used',
  TRUSTED_IP: 'trusted-ip',
  DISABLED_USER_PASSED: 'user-disabled-passed',
  NO_GATEWAY_PASSED: 'no-gateway-passed',
  INVALID_MESSAGE: 'challenge-unknown',
  ACCOUNT_LOCKED: 'user-locked',
  USER_BLOCKED: 'user-blocked',
  USER_NOT_FOUND: 'user-unknown',
  USER_NOT_MATCHED: 'user-unknown-passed',
  USER_DISABLED: 'user-disabled',
  PRIMARY_AUTHENTICATION_FAILED: 'password-wrong',
  NO_USABLE_METHOD: 'no-token',
};

export function outcomeOf(name: ResultName, isInputAccepted = true): DemoOutcome {
  const number = resultNumber(name);
  const outcome = AUTHENTICATION_RESULTS.find((row) => row.name === name)?.outcome;
  const isByInput = outcome === 'by-input';
  const isGranted = outcome === 'granted' || (isByInput && isInputAccepted);
  const reason = isByInput && !isGranted ? 'pin-wrong' : REASONS[name];
  return { name, number, isGranted, reason: reason ?? 'method-unavailable' };
}

type Weights = readonly (readonly [ResultName, number])[];
const weigh = (weights: Weights) => weights.map(([name, weight]) => [outcomeOf(name), weight] as const);

/** Everyday results; the rare ones come from EVERY_CASE, a few each. */
export const USUAL_OUTCOMES = {
  'oath-token': weigh([
    ['OATH_CODE_VERIFIED', 934],
    ['OATH_CODE_INCORRECT', 38],
    ['OATH_CODE_DUPLICATE', 9],
    ['OATH_CODE_OLD', 6],
    ['OATH_TOKEN_TIMEOUT', 8],
    ['USED_CACHE', 3],
    ['BYPASSED_AUTH', 2],
  ]),
  'mobile-app': weigh([
    ['PHONE_APP_AUTHENTICATED', 905],
    ['PHONE_APP_NO_RESPONSE', 48],
    ['PHONE_APP_DENIED', 12],
    ['PHONE_APP_INVALID_PIN', 10],
    ['PHONE_APP_NOTIFICATION_FAILED', 9],
    ['FALLBACK_OATH_CODE_VERIFIED', 15],
    ['FRAUD_REPORTED', 1],
  ]),
  'text-message': weigh([
    ['SMS_AUTHENTICATED', 900],
    ['SMS_OTP_INCORRECT', 52],
    ['SMS_NOT_RECEIVED', 30],
    ['SMS_NOT_SENT', 10],
    ['SMS_MAX_OTP_RETRY_REACHED', 8],
  ]),
  'phone-call': weigh([
    ['NO_PIN_ENTERED', 868],
    ['CONFIGURATION_ISSUE', 38],
    ['NO_PHONE_INPUT_TIMEOUT', 34],
    ['GOT_VOICEMAIL', 20],
    ['USER_HUNG_UP', 16],
    ['PHONE_BUSY', 9],
    ['DISCONNECTED', 5],
    ['INVALID_PHONE_INPUT', 4],
    ['UNABLE_TO_PLACE_CALL', 4],
    ['FRAUD_CODE_ENTERED', 2],
  ]),
  email: weigh([
    ['EMAIL_CODE_VERIFIED', 940],
    ['EMAIL_CODE_INCORRECT', 52],
    ['EMAIL_NOT_SENT', 8],
  ]),
  'app-password': weigh([
    ['USED_APP_BASED_CACHE', 960],
    ['PRIMARY_AUTHENTICATION_FAILED', 40],
  ]),
} satisfies Record<Method, readonly (readonly [DemoOutcome, number])[]>;

/** What was pressed in a call goes by the mode: # alone, or the PIN and #. */
export function inMode({ method, mode }: { readonly method: Method; readonly mode: Mode }, outcome: DemoOutcome): DemoOutcome {
  const isHash = method === 'phone-call' && outcome.name === 'NO_PIN_ENTERED';
  return isHash && mode === 'pin' ? outcomeOf('PIN_ENTERED') : outcome;
}

/** The method that a result belongs to: the one that reaches it; rules come before any, and what the telephone gives is the rest. */
const METHOD_OF: Readonly<Partial<Record<ReachedBy, Method>>> = {
  'text-message': 'text-message',
  email: 'email',
  'mobile-app': 'mobile-app',
  'oath-token': 'oath-token',
  'security-questions': 'text-message',
  rules: 'oath-token',
};

export type DemoCase = { readonly method: Method; readonly mode: Mode; readonly outcome: DemoOutcome };

/** Each result once (what depends on the input: granted and denied), and each mode of each method. */
export const EVERY_CASE: readonly DemoCase[] = [
  ...AUTHENTICATION_RESULTS.flatMap(({ name, outcome, reachedBy }, index) => {
    const method = METHOD_OF[reachedBy] ?? 'phone-call';
    const modes = METHOD_MODES[method];
    const mode = modes[index % modes.length] ?? 'standard';
    return (outcome === 'by-input' ? [true, false] : [true]).map((isAccepted) => ({
      method,
      mode,
      outcome: outcomeOf(name, isAccepted),
    }));
  }),
  ...METHODS.flatMap((method) =>
    METHOD_MODES[method].map((mode) => ({ method, mode, outcome: USUAL_OUTCOMES[method][0]?.[0] ?? outcomeOf('UNKNOWN') })),
  ),
];
