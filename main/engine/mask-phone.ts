/** Digits of a phone number that stay readable. */
const SHOWN_DIGITS = 4;

/** All digits but the last four as bullets: '+31 612345678' becomes '+•• •••••5678'. Short numbers are hidden whole. */
export function maskPhone(phone: string): string {
  const digitCount = phone.replaceAll(/\D/g, '').length;
  const hiddenCount = digitCount > SHOWN_DIGITS ? digitCount - SHOWN_DIGITS : digitCount;
  let seen = 0;
  return phone.replaceAll(/\d/g, (digit) => {
    seen += 1;
    return seen <= hiddenCount ? '•' : digit;
  });
}
