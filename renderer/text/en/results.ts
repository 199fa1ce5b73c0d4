/** Methods, modes, and why an attempt ended as it did: the plain reason and what to do. */
import { AUTHENTICATION_RESULTS, type ResultName } from '../../../shared/authentication-results.ts';
import type { AuthenticationType, Method, Mode } from '../../../shared/methods.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';

type Explanation = { readonly why: string; readonly next: string };

const label = Object.fromEntries(AUTHENTICATION_RESULTS.map((each) => [each.name, each.label])) as Readonly<
  Record<ResultName, string>
>;

export const results = {
  /** As the log, the filters and the reports name a result. */
  label,
  outcome: {
    granted: 'Granted',
    denied: 'Denied',
    pending: 'Pending',
    bypassed: 'Bypassed',
    fraud: 'Fraud',
  },
  whatToDo: 'What to do',
  nothingToDo: 'Nothing needs to be done.',
  method: {
    'phone-call': 'Phone call',
    'text-message': 'Text message',
    'mobile-app': 'Mobile app',
    'oath-token': 'OATH token',
    email: 'E-mail',
    'app-password': 'App password',
  } satisfies Record<Method, string>,
  mode: {
    standard: 'Standard',
    pin: 'PIN',
    'one-way-otp': 'One-way OTP',
    'one-way-otp-pin': 'One-way OTP + PIN',
    'two-way-otp': 'Two-way OTP',
    'two-way-otp-pin': 'Two-way OTP + PIN',
  } satisfies Record<Mode, string>,
  authenticationType: { radius: 'RADIUS', 'console-test': 'Test from the console' } satisfies Record<AuthenticationType, string>,
  reason: {
    'otp-verified': { why: 'The code was right.', next: '' },
    'otp-mismatch': {
      why: 'The code matches none of the user’s tokens, now or near now.',
      next: 'Compare the code with the device in hand. If the device is right, resynchronise the token with two codes in a row.',
    },
    'otp-already-used': {
      why: 'This code has been used before. A code opens the door once.',
      next: 'Wait for the next code. If nobody used the first one, the client may send each request twice.',
    },
    'otp-older-than-last': {
      why: 'The code is older than the last one accepted.',
      next: 'Enter the code that the device shows now.',
    },
    'otp-missing': {
      why: 'No code was entered.',
      next: 'Enter the code where this RADIUS client expects it (its page says where).',
    },
    'otp-malformed': {
      why: 'What was entered is no code: six to eight digits were expected.',
      next: 'Check where this RADIUS client expects the code: alone, after the password, or on a second prompt.',
    },
    'password-wrong': { why: 'The password was wrong.', next: 'Have the user try again, or set a new password.' },
    'password-missing': {
      why: 'This client asks for a local password, and the user has none or entered none.',
      next: 'Set a local password for the user, or change the first factor of the RADIUS client.',
    },
    'user-unknown': {
      why: 'There is no user with this name.',
      next: 'Add the user, or compare the spelling with what the client sends.',
    },
    'user-unknown-passed': {
      why: 'There is no user with this name, and the client does not require one: the sign-in passed without a second factor.',
      next: 'Add the user, or switch on “Require Multi-Factor Authentication user match” for the client.',
    },
    'user-disabled': { why: 'The user is disabled.', next: 'Enable the user if the person should sign in.' },
    'user-locked': {
      why: 'Too many denials in a short time locked the user.',
      next: 'The lock ends by itself; Unblock on the user’s page ends it now.',
    },
    'user-locked-long-term': {
      why: 'Many denials over a long time locked the user: somebody may be guessing.',
      next: 'Look at the earlier attempts of this user, then unblock on the user’s page.',
    },
    'no-token': { why: 'The user has no OATH token.', next: 'Assign a token on the user’s page.' },
    'token-disabled': { why: 'The user’s token is disabled.', next: 'Enable the token, or assign another.' },
    'token-not-yet-valid': {
      why: 'The token’s start date is in the future.',
      next: 'Wait for that date, or assign another token.',
    },
    'token-expired': { why: 'The token has expired.', next: 'Assign another token.' },
    'token-exhausted': { why: 'The token’s counter has reached its end.', next: 'Assign another token.' },
    'method-unavailable': {
      why: 'The user’s method cannot be used on this server.',
      next: 'Choose the method OATH token on the user’s page.',
    },
    'challenge-sent': { why: 'The user was asked for the code; the answer is a request of its own.', next: '' },
    'challenge-unknown': {
      why: 'The answer belongs to no open question: it was answered already, or the server restarted.',
      next: 'Sign in from the start. If it happens often, compare the client’s time-out with the challenge lifetime.',
    },
    'challenge-expired': {
      why: 'The answer came too late.',
      next: 'Answer sooner, or make the challenge lifetime longer.',
    },
    'challenge-wrong-client': {
      why: 'The answer came from another RADIUS client than the one that was asked.',
      next: 'Find out who sends it: an honest client never does this. Behind a load balancer, give all its members one client entry.',
    },
    'resync-first-code': {
      why: 'The code lies outside the window; the next one completes an automatic resync.',
      next: 'Enter the next code of the same token.',
    },
    'resync-second-code': { why: 'Two codes in a row resynchronised the token.', next: '' },
    approved: { why: 'The user approved the sign-in.', next: '' },
    'not-approved': {
      why: 'The user refused the sign-in.',
      next: 'Ask the user whether the sign-in was theirs. If not, somebody may know the password: have it changed.',
    },
    'fraud-reported': {
      why: 'The user reported that the sign-in was not theirs.',
      next: 'Treat the password as known to somebody else: have it changed, and look at the earlier attempts of this user.',
    },
    'not-reached': {
      why: 'The user’s phone, app or mailbox could not be reached.',
      next: 'Compare the number, address or device on the user’s page with the one in hand.',
    },
    'no-answer': {
      why: 'The user was reached and did not answer in time.',
      next: 'Have the user try again with the phone at hand.',
    },
    'message-sent': { why: 'A message with the code was sent; the answer is a request of its own.', next: '' },
    'message-code-wrong': {
      why: 'The code is not the one that was sent.',
      next: 'Have the user enter the code of the newest message.',
    },
    'pin-wrong': { why: 'The PIN was wrong, missing or expired.', next: 'Have the user try again, or set a new PIN.' },
    'not-asked': { why: 'The user was not asked again: an earlier sign-in or a bypass still counted.', next: '' },
  } satisfies Record<DecisionReason, Explanation>,
  /** Results reachable without a finer reason; others show their label alone. */
  result: {
    OATH_CODE_VERIFIED: 'The OATH code was right.',
    FALLBACK_OATH_CODE_VERIFIED: 'The fallback OATH code was right.',
    OATH_CODE_PENDING: 'Waiting for the OATH code.',
    OATH_CODE_INCORRECT: 'The OATH code was wrong.',
    OATH_CODE_DUPLICATE: 'The OATH code had been used before.',
    OATH_CODE_OLD: 'The OATH code was older than the last one accepted.',
    OATH_TOKEN_TIMEOUT: 'No OATH code came in time.',
    ACCOUNT_LOCKED: 'The user was locked.',
    USER_NOT_FOUND: 'The user is not known.',
    USER_NOT_MATCHED: 'The user is not known and passed without a second factor.',
    USER_DISABLED: 'The user is disabled.',
    PRIMARY_AUTHENTICATION_FAILED: 'The first factor was refused.',
    NO_USABLE_METHOD: 'The user has no way to verify.',
  } satisfies Partial<Record<ResultName, string>>,
} as const;
