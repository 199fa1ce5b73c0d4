/**
 * Whether a number is one of its country, of what kind, and how it is written there. It judges the number that would be
 * dialled (shared/phone-number.ts), not the one that was meant. The library is read when a number is first looked at.
 */
import type { NumberType } from 'libphonenumber-js/max';
import { CALLING_CODES } from '../../shared/calling-codes.ts';
import { toE164 } from '../../shared/phone-number.ts';

/** ordinary: of a person's phone, mobile or fixed. */
export type PhoneKind = 'ordinary' | 'fixed' | 'premium' | 'shared-cost' | 'toll-free' | 'service';

export type PhoneCheck = {
  /**
   * unusual: of a length that the country has, in no range that this version knows; a newer range, or mistyped.
   * other-country: typed with another country code than the one chosen. kind: no number of a person's phone.
   */
  readonly verdict: 'valid' | 'unusual' | 'other-country' | 'kind' | 'wrong';
  readonly kind: PhoneKind;
  /** "+31 6 12345678", as it is dialled; '' when it is wrong. */
  readonly international: string;
  /** As people of that country write it: "06 12345678". */
  readonly national: string;
  /** Its country code, which may be another than the chosen one; ''. */
  readonly callingCode: string;
  /** What was probably meant, where a national prefix would be dialled as a part of the number; ''. */
  readonly meant: string;
  /** A mobile number of the chosen country, to say what one looks like; ''. */
  readonly example: string;
};
export type CheckPhone = {
  readonly check: (countryCode: string, phone: string) => PhoneCheck | undefined;
  readonly exampleOf: (countryCode: string) => string;
};

const KINDS: Readonly<Partial<Record<NonNullable<NumberType>, PhoneKind>>> = {
  FIXED_LINE: 'fixed',
  PREMIUM_RATE: 'premium',
  SHARED_COST: 'shared-cost',
  TOLL_FREE: 'toll-free',
  PAGER: 'service',
  UAN: 'service',
  VOICEMAIL: 'service',
  PERSONAL_NUMBER: 'service',
};

let loaded: Promise<CheckPhone> | undefined;

export function loadPhoneCheck(): Promise<CheckPhone> {
  loaded ??= readPhoneCheck();
  // What failed once is tried again by the next who asks.
  loaded.catch(() => {
    loaded = undefined;
  });
  return loaded;
}

async function readPhoneCheck(): Promise<CheckPhone> {
  const [{ default: parse, getExampleNumber, isSupportedCountry }, { default: examples }] = await Promise.all([
    // With the ranges of each kind, which the smaller sets leave out.
    import('libphonenumber-js/max'),
    import('libphonenumber-js/mobile/examples'),
  ]);
  const exampleOf = (countryCode: string): string => {
    const region = CALLING_CODES.find(({ code }) => code === countryCode)?.regions[0];
    return region !== undefined && isSupportedCountry(region) ? (getExampleNumber(region, examples)?.formatNational() ?? '') : '';
  };
  const meantBy = (countryCode: string, phone: string, dialled: string | undefined): string => {
    const meant = parse(phone, { defaultCallingCode: countryCode });
    return meant?.isValid() === true && meant.number !== dialled ? meant.formatInternational() : '';
  };
  const check = (countryCode: string, phone: string): PhoneCheck | undefined => {
    if (countryCode === '' || phone.trim() === '') return undefined;
    const dialled = toE164(phone, countryCode);
    const number = dialled === undefined ? undefined : parse(dialled);
    const example = exampleOf(countryCode);
    if (number === undefined || !number.isPossible()) {
      const meant = meantBy(countryCode, phone, dialled);
      return { verdict: 'wrong', kind: 'ordinary', international: '', national: '', callingCode: '', meant, example };
    }
    const type = number.getType();
    const kind = (type === undefined ? undefined : KINDS[type]) ?? 'ordinary';
    const callingCode = String(number.countryCallingCode);
    const isValid = number.isValid();
    const isPersonal = kind === 'ordinary' || kind === 'fixed';
    return {
      verdict: callingCode !== countryCode ? 'other-country' : !isValid ? 'unusual' : isPersonal ? 'valid' : 'kind',
      kind,
      international: number.formatInternational(),
      national: number.formatNational(),
      callingCode,
      meant: isValid ? '' : meantBy(countryCode, phone, dialled),
      example,
    };
  };
  return { check, exampleOf };
}
