/** A PIN drawn in the console (the old server's Generate). The server judges it by its rules all the same. */

/** The old server's rule: the larger of 4 and the minimum length. */
const PIN_MIN_DIGITS = 4;
/** Bytes below this number give each digit equally often. */
const UNBIASED_BYTES = 250;
const DRAWS_MAX = 200;

/** Three equal digits in a row, or three that count up or down. */
function hasRun(pin: string): boolean {
  const digits = [...pin].map(Number);
  return digits.some((digit, at) => {
    const first = (digits[at + 1] ?? Number.NaN) - digit;
    return Math.abs(first) <= 1 && (digits[at + 2] ?? Number.NaN) - (digits[at + 1] ?? Number.NaN) === first;
  });
}

function isPartOfPhone(pin: string, phone: string): boolean {
  const digits = phone.replaceAll(/\D/g, '');
  return [...pin].some((_, at) => at + PIN_MIN_DIGITS <= pin.length && digits.includes(pin.slice(at, at + PIN_MIN_DIGITS)));
}

/** @param fill puts random bytes into the array it is given */
export function drawPin(
  minimumLength: number,
  phones: readonly string[],
  fill: (bytes: Uint8Array<ArrayBuffer>) => unknown = (bytes) => crypto.getRandomValues(bytes),
): string {
  const length = Math.max(PIN_MIN_DIGITS, minimumLength);
  const bytes = new Uint8Array(length * 4);
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    fill(bytes);
    const pin = [...bytes]
      .filter((byte) => byte < UNBIASED_BYTES)
      .slice(0, length)
      .map((byte) => byte % 10)
      .join('');
    if (pin.length === length && !hasRun(pin) && !phones.some((phone) => isPartOfPhone(pin, phone))) return pin;
  }
  throw new TypeError('the source of randomness gives no PIN');
}
