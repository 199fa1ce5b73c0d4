/** What happens at the sign-ins of the demo: for each method its results and how often, in every thousand. */
import { AUTHENTICATION_RESULTS, type ResultName, resultNumber } from '../../shared/authentication-results.ts';
import { METHOD_MODES, METHODS, type Method, type Mode } from '../../shared/methods.ts';
import type { DecisionReason } from '../../shared/schemas/attempt.ts';

export type DemoOutcome = {
  readonly name: ResultName;
  readonly number: number;
  readonly isGranted: boolean;
  readonly reason: DecisionReason;
};

/** The engine's own reason where it gives this result; for methods of later versions the nearest one. */
const REASONS: Partial<Record<ResultName, DecisionReason>> = {
  OATH_CODE_VERIFIED: 'otp-verified',
  OATH_CODE_PENDING: 'challenge-sent',
  SMS_SENT: 'challenge-sent',
  OATH_CODE_INCORRECT: 'otp-mismatch',
  OATH_CODE_DUPLICATE: 'otp-already-used',
  OATH_CODE_OLD: 'otp-older-than-last',
  OATH_TOKEN_TIMEOUT: 'challenge-expired',
  OATH_CODE_PIN_INCORRECT: 'otp-mismatch',
  SMS_OTP_INCORRECT: 'otp-mismatch',
  SMS_OTP_PIN_INCORRECT: 'otp-mismatch',
  SMS_NOT_RECEIVED: 'challenge-expired',
  INVALID_MESSAGE: 'challenge-unknown',
  ACCOUNT_LOCKED: 'user-locked',
  USER_BLOCKED: 'user-locked-long-term',
  USER_NOT_FOUND: 'user-unknown',
  USER_NOT_MATCHED: 'user-unknown-passed',
  USER_DISABLED: 'user-disabled',
  PRIMARY_AUTHENTICATION_FAILED: 'password-wrong',
  NO_USABLE_METHOD: 'no-token',
};

export function outcomeOf(name: ResultName, isInputAccepted = true): DemoOutcome {
  const number = resultNumber(name);
  const outcome = AUTHENTICATION_RESULTS.find((row) => row.name === name)?.outcome;
  const isGranted = outcome === 'granted' || (outcome === 'by-input' && isInputAccepted);
  return { name, number, isGranted, reason: REASONS[name] ?? (isGranted ? 'otp-verified' : 'method-unavailable') };
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
    ['USED_CACHE', 5],
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
    ['NO_PIN_ENTERED', 560],
    ['PIN_ENTERED', 325],
    ['NO_PHONE_INPUT_TIMEOUT', 40],
    ['GOT_VOICEMAIL', 26],
    ['USER_HUNG_UP', 22],
    ['DISCONNECTED', 12],
    ['PHONE_BUSY', 10],
    ['INVALID_PHONE_INPUT', 4],
    ['FRAUD_CODE_ENTERED', 1],
  ]),
  email: weigh([
    ['SMS_AUTHENTICATED', 930],
    ['SMS_OTP_INCORRECT', 50],
    ['SMS_NOT_RECEIVED', 20],
  ]),
  'app-password': weigh([
    ['USED_APP_BASED_CACHE', 960],
    ['PRIMARY_AUTHENTICATION_FAILED', 40],
  ]),
} satisfies Record<Method, readonly (readonly [DemoOutcome, number])[]>;

const PREFIXES: readonly (readonly [RegExp, Method])[] = [
  [/^SMS_/, 'text-message'],
  [/^PHONE_APP_|^FRAUD_REPORTED/, 'mobile-app'],
  [/OATH/, 'oath-token'],
];

/** The method that a result belongs to; what the telephone gives is the rest. */
const methodOf = (name: ResultName): Method => PREFIXES.find(([pattern]) => pattern.test(name))?.[1] ?? 'phone-call';

export type DemoCase = { readonly method: Method; readonly mode: Mode; readonly outcome: DemoOutcome };

/** Each result once (what depends on the input: granted and denied), and each mode of each method. */
export const EVERY_CASE: readonly DemoCase[] = [
  ...AUTHENTICATION_RESULTS.flatMap(({ name, outcome }, index) => {
    const method = methodOf(name);
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
