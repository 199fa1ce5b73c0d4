/** Methods, modes, and why an attempt ended as it did: the plain reason and what to do. */
import { AUTHENTICATION_RESULTS, type ReachedBy, type ResultName } from '../../../shared/authentication-results.ts';
import type { AuthenticationType, Method, Mode } from '../../../shared/methods.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import { resultExplanations } from './result-explanations.ts';

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
    'user-blocked': {
      why: 'The user is blocked: by an operator, or after a fraud alert.',
      next: 'Look under Blocked users why. Unblocking wants a reason; it can be done on the user’s page.',
    },
    'user-disabled-passed': {
      why: 'The user is disabled, and “When user is disabled” is set to succeed: the sign-in passed without a second factor.',
      next: 'Set “When user is disabled” to fail under Company Settings, unless this is meant.',
    },
    'username-ambiguous': {
      why: 'Several users match this name, so that nobody was chosen.',
      next: 'Give the users names that differ, or narrow Username Resolution under Company Settings.',
    },
    'trusted-ip': { why: 'The person’s address is a trusted IP of this RADIUS client: no second factor was asked.', next: '' },
    'bypass-used': { why: 'A one-time bypass let the user in without the second factor. It is spent.', next: '' },
    'cache-user': { why: 'A caching rule for the user let this request pass: an earlier sign-in still counted.', next: '' },
    'cache-application': {
      why: 'A caching rule for the application let this request pass: an earlier sign-in there still counted.',
      next: '',
    },
    'cache-application-ip': {
      why: 'A caching rule for application and address let this request pass: an earlier sign-in from there still counted.',
      next: '',
    },
    'already-running': {
      why: 'Another sign-in of this user was waiting for an answer.',
      next: 'Finish or wait for the first one. If nobody signs in twice, make the request timeout of the client longer, so that it does not ask again.',
    },
    'message-verified': { why: 'The code of the message was right.', next: '' },
    'message-code-older': {
      why: 'The code is of an older message; a newer one was sent since. The newest counts.',
      next: 'Have the user enter the code of the newest message.',
    },
    'message-code-used': {
      why: 'This code has been used before. A code opens the door once.',
      next: 'Sign in again for a new code.',
    },
    'message-code-expired': {
      why: 'The code came after its time.',
      next: 'Sign in again for a new code, or make the timeout longer under Company Settings, Text Message.',
    },
    'message-tries-exceeded': {
      why: 'Too many wrong codes for one message: the code is worth nothing any more.',
      next: 'Sign in again for a new code. If the user did not type them, somebody is guessing.',
    },
    'message-not-sent': {
      why: 'No gateway took the message.',
      next: 'Look at Text message gateways (or Email) for the gateway’s own words, and use its test button.',
    },
    'message-throttled': {
      why: 'The user has had as many messages as are allowed for now.',
      next: 'Wait some minutes. The limit is under Company Settings, Text Message.',
    },
    'no-gateway-passed': {
      why: 'No gateway could be reached, and “When internet is not accessible” is set to succeed: the sign-in passed without a second factor.',
      next: 'Mend the gateways, and set the rule to fail under Company Settings, unless this is meant.',
    },
    'no-phone': {
      why: 'The user has no phone number.',
      next: 'Enter the phone on the user’s page, or choose another method there.',
    },
    'no-email': {
      why: 'The user has no e-mail address, and the username is none.',
      next: 'Enter the address on the user’s page, or choose another method there.',
    },
    'phone-malformed': {
      why: 'The user’s phone number is no number of its country.',
      next: 'Correct country code and phone on the user’s page.',
    },
    'country-not-allowed': {
      why: 'Calls and messages to the country of this number are not allowed.',
      next: 'Add the country to the allowed ones under Company Settings, General, or change the number.',
    },
    'global-services-off': {
      why: 'The number is abroad, and Global Services are off for this user.',
      next: 'Switch Global Services on for the user, beside the phone, or for the company.',
    },
    'replies-unavailable': {
      why: 'Two-way texts need a gateway that hands over replies, and none does.',
      next: 'Set up replies for a gateway, or choose one-way for the user.',
    },
    'reply-stop': {
      why: 'The user replied STOP instead of the code.',
      next: 'Ask whether the sign-in was theirs. If yes, have the user try again; the gateway may want the opt-out taken back.',
    },
    'reply-missing': {
      why: 'No reply to the text came in time.',
      next: 'Ask whether the text arrived: Messages on the user’s page says what the gateway reported.',
    },
    'answered-late': {
      why: 'The user answered, but the request had ended: the client stopped waiting.',
      next: 'Make the request timeout longer in the RADIUS client, and give the same number on its page here.',
    },
    'pin-not-set': {
      why: 'The user’s mode asks for a PIN, and none is set.',
      next: 'New PIN on the user’s page makes one, or choose a mode without PIN.',
    },
    'pin-change-asked': { why: 'The user was asked to choose a new PIN; the answer is a request of its own.', next: '' },
    'pin-changed': { why: 'The user chose a new PIN.', next: '' },
    'pin-length': { why: 'The new PIN is shorter than the minimum.', next: 'Have the user choose a longer PIN.' },
    'pin-all-same-digits': {
      why: 'The new PIN has three or more equal digits in a row.',
      next: 'Have the user choose a PIN that is harder to guess.',
    },
    'pin-sequential-digits': {
      why: 'The new PIN has three or more digits that count up or down.',
      next: 'Have the user choose a PIN that is harder to guess.',
    },
    'pin-subset-of-phone': {
      why: 'Four digits of the new PIN are part of the user’s phone or backup phone.',
      next: 'Have the user choose a PIN that is not in the phone number.',
    },
    'pin-history-duplicate': {
      why: 'The new PIN is one of the last that the user had.',
      next: 'Have the user choose a PIN that is new.',
    },
    'pin-mismatch': { why: 'The new PIN and its repetition differ.', next: 'Have the user type the new PIN twice the same.' },
    'pin-expired': {
      why: 'The PIN has expired and was not changed.',
      next: 'Have the user sign in again and choose a new PIN, or use New PIN on the user’s page.',
    },
    'fallback-asked': { why: 'The user’s method did not work; the fallback OATH code was asked for.', next: '' },
    'security-question-asked': { why: 'A security question was asked; the answer is a request of its own.', next: '' },
    'security-answers-right': { why: 'The security questions were answered rightly.', next: '' },
    'security-answer-wrong': {
      why: 'A security question was answered wrongly.',
      next: 'Compare with the user; new answers can be set on the user’s page.',
    },
    'security-questions-timeout': {
      why: 'The security questions were not answered in time.',
      next: 'Have the user try again, or make the time longer under Company Settings, Security Questions.',
    },
    'call-not-placed': {
      why: 'No trunk took the call.',
      next: 'Look at the trunk’s own words and use its test call: address, sign-in and dialled numbers are set there.',
    },
    'call-input-wrong': {
      why: 'What was pressed in the call was no answer: digits where only # is asked, or a key that is no digit.',
      next: 'Have the user press # alone in mode Standard, the PIN and # in mode PIN.',
    },
    'no-trunk': {
      why: 'No trunk is in use to call by.',
      next: 'Phone call settings > Trunks: add a trunk, or enable one. Until then phone calls verify nobody.',
    },
    'extension-malformed': {
      why: 'The extension holds more than digits, comma, * and #.',
      next: 'Correct the extension on the user’s page.',
    },
  } satisfies Record<DecisionReason, Explanation>,
  /** What each result means, for the help. */
  result: resultExplanations,
  reachedBy: {
    rules: 'Rules',
    'oath-token': 'OATH token',
    'text-message': 'Text message',
    email: 'E-mail',
    'security-questions': 'Security questions',
    'phone-call': 'Phone call',
    'mobile-app': 'Mobile app (still to come)',
    provider: 'Provider (still to come)',
    never: 'Old server only',
  } satisfies Record<ReachedBy, string>,
} as const;
