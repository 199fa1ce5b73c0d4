import { COUNTER_MAX } from '../../../shared/limits.ts';

/** Digits of the largest unsigned 64-bit number: padded to them, counters compare as text. */
const DIGITS = 20;

/** @throws TypeError for what is not an unsigned 64-bit number, or 2^64 itself (a used-up token). */
export function toCounterText(counter: bigint): string {
  if (counter < 0n || counter > COUNTER_MAX + 1n) throw new TypeError('counter is not a 64-bit number');
  return counter.toString().padStart(DIGITS, '0');
}

export function fromCounterText(text: string): bigint {
  return BigInt(text);
}
