import type { TrunkFields } from '../../../shared/schemas/trunk.ts';

/** A landline number of Amsterdam and one of Berlin, as documents write them. */
const DUTCH = '+31201234567';
const GERMAN = '+4930123456';
/** What stands behind a country code in an example: no number of anybody in particular. */
const LOCAL_DIGITS = '201234567';

/** One of the own country (else Dutch), and one of another. */
export function exampleNumbers({ homeCountryCode, dialledFormat }: Pick<TrunkFields, 'homeCountryCode' | 'dialledFormat'>) {
  if (dialledFormat !== 'national' || homeCountryCode === '' || homeCountryCode === '31') return [DUTCH, GERMAN];
  return [`+${homeCountryCode}${LOCAL_DIGITS}`, homeCountryCode === '49' ? DUTCH : GERMAN];
}
