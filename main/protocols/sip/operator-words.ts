// What a peer sent, as an operator may read it: one line, no control characters, no telephone number. No RFC; ours.
import { WORDS_MAX_CHARACTERS } from './limits.ts';

/** Octets that are looked at: they may be a picture. */
const LOOKED_AT_BYTES = 1024;
/** Digits in a row; E.164 §6 has no shorter number of a subscriber worth hiding. */
const LONG_NUMBER = /\+?\d{7,}/g;

/** Octets that are no message, in at most 200 characters. */
export function printable(bytes: Uint8Array): string {
  const text = new TextDecoder().decode(bytes.subarray(0, LOOKED_AT_BYTES));
  const line = text
    .replaceAll(/\s+/g, ' ')
    .replaceAll(/[\p{C}\ufffd]/gu, '.')
    .trim();
  return [...withoutNumbers(line)].slice(0, WORDS_MAX_CHARACTERS).join('');
}

/** Words of a peer may hold the number that was called. */
export function withoutNumbers(words: string): string {
  return words.replaceAll(LONG_NUMBER, '[number]');
}
