/**
 * Recovery passphrases: 160 random bits and 20 bits of checksum in Crockford's base32 (no I, L, O, U), as six
 * groups of six: readable from paper, and a slip of the pen is told from a wrong passphrase.
 */
import { hash } from 'node:crypto';
import type { Random } from '../engine/ports.ts';

const ALPHABET = '0123456789ABCDEFGHJKMNPQRSTVWXYZ';
const RANDOM_BYTES = 20;
const RANDOM_CHARACTERS = 32;
const CHECK_CHARACTERS = 4;
const GROUP_CHARACTERS = 6;

export function generatePassphrase(random: Random): string {
  const bytes = random.bytes(RANDOM_BYTES);
  const bits = Array.from(bytes, (byte) => byte.toString(2).padStart(8, '0')).join('');
  let text = '';
  for (let at = 0; at < bits.length; at += 5) text += ALPHABET[Number.parseInt(bits.slice(at, at + 5), 2)] ?? '';
  const whole = text + checkCharacters(text);
  return (whole.match(new RegExp(`.{${GROUP_CHARACTERS}}`, 'g')) ?? []).join('-');
}

/**
 * The passphrase as it was made, from what somebody typed: any case, any separators, and the letters that
 * Crockford reads as digits (I and L as 1, O as 0). Undefined when its checksum does not fit.
 */
export function parsePassphrase(typed: string): string | undefined {
  const text = typed.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll(/[IL]/g, '1').replaceAll('O', '0');
  if (text.length !== RANDOM_CHARACTERS + CHECK_CHARACTERS) return undefined;
  if ([...text].some((character) => !ALPHABET.includes(character))) return undefined;
  const body = text.slice(0, RANDOM_CHARACTERS);
  return text.slice(RANDOM_CHARACTERS) === checkCharacters(body) ? body : undefined;
}

/** The body alone is what the key is derived from, so a typed and a generated passphrase agree. */
function checkCharacters(body: string): string {
  const digest = hash('sha256', `countersign recovery passphrase ${body}`, 'buffer');
  return Array.from(digest.subarray(0, CHECK_CHARACTERS), (byte) => ALPHABET[byte % ALPHABET.length]).join('');
}
