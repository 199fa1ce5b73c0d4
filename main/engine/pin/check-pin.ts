/** Whether a PIN may be chosen (reference section 3). The history is checked where hashes can be compared: is-earlier-pin.ts. */
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { PinRules } from '../../../shared/schemas/method-settings.ts';

/** Digits; ours: what the old server's field took, with room. */
export const PIN_MAX_DIGITS = 20;
/** Digits in a row that make a PIN weak, and digits of a phone number in a row. */
const WEAK_RUN_DIGITS = 3;
const PHONE_PART_DIGITS = 4;

/** The first rule that refuses it, in the old server's order; undefined when it may be used. `phones` as they are stored. */
export function checkPin(pin: string, rules: PinRules, phones: readonly string[]): DecisionReason | undefined {
  if (!/^\d+$/.test(pin) || pin.length < rules.minimumLength || pin.length > PIN_MAX_DIGITS) return 'pin-length';
  if (!rules.preventsWeakPins) return undefined;
  if (hasRun(pin, 0)) return 'pin-all-same-digits';
  if (hasRun(pin, 1) || hasRun(pin, -1)) return 'pin-sequential-digits';
  return phones.some((phone) => sharesPart(pin, phone)) ? 'pin-subset-of-phone' : undefined;
}

/** Whether WEAK_RUN_DIGITS digits follow each other at this difference: 0 repeats, 1 up, -1 down. */
function hasRun(pin: string, difference: number): boolean {
  let length = 1;
  for (let at = 1; at < pin.length; at += 1) {
    length = Number(pin[at]) - Number(pin[at - 1]) === difference ? length + 1 : 1;
    if (length >= WEAK_RUN_DIGITS) return true;
  }
  return false;
}

function sharesPart(pin: string, phone: string): boolean {
  const digits = phone.replaceAll(/\D/g, '');
  for (let at = 0; at + PHONE_PART_DIGITS <= digits.length; at += 1) {
    if (pin.includes(digits.slice(at, at + PHONE_PART_DIGITS))) return true;
  }
  return false;
}
