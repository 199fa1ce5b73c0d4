/** Telephone numbers as ITU-T E.164 writes them: +, country calling code, national significant number; 15 digits at most (§6). */

/** Digits; E.164 §6 has no lower bound, ours: shorter is a service number of one network. */
const DIGITS_MIN = 7;
const DIGITS_MAX = 15;
/** Countries whose national numbers keep their leading 0 behind the calling code: Italy and the Vatican, E.164 operational bulletins. */
const KEEPS_ZERO = new Set(['39', '378', '379']);
/** What people put between digits. */
const SEPARATORS = /[\s().\-/\u00a0\u2010-\u2015]/g;

/**
 * '+31 6 123 45678', '0031612345678', or the national '06 12345678' with `callingCode` '31': all are +31612345678.
 * Undefined where it is no number.
 */
export function toE164(number: string, callingCode: string): string | undefined {
  const written = number.replace(SEPARATORS, '');
  const digits = digitsOf(written, callingCode.replace(/\D/g, ''), /\(0\)/.test(number));
  if (digits === undefined || !/^[1-9]\d*$/.test(digits)) return undefined;
  return digits.length < DIGITS_MIN || digits.length > DIGITS_MAX ? undefined : `+${digits}`;
}

function digitsOf(written: string, callingCode: string, hasTrunkInBrackets: boolean): string | undefined {
  const international = written.startsWith('+') ? written.slice(1) : written.startsWith('00') ? written.slice(2) : undefined;
  if (international !== undefined) {
    // '+31 (0)6 12345678': the bracketed 0 is for callers from within the country.
    const trunk = `${callingCode}0`;
    const drops = hasTrunkInBrackets && callingCode !== '' && international.startsWith(trunk);
    return drops ? callingCode + international.slice(trunk.length) : international;
  }
  if (callingCode === '' || !/^\d+$/.test(written)) return undefined;
  const national = KEEPS_ZERO.has(callingCode) ? written : written.replace(/^0/, '');
  return callingCode + national;
}

/**
 * Whether a number lies in one of these countries. Calling codes are free of prefixes (E.164 §6.2.1), so the start of
 * the digits decides; a longer one, such as 1876 for Jamaica, narrows a shared code.
 */
export function isInCountries(e164: string, callingCodes: readonly string[]): boolean {
  const digits = e164.replace(/^\+/, '');
  return callingCodes.some((code) => digits.startsWith(code));
}
