import type { ResultName } from '../../../shared/authentication-results.ts';

/** What each result of the log means, and what the administrator can do; typed by the table of results. Long, because each result has its lines. */
export const resultExplanations = {
  UNKNOWN: { why: 'The old server gave no information.', next: 'Nothing can be done here: it comes from the old server’s log.' },
  PIN_ENTERED: {
    why: 'Digits were entered in a call. Right: granted. Wrong, or in mode Standard: denied.',
    next: 'If denied: have the user try again, or set a new PIN.',
  },
  NO_PIN_ENTERED: {
    why: 'Only # was pressed in a call. That is right in mode Standard and denied in mode PIN.',
    next: 'If denied: the user’s mode asks for the PIN before #.',
  },
  POUND_NOT_PRESSED: { why: 'Digits were entered without # after them.', next: 'Have the user press # after the PIN.' },
  NO_PHONE_INPUT_TIMEOUT: {
    why: 'The call was answered and nothing was pressed, as a voicemail does.',
    next: 'Have the user try again with the phone at hand.',
  },
  PIN_EXPIRED: {
    why: 'A new PIN was asked for, because the old one had expired or had to change, and none was set.',
    next: 'Have the user sign in again and finish the change, or use New PIN on the user’s page.',
  },
  USED_CACHE: { why: 'A caching rule by user: an earlier sign-in still counted.', next: '' },
  DISCONNECTED: { why: 'The call was cut off.', next: 'Have the user try again with the phone at hand.' },
  TIMED_OUT: { why: 'The call took too long.', next: 'Have the user try again with the phone at hand.' },
  INVALID_PHONE_INPUT: {
    why: 'The tones were no valid input: a fax, or * inside a PIN.',
    next: 'Have the user try again with the phone at hand.',
  },
  GOT_VOICEMAIL: { why: 'A voicemail answered.', next: 'Have the user try again with the phone at hand.' },
  USER_BLOCKED: {
    why: 'The user is blocked: by an operator, or after a fraud alert. Every attempt is denied.',
    next: 'Look under Blocked users why; unblock there or on the user’s page.',
  },
  VOICEPRINT_SUCCESS: { why: 'The old server knew the voice.', next: '' },
  VOICEPRINT_ENROLLED: { why: 'The old server recorded the voice.', next: '' },
  VOICEPRINT_EXPIRED: {
    why: 'The voiceprint had expired.',
    next: 'Nothing can be done here: it comes from the old server’s log.',
  },
  SMS_AUTHENTICATED: { why: 'The code of the text message was right.', next: '' },
  SMS_SENT: { why: 'A text message with a code was sent; the code is still to come.', next: '' },
  PHONE_APP_AUTHENTICATED: { why: 'The user approved in the mobile app.', next: '' },
  OATH_CODE_PENDING: { why: 'The user was asked for the OATH code; it is still to come.', next: '' },
  OATH_CODE_VERIFIED: { why: 'The OATH code was right.', next: '' },
  FALLBACK_OATH_CODE_VERIFIED: { why: 'The user’s method did not work; the OATH code as fallback was right.', next: '' },
  FALLBACK_SECURITY_QUESTIONS_ANSWERED: {
    why: 'The user’s method did not work; the security questions as fallback were answered rightly.',
    next: '',
  },
  INVALID_PHONE_NUMBER: {
    why: 'The user has no phone number, or one that cannot be reached.',
    next: 'Enter the phone on the user’s page, or choose another method.',
  },
  PHONE_BUSY: {
    why: 'Another sign-in of the same user was waiting for an answer; usually the VPN asked again.',
    next: 'Wait for the first one. If it happens often, make the request timeout of the client longer.',
  },
  CONFIGURATION_ISSUE: {
    why: 'The phone was busy, gone, or not answered.',
    next: 'Compare the number on the user’s page with the phone in hand.',
  },
  INTERNATIONAL_CALLS_NOT_ALLOWED: {
    why: 'The number is abroad and Global Services are off, or its country is not allowed.',
    next: 'Switch Global Services on for the user, or allow the country under Company Settings.',
  },
  PIN_MODE_NOT_ALLOWED: {
    why: 'The mode asks for a PIN, and it cannot be used.',
    next: 'Set a PIN on the user’s page (New PIN), or choose a mode without PIN.',
  },
  ACCOUNT_LOCKED: {
    why: 'Too many denials in a row locked the user.',
    next: 'Wait for the lock to end, or press Unlock on the user’s page.',
  },
  INVALID_MESSAGE: {
    why: 'The request made no sense: an answer to no open question, or one from another client.',
    next: 'Have the user sign in again.',
  },
  INVALID_PHONE_NUMBER_FORMAT: {
    why: 'The phone number is no number of its country.',
    next: 'Correct country code and phone on the user’s page.',
  },
  USER_HUNG_UP: { why: 'The user answered and hung up.', next: 'Have the user try again with the phone at hand.' },
  INSUFFICIENT_BALANCE: { why: 'The provider’s balance was used up.', next: 'Look at the account with the provider.' },
  EXTENSIONS_NOT_ALLOWED: { why: 'The provider did not allow extensions.', next: 'Use a direct number for the user.' },
  INVALID_EXTENSION: {
    why: 'The extension holds more than digits, comma, * and #.',
    next: 'Correct the extension on the user’s page.',
  },
  FRAUD_CODE_ENTERED: {
    why: 'The user reported fraud with the fraud code: somebody else tried to sign in.',
    next: 'Treat the password as known to somebody else: have it changed. Then unblock the user.',
  },
  ROLLOVER_NOT_ALLOWED: {
    why: 'The backup phone was not allowed by the licence.',
    next: 'It stands here for the old server’s log; no part of this server needs such a licence.',
  },
  RETURN_PIN_NOT_ALLOWED: {
    why: 'Giving back the PIN was not allowed by the licence.',
    next: 'It stands here for the old server’s log; no part of this server needs such a licence.',
  },
  EVENT_CONFIRMATION_NOT_ALLOWED: {
    why: 'Confirming transactions was not allowed by the licence.',
    next: 'It stands here for the old server’s log; no part of this server needs such a licence.',
  },
  INVALID_EVENT_PARAMETER: {
    why: 'A transaction to confirm was described wrongly.',
    next: 'It stands here for the old server’s log; no part of this server needs such a licence.',
  },
  UNABLE_TO_PLACE_CALL: {
    why: 'The call could not be made.',
    next: 'Look at the trunk’s own words under Phone call settings, and use its test call there.',
  },
  VOICEPRINT_FAILED: {
    why: 'The old server did not know the voice.',
    next: 'Nothing can be done here: it comes from the old server’s log.',
  },
  VOICEPRINT_MODE_NOT_ALLOWED: {
    why: 'Voiceprints were not allowed by the licence.',
    next: 'Nothing can be done here: it comes from the old server’s log.',
  },
  SMS_NOT_SENT: {
    why: 'No gateway took the text message.',
    next: 'Look at Text message gateways for the gateway’s own words, and use its test button.',
  },
  SMS_NOT_RECEIVED: {
    why: 'The text asked for a reply, and none came in time.',
    next: 'Ask whether the text arrived; Messages on the user’s page says what the gateway reported.',
  },
  SMS_OTP_INCORRECT: {
    why: 'The code is not the one that was sent.',
    next: 'Have the user enter the code of the newest message.',
  },
  SMS_OTP_PIN_INCORRECT: {
    why: 'The code, or the PIN after it, was wrong.',
    next: 'Have the user try again: first the code, then the PIN, with nothing between. New PIN sets another one.',
  },
  SMS_MODE_NOT_ALLOWED: {
    why: 'The mode of the text message cannot be used: no gateway hands over replies.',
    next: 'Set up replies for a gateway, or choose one-way for the user.',
  },
  LOCALIZATION_NOT_ALLOWED: {
    why: 'Other languages were not allowed by the licence.',
    next: 'It stands here for the old server’s log; no part of this server needs such a licence.',
  },
  USER_LICENSES_EXCEEDED: {
    why: 'There were more users than licences.',
    next: 'It stands here for the old server’s log; no part of this server needs such a licence.',
  },
  SMS_USER_LICENSES_EXCEEDED: {
    why: 'There were more users with text messages than licences.',
    next: 'It stands here for the old server’s log; no part of this server needs such a licence.',
  },
  VOICEPRINT_USER_LICENSES_EXCEEDED: {
    why: 'There were more users with a voiceprint than licences.',
    next: 'Nothing can be done here: it comes from the old server’s log.',
  },
  PHONE_APP_DENIED: {
    why: 'The user pressed Deny in the app.',
    next: 'Ask whether the sign-in was theirs. If not, have the password changed.',
  },
  PHONE_APP_INVALID_PIN: { why: 'The PIN in the app was wrong.', next: 'Have the user try again, or set a new PIN.' },
  PHONE_APP_PIN_NOT_CHANGED: {
    why: 'The app asked for a new PIN, and none was set.',
    next: 'Have the user open the app and try again.',
  },
  FRAUD_REPORTED: {
    why: 'The user reported fraud in the app.',
    next: 'Treat the password as known to somebody else: have it changed. Then unblock the user.',
  },
  PHONE_APP_NO_RESPONSE: {
    why: 'The app got the request, and nobody answered.',
    next: 'Have the user open the app and try again.',
  },
  PHONE_APP_MODE_NOT_ALLOWED: { why: 'The mode of the app cannot be used.', next: 'Choose another mode on the user’s page.' },
  PHONE_APP_ALL_DEVICES_BLOCKED: {
    why: 'None of the user’s devices answers any more.',
    next: 'Have the user activate the app anew.',
  },
  PHONE_APP_NOTIFICATION_FAILED: {
    why: 'The notification to the app could not be sent.',
    next: 'Have the user open the app and try again.',
  },
  PHONE_APP_INVALID_RESULT: { why: 'The app answered something that makes no sense.', next: 'Have the user update the app.' },
  OATH_CODE_INCORRECT: {
    why: 'The code matches none of the user’s tokens.',
    next: 'Compare the code with the device; if it is right, resync the token.',
  },
  OATH_CODE_DUPLICATE: { why: 'The code had been used before.', next: 'Have the user wait for the next code.' },
  OATH_CODE_OLD: {
    why: 'The code is older than the last one that was accepted.',
    next: 'Have the user enter the code that the device shows now.',
  },
  OATH_TOKEN_MODE_NOT_ALLOWED: {
    why: 'The mode of the OATH token cannot be used.',
    next: 'Choose another mode on the user’s page.',
  },
  OATH_TOKEN_TIMEOUT: { why: 'The user was asked for a code, and none came in time.', next: 'Have the user sign in again.' },
  SECURITY_QUESTIONS_TIMEOUT: { why: 'The security questions were not answered in time.', next: 'Have the user sign in again.' },
  AUTH_RESULT_TIMEOUT: {
    why: 'The whole sign-in took longer than the client waits.',
    next: 'Make the request timeout longer in the client, and give the same number on its page here.',
  },
  BYPASSED_AUTH: { why: 'A one-time bypass was used.', next: '' },
  USED_IP_BASED_CACHE: {
    why: 'A caching rule by user, type, application and address: an earlier sign-in still counted.',
    next: '',
  },
  USED_APP_BASED_CACHE: { why: 'A caching rule by user, type and application: an earlier sign-in still counted.', next: '' },
  SMS_MAX_OTP_RETRY_REACHED: {
    why: 'Too many wrong codes for one message: the code is worth nothing any more.',
    next: 'Have the user sign in again for a new code.',
  },
  OATH_CODE_PIN_INCORRECT: {
    why: 'The OATH code, or the PIN before or after it, was wrong.',
    next: 'Have the user try again; New PIN on the user’s page sets another one.',
  },
  AUTHENTICATION_THROTTLED: {
    why: 'The user had as many texts or calls as are allowed for a while.',
    next: 'Wait some minutes. The limit is under Company Settings, Text Message.',
  },
  USER_NOT_FOUND: {
    why: 'There is no user with the name that was sent.',
    next: 'Add the user, or compare the spelling with what the client sends.',
  },
  USER_NOT_MATCHED: {
    why: 'There is no user with the name, and the client does not require one.',
    next: 'Add the user, or switch on “Require Multi-Factor Authentication user match” for the client.',
  },
  USER_DISABLED: { why: 'The user exists and is disabled.', next: 'Enable the user if the person should sign in.' },
  PRIMARY_AUTHENTICATION_FAILED: {
    why: 'The password, the first factor, was wrong or missing.',
    next: 'Have the user try again, or set a new password.',
  },
  NO_USABLE_METHOD: {
    why: 'The user has no token, phone or address that the method needs.',
    next: 'The user’s page says beside the method what is missing.',
  },
  TRUSTED_IP: { why: 'The person’s address is a trusted IP of the client: no second factor was asked.', next: '' },
  DISABLED_USER_PASSED: {
    why: 'The user is disabled, and “When user is disabled” is set to succeed.',
    next: 'Set it to fail under Company Settings, unless this is meant.',
  },
  NO_GATEWAY_PASSED: {
    why: 'No gateway could be reached, and the rule for that is set to succeed.',
    next: 'Mend the gateways; set the rule to fail under Company Settings, unless this is meant.',
  },
  PIN_CHANGE_PENDING: { why: 'The user was asked for a new PIN; it is still to come.', next: '' },
  SECURITY_QUESTIONS_PENDING: { why: 'A security question was asked; the answer is still to come.', next: '' },
  SECURITY_QUESTIONS_INCORRECT: {
    why: 'A security question was answered wrongly.',
    next: 'Set new answers with the user on the user’s page.',
  },
  EMAIL_CODE_SENT: { why: 'A mail with a code was sent; the code is still to come.', next: '' },
  EMAIL_CODE_VERIFIED: { why: 'The code of the mail was right.', next: '' },
  EMAIL_CODE_INCORRECT: {
    why: 'The code is not the one that was mailed.',
    next: 'Have the user enter the code of the newest mail.',
  },
  EMAIL_CODE_PIN_INCORRECT: {
    why: 'The code of the mail, or the PIN after it, was wrong.',
    next: 'Have the user try again: first the code, then the PIN, with nothing between.',
  },
  EMAIL_NOT_SENT: {
    why: 'The mail server did not take the code mail, or the user has no address.',
    next: 'Look at Email for the mail server’s own words, and at the address on the user’s page.',
  },
  EMAIL_MODE_NOT_ALLOWED: {
    why: 'E-mail codes are switched off.',
    next: 'Switch them on under Company Settings, Text Message, or choose another method for the user.',
  },
} as const satisfies Record<ResultName, { readonly why: string; readonly next: string }>;
