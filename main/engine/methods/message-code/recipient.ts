/** Where a message to a user goes, and why it must not go there (reference sections 2.4, 3 and 4: results 100, 103, 107). */

import type { EngineSettings } from '../../authentication/engine-ports.ts';
import type { Subject } from '../../ports.ts';
import type { Outcome } from '../method.ts';

/** E.164 §6: 15 digits at most with the country code; ours: fewer than 4 national digits is no telephone. */
const E164_MAX_DIGITS = 15;
const NATIONAL_MIN_DIGITS = 4;
/** The North American plan: exactly ten digits (reference section 3). */
const NORTH_AMERICA = '1';
const NORTH_AMERICA_DIGITS = 10;

export type Recipient = { readonly address: string } | { readonly refusal: Outcome };

const refuse = (result: Outcome['result'], reason: Outcome['reason']): Recipient => ({ refusal: { result, reason } });

/** The user's phone in E.164 with plus. Every non-digit is left out, as the old server did; a trunk 0 too. */
export function phoneRecipient(subject: Subject, defaults: EngineSettings['user-defaults']): Recipient {
  const { countryCode } = subject;
  if (subject.phoneNumber.trim() === '') return refuse('INVALID_PHONE_NUMBER', 'no-phone');
  const national = nationalDigits(subject.phoneNumber, countryCode);
  const isNorthAmerican = countryCode === NORTH_AMERICA;
  const isTooLong = countryCode.length + national.length > E164_MAX_DIGITS;
  if (
    countryCode === '' ||
    isTooLong ||
    national.length < NATIONAL_MIN_DIGITS ||
    (isNorthAmerican && national.length !== NORTH_AMERICA_DIGITS)
  ) {
    return refuse('INVALID_PHONE_NUMBER_FORMAT', 'phone-malformed');
  }
  const { allowedCountryCodes, homeCountryCodes } = defaults;
  if (allowedCountryCodes.length > 0 && !allowedCountryCodes.includes(countryCode)) {
    return refuse('INTERNATIONAL_CALLS_NOT_ALLOWED', 'country-not-allowed');
  }
  const isGlobal = subject.enablesGlobalServices ?? defaults.enablesGlobalServices;
  if (!isGlobal && !homeCountryCodes.includes(countryCode)) {
    return refuse('INTERNATIONAL_CALLS_NOT_ALLOWED', 'global-services-off');
  }
  return { address: `+${countryCode}${national}` };
}

/** Italy keeps its leading 0 (E.164 national numbers of +39 begin with it); elsewhere it is the trunk prefix. */
const KEEPS_LEADING_ZERO: ReadonlySet<string> = new Set(['39', '378', '379']);

function nationalDigits(phone: string, countryCode: string): string {
  const digits = phone.replace(/\D/g, '');
  if (phone.trim().startsWith('+') && digits.startsWith(countryCode)) return digits.slice(countryCode.length);
  return KEEPS_LEADING_ZERO.has(countryCode) ? digits : digits.replace(/^0/, '');
}

const EMAIL_FORM = /^[^\s@]+@[^\s@]+\.[^\s@]+$/;

/** Reference section 3: where the e-mail address is empty, the username counts if it looks like one. */
export function emailRecipient(subject: Subject): Recipient {
  const address = subject.email === '' ? subject.username : subject.email;
  return EMAIL_FORM.test(address) ? { address } : refuse('NO_USABLE_METHOD', 'no-email');
}

/** For a prompt: the last digits or letters only. The person knows the rest, a stranger must not learn it. */
export function maskRecipient(address: string): string {
  if (!address.includes('@')) return `••••${address.slice(-3)}`;
  const [local = '', domain = ''] = address.split('@');
  return `${local.slice(0, 1)}••••@${domain}`;
}
