import type { Digit } from '../../protocols/rtp/telephone-event.ts';

/** How a key reached this end, from the least to the most certain. */
const WAYS = ['tone', 'info', 'event'] as const;
export type DigitWay = (typeof WAYS)[number];

/** Milliseconds; ours: two ways that tell one press do so within that. */
const SAME_PRESS_MILLISECONDS = 500;

export type HeardDigits = {
  /** The digit where it is a new press, undefined where another way has told it or tells them all. */
  take(digit: Digit, way: DigitWay, now: number): Digit | undefined;
};

/** Some gateways send each key in two or three ways: the most certain that a call has had counts, the others no longer. */
export function openHeardDigits(): HeardDigits {
  let best: DigitWay | undefined;
  let last: { readonly digit: Digit; readonly at: number } | undefined;
  return {
    take(digit, way, now) {
      if (best !== undefined && WAYS.indexOf(way) < WAYS.indexOf(best)) return undefined;
      const isTold = best !== way && last?.digit === digit && now - last.at < SAME_PRESS_MILLISECONDS;
      best = way;
      if (isTold) return undefined;
      last = { digit, at: now };
      return digit;
    },
  };
}
