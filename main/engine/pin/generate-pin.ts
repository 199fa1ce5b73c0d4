import type { PinRules } from '../../../shared/schemas/method-settings.ts';
import type { Random } from '../ports.ts';
import { checkPin } from './check-pin.ts';

/** Digits at least (reference section 3: the larger of 4 and the minimum). */
const GENERATED_MIN_DIGITS = 4;
/** Bytes below this number give each digit equally often: 25 times each. */
const UNBIASED_BYTES = 250;
/** Two of three 20-digit PINs pass the rules, the shorter ones more: so many in vain mean that `random` is broken. */
const DRAWS_MAX = 1000;

/** A PIN that passes its own rules. @throws TypeError when `random` gives nothing that does. */
export function generatePin(random: Random, rules: PinRules, phones: readonly string[]): string {
  const length = Math.max(GENERATED_MIN_DIGITS, rules.minimumLength);
  for (let draw = 0; draw < DRAWS_MAX; draw += 1) {
    const pin = drawDigits(random, length);
    if (checkPin(pin, rules, phones) === undefined) return pin;
  }
  throw new TypeError('the source of randomness gives no PIN');
}

/** Shorter than `length` where too many bytes were unusable: such a draw fails the length rule. */
function drawDigits(random: Random, length: number): string {
  return [...random.bytes(length * 2)]
    .filter((byte) => byte < UNBIASED_BYTES)
    .slice(0, length)
    .map((byte) => byte % 10)
    .join('');
}
