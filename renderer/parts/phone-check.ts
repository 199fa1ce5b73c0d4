/** Whether a number is one of its country, and how it is written there. The library is read when a number is first looked at. */
import { CALLING_CODES } from '../../shared/calling-codes.ts';

export type PhoneCheck = {
  readonly isValid: boolean;
  /** "+31 6 12345678"; '' when it is no number. */
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
    const isValid = number?.isValid() === true && number.countryCallingCode === countryCode;
    return {
      isValid,
      international: isValid ? number.formatInternational() : '',
      national: isValid ? number.formatNational() : '',
      example: exampleOf(countryCode),
    };
  };
}
