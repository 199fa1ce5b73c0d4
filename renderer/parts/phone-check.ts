/** Whether a number is one of its country, and how it is written there. The library is read when a number is first looked at. */
import { CALLING_CODES } from '../../shared/calling-codes.ts';

export type PhoneCheck = {
  /** unusual: of a length that the country has, in no range that this version knows; a newer range, or mistyped. */
  readonly verdict: 'valid' | 'unusual' | 'wrong';
  /** "+31 6 12345678"; '' when it is wrong. */
  readonly international: string;
  /** As people of that country write it: "06 12345678". */
  readonly national: string;
  /** A mobile number of that country, to say what one looks like; ''. */
  readonly example: string;
};
export type CheckPhone = (countryCode: string, phone: string) => PhoneCheck | undefined;

let loaded: Promise<CheckPhone> | undefined;

export function loadPhoneCheck(): Promise<CheckPhone> {
  loaded ??= readPhoneCheck();
  return loaded;
}

async function readPhoneCheck(): Promise<CheckPhone> {
  const [{ default: parse, getExampleNumber, isSupportedCountry }, { default: examples }] = await Promise.all([
    import('libphonenumber-js/min'),
    import('libphonenumber-js/mobile/examples'),
  ]);
  const exampleOf = (countryCode: string): string => {
    const region = CALLING_CODES.find(({ code }) => code === countryCode)?.regions[0];
    return region !== undefined && isSupportedCountry(region) ? (getExampleNumber(region, examples)?.formatNational() ?? '') : '';
  };
  return (countryCode, phone) => {
    if (countryCode === '' || phone.trim() === '') return undefined;
    const number = parse(phone, { defaultCallingCode: countryCode });
    const isPossible = number?.isPossible() === true && number.countryCallingCode === countryCode;
    return {
      verdict: !isPossible ? 'wrong' : number.isValid() ? 'valid' : 'unusual',
      international: isPossible ? number.formatInternational() : '',
      national: isPossible ? number.formatNational() : '',
      example: exampleOf(countryCode),
    };
  };
}
