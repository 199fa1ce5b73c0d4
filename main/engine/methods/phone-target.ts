/** The number that a call or a text goes to, and why it must not (reference sections 2.4, 3 and 4: results 100, 103, 107). */
import { isInCountries, toE164 } from '../../../shared/phone-number.ts';
import type { EngineSettings } from '../authentication/engine-ports.ts';
import type { Subject } from '../ports.ts';
import type { Outcome } from './method.ts';

/** The North American plan: +1 and exactly ten digits (reference section 3). */
const NORTH_AMERICA = '1';
const NORTH_AMERICA_FORM = /^\+1\d{10}$/;

/** One of a user's phones, as it is stored. */
export type Phone = { readonly countryCode: string; readonly number: string };
type Refusal = { readonly refusal: Outcome };
/** `number` in E.164 with its plus. */
export type PhoneTarget = { readonly number: string } | Refusal;

const refuse = (result: Outcome['result'], reason: Outcome['reason']): Refusal => ({ refusal: { result, reason } });

/**
 * The number that is dialled decides which country counts, not the country code beside it: '+31 6 12345678' is Dutch in
 * whatever country it stands.
 */
export function phoneTarget(
  { countryCode, number }: Phone,
  { enablesGlobalServices }: Pick<Subject, 'enablesGlobalServices'>,
  defaults: EngineSettings['user-defaults'],
): PhoneTarget {
  if (number.trim() === '') return refuse('INVALID_PHONE_NUMBER', 'no-phone');
  const dialled = countryCode === '' ? undefined : toE164(number, countryCode);
  if (dialled === undefined || (isInCountries(dialled, [NORTH_AMERICA]) && !NORTH_AMERICA_FORM.test(dialled))) {
    return refuse('INVALID_PHONE_NUMBER_FORMAT', 'phone-malformed');
  }
  const { allowedCountryCodes, homeCountryCodes } = defaults;
  if (allowedCountryCodes.length > 0 && !isInCountries(dialled, allowedCountryCodes)) {
    return refuse('INTERNATIONAL_CALLS_NOT_ALLOWED', 'country-not-allowed');
  }
  const isGlobal = enablesGlobalServices ?? defaults.enablesGlobalServices;
  if (!isGlobal && !isInCountries(dialled, homeCountryCodes)) {
    return refuse('INTERNATIONAL_CALLS_NOT_ALLOWED', 'global-services-off');
  }
  return { number: dialled };
}
