/** Whether a user's number may be called or texted, as the engine decides it (reference sections 2.4 and 3). Pure. */
import { isInCountries, toE164 } from '../../shared/phone-number.ts';
import type { UserDefaults } from '../../shared/schemas/method-settings.ts';

export type ReachRules = Pick<UserDefaults, 'enablesGlobalServices' | 'homeCountryCodes' | 'allowedCountryCodes'>;
export type ReachProblem = 'country-not-allowed' | 'global-services-off';

/** The North American plan: +1 and exactly ten digits (reference section 3). */
const NORTH_AMERICA = '1';
const NORTH_AMERICA_FORM = /^\+1\d{10}$/;

/** malformed: no number at all. ten-digits: +1 with more or fewer. Undefined: it can be dialled, or there is none. */
export function numberProblem(countryCode: string, phone: string): 'malformed' | 'ten-digits' | undefined {
  if (phone.trim() === '' || countryCode === '') return undefined;
  const number = toE164(phone, countryCode);
  if (number === undefined) return countryCode === NORTH_AMERICA ? 'ten-digits' : 'malformed';
  return isInCountries(number, [NORTH_AMERICA]) && !NORTH_AMERICA_FORM.test(number) ? 'ten-digits' : undefined;
}

/** @param isGlobal of the user; null follows the company */
export function reachProblem(
  phone: { readonly countryCode: string; readonly phone: string },
  isGlobal: boolean | null,
  rules: ReachRules,
): ReachProblem | undefined {
  const number = phone.countryCode === '' ? undefined : toE164(phone.phone, phone.countryCode);
  if (number === undefined || numberProblem(phone.countryCode, phone.phone) !== undefined) return undefined;
  const { allowedCountryCodes, homeCountryCodes } = rules;
  if (allowedCountryCodes.length > 0 && !isInCountries(number, allowedCountryCodes)) return 'country-not-allowed';
  const isOff = !(isGlobal ?? rules.enablesGlobalServices);
  return isOff && !isInCountries(number, homeCountryCodes) ? 'global-services-off' : undefined;
}
