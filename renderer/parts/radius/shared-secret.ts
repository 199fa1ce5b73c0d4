/** Making and judging shared secrets of RADIUS clients. */
import { SHARED_SECRET_RECOMMENDED_MIN_CHARACTERS } from '../../../shared/limits.ts';

/** Letters and digits without those that look alike (0 O 1 I l): every device takes them, and they can be typed. */
const ALPHABET = '23456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
/** Characters; 32 of 57 are 186 bits. Devices that cut a secret do so at 48 or later. */
const GENERATED_CHARACTERS = 32;
/** Bytes at and above this would make the first letters of the alphabet likelier. */
const UNBIASED_BELOW = 256 - (256 % ALPHABET.length);

/** @param fill puts random bytes into the array it is given */
export function generateSharedSecret(
  fill: (bytes: Uint8Array<ArrayBuffer>) => unknown = (bytes) => crypto.getRandomValues(bytes),
): string {
  const bytes = new Uint8Array(GENERATED_CHARACTERS * 2);
  let secret = '';
  while (secret.length < GENERATED_CHARACTERS) {
    fill(bytes);
    for (const byte of bytes) {
      if (byte < UNBIASED_BELOW && secret.length < GENERATED_CHARACTERS) secret += ALPHABET.charAt(byte % ALPHABET.length);
    }
  }
  return secret;
}

/** @param length characters; 0: none entered */
export function isShortSecret(length: number): boolean {
  return length > 0 && length < SHARED_SECRET_RECOMMENDED_MIN_CHARACTERS;
}
