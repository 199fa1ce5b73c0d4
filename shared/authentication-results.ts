/**
 * The call results of the old server (reference section 4): number and name of the SDK constant, label of the
 * activity report, its report value where it had one. 0 to 144 are the old server's numbers. 201 to 206 are
 * results that its report had without a number, 301 and up are ours: the old server logged no row for them.
 *
 * `by-input` results were granted or denied by what was entered; the attempt row says which.
 */
export type ResultOutcome = 'granted' | 'denied' | 'pending' | 'by-input';

/**
 * What brings a result about: a method, the security questions as fallback, or a rule around every method.
 * mobile-app waits for its method, provider for licences and what a provider sells. never: no part will write it; it
 * stands here for logs and reports of the old server.
 */
const REACHED_BY = [
  'rules',
  'oath-token',
  'text-message',
  'email',
  'security-questions',
  'phone-call',
  'mobile-app',
  'provider',
  'never',
] as const;
export type ReachedBy = (typeof REACHED_BY)[number];

const result = <const Number extends number, const Name extends string>(
  number: Number,
  name: Name,
  label: string,
  reportValue: string,
  outcome: ResultOutcome,
  reachedBy: ReachedBy,
) => ({ number, name, label, reportValue, outcome, reachedBy });

export const AUTHENTICATION_RESULTS = [
  result(0, 'UNKNOWN', 'Unknown', '', 'denied', 'never'),
  result(1, 'PIN_ENTERED', 'PIN Entered', 'SUCCESS_WITH_PIN', 'by-input', 'phone-call'),
  result(2, 'NO_PIN_ENTERED', 'Only # Entered', 'SUCCESS_NO_PIN', 'by-input', 'phone-call'),
  result(3, 'POUND_NOT_PRESSED', '# Not Pressed After Entry', 'SUCCESS_WITH_PIN_BUT_TIMEOUT', 'denied', 'phone-call'),
  result(4, 'NO_PHONE_INPUT_TIMEOUT', 'No Phone Input - Timed Out', 'SUCCESS_NO_PIN_BUT_TIMEOUT', 'denied', 'phone-call'),
  result(5, 'PIN_EXPIRED', 'PIN Expired and Not Changed', 'SUCCESS_PIN_EXPIRED', 'denied', 'rules'),
  result(6, 'USED_CACHE', 'Used Cache', 'SUCCESS_USED_CACHE', 'granted', 'rules'),
  result(10, 'DISCONNECTED', 'Call Disconnected', '', 'denied', 'phone-call'),
  result(11, 'TIMED_OUT', 'Call Timed Out', '', 'denied', 'phone-call'),
  result(12, 'INVALID_PHONE_INPUT', 'Invalid Phone Input', 'SUCCESS_INVALID_INPUT', 'denied', 'phone-call'),
  result(13, 'GOT_VOICEMAIL', 'Got Voicemail', '', 'denied', 'phone-call'),
  result(14, 'USER_BLOCKED', 'User is Blocked', 'SUCCESS_USER_BLOCKED', 'denied', 'rules'),
  result(16, 'VOICEPRINT_SUCCESS', 'Voiceprint Succeeded', '', 'granted', 'never'),
  result(17, 'VOICEPRINT_ENROLLED', 'Voiceprint Enrolled', '', 'granted', 'never'),
  result(18, 'VOICEPRINT_EXPIRED', 'Voiceprint Expired And Not Changed', '', 'denied', 'never'),
  result(19, 'SMS_AUTHENTICATED', 'Text Message Authenticated', 'SUCCESS_SMS_AUTHENTICATED', 'granted', 'text-message'),
  result(20, 'SMS_SENT', 'Text Message Sent', 'SUCCESS_SMS_SENT', 'pending', 'text-message'),
  result(21, 'PHONE_APP_AUTHENTICATED', 'Mobile App Authenticated', 'SUCCESS_PHONE_APP_AUTHENTICATED', 'granted', 'mobile-app'),
  result(22, 'OATH_CODE_PENDING', 'OATH Code Pending', 'SUCCESS_OATH_CODE_PENDING', 'pending', 'oath-token'),
  result(23, 'OATH_CODE_VERIFIED', 'OATH Code Verified', 'SUCCESS_OATH_CODE_VERIFIED', 'granted', 'oath-token'),
  result(
    24,
    'FALLBACK_OATH_CODE_VERIFIED',
    'Fallback OATH Code Verified',
    'SUCCESS_FALLBACK_OATH_CODE_VERIFIED',
    'granted',
    'oath-token',
  ),
  result(
    25,
    'FALLBACK_SECURITY_QUESTIONS_ANSWERED',
    'Fallback Security Questions Answered',
    'SUCCESS_FALLBACK_SECURITY_QUESTIONS_ANSWERED',
    'granted',
    'security-questions',
  ),
  result(100, 'INVALID_PHONE_NUMBER', 'Invalid Phone Number', '', 'denied', 'text-message'),
  result(101, 'PHONE_BUSY', 'Auth Already In Progress', 'FAILED_PHONE_BUSY', 'denied', 'text-message'),
  result(102, 'CONFIGURATION_ISSUE', 'Phone Unreachable', 'CONFIG_ISSUE', 'denied', 'phone-call'),
  result(103, 'INTERNATIONAL_CALLS_NOT_ALLOWED', 'International Calls Not Allowed', '', 'denied', 'text-message'),
  result(104, 'PIN_MODE_NOT_ALLOWED', 'PIN Mode Not Allowed', '', 'denied', 'phone-call'),
  result(105, 'ACCOUNT_LOCKED', 'Account Locked', '', 'denied', 'rules'),
  result(106, 'INVALID_MESSAGE', 'Invalid Message', '', 'denied', 'rules'),
  result(
    107,
    'INVALID_PHONE_NUMBER_FORMAT',
    'Invalid Phone Number Format',
    'FAILED_INVALID_PHONENUMBER',
    'denied',
    'text-message',
  ),
  result(108, 'USER_HUNG_UP', 'User Hung Up the Phone', 'FAILED_USER_HUNGUP_ON_US', 'denied', 'phone-call'),
  result(109, 'INSUFFICIENT_BALANCE', 'Insufficient Balance', '', 'denied', 'provider'),
  result(110, 'EXTENSIONS_NOT_ALLOWED', 'Phone Extensions are not allowed', '', 'denied', 'provider'),
  result(111, 'INVALID_EXTENSION', 'Invalid Extension', 'FAILED_INVALID_EXTENSION', 'denied', 'phone-call'),
  result(112, 'FRAUD_CODE_ENTERED', 'Fraud Code Entered', 'FAILED_FRAUD_CODE_ENTERED', 'denied', 'text-message'),
  result(113, 'ROLLOVER_NOT_ALLOWED', 'Call rollover feature is not allowed', '', 'denied', 'provider'),
  result(114, 'RETURN_PIN_NOT_ALLOWED', 'Return Pin Not Allowed', '', 'denied', 'provider'),
  result(115, 'EVENT_CONFIRMATION_NOT_ALLOWED', 'Event Confirmation Not Allowed', '', 'denied', 'provider'),
  result(116, 'INVALID_EVENT_PARAMETER', 'Invalid Event Parameter', '', 'denied', 'provider'),
  result(117, 'UNABLE_TO_PLACE_CALL', 'Unable to Place Call', 'FAILED_SERVER_ERROR', 'denied', 'phone-call'),
  result(118, 'VOICEPRINT_FAILED', 'Voiceprint Failed', '', 'denied', 'never'),
  result(119, 'VOICEPRINT_MODE_NOT_ALLOWED', 'Voiceprint Mode Not Allowed', '', 'denied', 'never'),
  result(120, 'SMS_NOT_SENT', 'Text Message Could Not Be Sent', 'FAILED_SMS_NOT_SENT', 'denied', 'text-message'),
  result(121, 'SMS_NOT_RECEIVED', 'No SMS Reply Received', '', 'denied', 'text-message'),
  result(122, 'SMS_OTP_INCORRECT', 'Text Message OTP Incorrect', 'FAILED_SMS_OTP_INCORRECT', 'denied', 'text-message'),
  result(
    123,
    'SMS_OTP_PIN_INCORRECT',
    'Text Message OTP + PIN Incorrect',
    'FAILED_SMS_OTP_PIN_INCORRECT',
    'denied',
    'text-message',
  ),
  result(124, 'SMS_MODE_NOT_ALLOWED', 'SMS Mode Not Allowed', '', 'denied', 'text-message'),
  result(125, 'LOCALIZATION_NOT_ALLOWED', 'Localization Not Allowed', '', 'denied', 'provider'),
  result(126, 'USER_LICENSES_EXCEEDED', 'User Licenses Exceeded', '', 'denied', 'provider'),
  result(127, 'SMS_USER_LICENSES_EXCEEDED', 'SMS User Licenses Exceeded', '', 'denied', 'provider'),
  result(128, 'VOICEPRINT_USER_LICENSES_EXCEEDED', 'Voiceprint User Licenses Exceeded', '', 'denied', 'never'),
  result(129, 'PHONE_APP_DENIED', 'Mobile App Denied', 'FAILED_PHONE_APP_DENIED', 'denied', 'mobile-app'),
  result(130, 'PHONE_APP_INVALID_PIN', 'Mobile App Invalid PIN', 'FAILED_PHONE_APP_INVALID_PIN', 'denied', 'mobile-app'),
  result(
    131,
    'PHONE_APP_PIN_NOT_CHANGED',
    'Mobile App PIN Not Changed',
    'FAILED_PHONE_APP_PIN_NOT_CHANGED',
    'denied',
    'mobile-app',
  ),
  result(132, 'FRAUD_REPORTED', 'Fraud Reported', 'FAILED_FRAUD_REPORTED', 'denied', 'mobile-app'),
  result(133, 'PHONE_APP_NO_RESPONSE', 'Mobile App No Response', 'FAILED_PHONE_APP_NO_RESPONSE', 'denied', 'mobile-app'),
  result(134, 'PHONE_APP_MODE_NOT_ALLOWED', 'Phone App Mode Not Allowed', '', 'denied', 'mobile-app'),
  result(
    135,
    'PHONE_APP_ALL_DEVICES_BLOCKED',
    'Mobile App All Devices Blocked',
    'FAILED_PHONE_APP_ALL_DEVICES_BLOCKED',
    'denied',
    'mobile-app',
  ),
  result(
    136,
    'PHONE_APP_NOTIFICATION_FAILED',
    'Mobile App Notification Failed',
    'FAILED_PHONE_APP_NOTIFICATION_FAILED',
    'denied',
    'mobile-app',
  ),
  result(137, 'PHONE_APP_INVALID_RESULT', 'Mobile App Invalid Result', 'FAILED_PHONE_APP_INVALID_RESULT', 'denied', 'mobile-app'),
  result(138, 'OATH_CODE_INCORRECT', 'OATH Code Incorrect', 'FAILED_OATH_CODE_INCORRECT', 'denied', 'oath-token'),
  result(139, 'OATH_CODE_DUPLICATE', 'Duplicate OATH Code', 'FAILED_OATH_CODE_DUPLICATE', 'denied', 'oath-token'),
  result(140, 'OATH_CODE_OLD', 'OATH Code Out of Date', 'FAILED_OATH_CODE_OLD', 'denied', 'oath-token'),
  result(141, 'OATH_TOKEN_MODE_NOT_ALLOWED', 'OATH Token Mode Not Allowed', '', 'denied', 'oath-token'),
  result(142, 'OATH_TOKEN_TIMEOUT', 'OATH Code Result Timeout', 'FAILED_OATH_TOKEN_TIMEOUT', 'denied', 'oath-token'),
  result(
    143,
    'SECURITY_QUESTIONS_TIMEOUT',
    'Security Questions Result Timeout',
    'FAILED_SECURITY_QUESTIONS_TIMEOUT',
    'denied',
    'security-questions',
  ),
  result(144, 'AUTH_RESULT_TIMEOUT', 'Auth Result Timeout', 'FAILED_AUTH_RESULT_TIMEOUT', 'denied', 'text-message'),
  result(201, 'BYPASSED_AUTH', 'Bypassed Auth', 'SUCCESS_BYPASSED_AUTH', 'granted', 'rules'),
  result(202, 'USED_IP_BASED_CACHE', 'Used IP-based Cache', 'SUCCESS_USED_IP_BASED_CACHE', 'granted', 'rules'),
  result(203, 'USED_APP_BASED_CACHE', 'Used App-based Cache', 'SUCCESS_USED_APP_BASED_CACHE', 'granted', 'rules'),
  result(
    204,
    'SMS_MAX_OTP_RETRY_REACHED',
    'Exceeded Maximum Text Message OTP Attempts',
    'FAILED_SMS_MAX_OTP_RETRY_REACHED',
    'denied',
    'text-message',
  ),
  result(205, 'OATH_CODE_PIN_INCORRECT', 'OATH Code + PIN Incorrect', 'FAILED_OATH_CODE_PIN_INCORRECT', 'denied', 'oath-token'),
  result(206, 'AUTHENTICATION_THROTTLED', 'Authentication Throttled', 'FAILED_AUTHENTICATION_THROTTLED', 'denied', 'rules'),
  result(301, 'USER_NOT_FOUND', 'User Not Found', '', 'denied', 'rules'),
  result(302, 'USER_NOT_MATCHED', 'User Not Matched - Passed Without Multi-Factor', '', 'granted', 'rules'),
  result(303, 'USER_DISABLED', 'User is Disabled', '', 'denied', 'rules'),
  result(304, 'PRIMARY_AUTHENTICATION_FAILED', 'Primary Authentication Failed', '', 'denied', 'rules'),
  result(305, 'NO_USABLE_METHOD', 'No Usable Method', '', 'denied', 'rules'),
  result(306, 'TRUSTED_IP', 'Trusted IP - Passed Without Multi-Factor', '', 'granted', 'rules'),
  result(307, 'DISABLED_USER_PASSED', 'Disabled User - Passed Without Multi-Factor', '', 'granted', 'rules'),
  result(308, 'NO_GATEWAY_PASSED', 'No Gateway Reachable - Passed Without Multi-Factor', '', 'granted', 'rules'),
  result(309, 'PIN_CHANGE_PENDING', 'PIN Change Pending', '', 'pending', 'rules'),
  result(310, 'SECURITY_QUESTIONS_PENDING', 'Security Questions Pending', '', 'pending', 'security-questions'),
  result(311, 'SECURITY_QUESTIONS_INCORRECT', 'Security Questions Answered Incorrectly', '', 'denied', 'security-questions'),
  result(312, 'EMAIL_CODE_SENT', 'E-mail Code Sent', '', 'pending', 'email'),
  result(313, 'EMAIL_CODE_VERIFIED', 'E-mail Code Verified', '', 'granted', 'email'),
  result(314, 'EMAIL_CODE_INCORRECT', 'E-mail Code Incorrect', '', 'denied', 'email'),
  result(315, 'EMAIL_CODE_PIN_INCORRECT', 'E-mail Code + PIN Incorrect', '', 'denied', 'email'),
  result(316, 'EMAIL_NOT_SENT', 'E-mail Code Could Not Be Sent', '', 'denied', 'email'),
  result(317, 'EMAIL_MODE_NOT_ALLOWED', 'E-mail Mode Not Allowed', '', 'denied', 'email'),
] as const;

export type AuthenticationResult = (typeof AUTHENTICATION_RESULTS)[number];
export type ResultName = AuthenticationResult['name'];
export type ResultNumber = AuthenticationResult['number'];

const BY_NAME = new Map<string, AuthenticationResult>(AUTHENTICATION_RESULTS.map((row) => [row.name, row]));
const BY_NUMBER = new Map<number, AuthenticationResult>(AUTHENTICATION_RESULTS.map((row) => [row.number, row]));

export function resultNumber(name: ResultName): ResultNumber {
  const row = BY_NAME.get(name);
  if (row === undefined) throw new TypeError(`no such result: ${name}`);
  return row.number;
}

/** The row of `number`; unknown numbers (written by a newer version) read as UNKNOWN. */
export function resultByNumber(number: number): AuthenticationResult {
  return BY_NUMBER.get(number) ?? AUTHENTICATION_RESULTS[0];
}
