/** A number as a trunk dials it. Pure: the lines and the console's example use the same. */
import type { TrunkFields } from './schemas/trunk.ts';

type Dialling = Pick<TrunkFields, 'dialledFormat' | 'homeCountryCode' | 'nationalPrefix' | 'dialPrefix'>;

/** @param number E.164 with plus. `national`: 00 and the country code for the numbers of every other country. */
export function dialledNumber(number: string, trunk: Dialling): string {
  return trunk.dialPrefix + formatted(number.replace(/^\+/, ''), trunk);
}

function formatted(digits: string, { dialledFormat, homeCountryCode, nationalPrefix }: Dialling): string {
  switch (dialledFormat) {
    case 'plus':
      return `+${digits}`;
    case 'digits':
      return digits;
    case 'zero-zero':
      return `00${digits}`;
    case 'national': {
      const isAtHome = homeCountryCode !== '' && digits.startsWith(homeCountryCode);
      return isAtHome ? nationalPrefix + digits.slice(homeCountryCode.length) : `00${digits}`;
    }
  }
}
