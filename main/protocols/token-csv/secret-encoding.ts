// How the secrets of a token CSV are written: Base32 (RFC 4648 §6) or hexadecimal, recognised from all of them
// together; Base64 only when the operator says so.
import { base32nopad, hex } from '@scure/base';
import type { SeedEncoding } from '../../../shared/schemas/token.ts';
import { decodeBase64 } from '../text-encoding/base64.ts';

/** Lengths in characters at which text of [A-F2-7] is more likely hexadecimal of 16, 20, 32 or 64 bytes. Ours. */
const LIKELY_HEX_CHARACTERS = [40, 64, 128];
/** RFC 4648 §6: remainders of the length without padding that end on a whole byte. */
const BASE32_REMAINDERS = [0, 2, 4, 5, 7];

/** Without the spaces, dashes and padding that people and makers put in. */
export function packSecret(text: string): string {
  return text.replace(/[\s-]+/g, '').replace(/=+$/, '');
}

function canBeHex(packed: string): boolean {
  return packed.length % 2 === 0 && /^[0-9a-f]+$/i.test(packed);
}

function canBeBase32(packed: string): boolean {
  return BASE32_REMAINDERS.includes(packed.length % 8) && /^[a-z2-7]+$/i.test(packed);
}

/** The only encoding that a secret can have; undefined when it can have both or none. */
function certainEncoding(packed: string): 'base32' | 'hex' | undefined {
  const isHex = canBeHex(packed);
  if (isHex === canBeBase32(packed)) return undefined;
  return isHex ? 'hex' : 'base32';
}

export type SecretEncodings = {
  /** What most of the secrets that can be told apart have; undefined when none can. */
  readonly majority: 'base32' | 'hex' | undefined;
};

export function recogniseEncodings(secrets: Iterable<string>): SecretEncodings {
  let hexCount = 0;
  let base32Count = 0;
  for (const secret of secrets) {
    const certain = certainEncoding(packSecret(secret));
    if (certain === 'hex') hexCount += 1;
    else if (certain === 'base32') base32Count += 1;
  }
  if (hexCount === base32Count) return { majority: hexCount === 0 ? undefined : 'base32' };
  return { majority: hexCount > base32Count ? 'hex' : 'base32' };
}

/** The encoding of one secret, and whether the operator should have a look at it. */
export function encodingOf(packed: string, encodings: SecretEncodings): { encoding: 'base32' | 'hex'; isAmbiguous: boolean } {
  const certain = certainEncoding(packed);
  if (certain !== undefined) return { encoding: certain, isAmbiguous: encodings.majority !== certain };
  if (encodings.majority !== undefined) return { encoding: encodings.majority, isAmbiguous: false };
  return { encoding: LIKELY_HEX_CHARACTERS.includes(packed.length) ? 'hex' : 'base32', isAmbiguous: true };
}

/** The seed, or undefined when `text` is not of that encoding. */
export function decodeSecret(text: string, encoding: SeedEncoding): Uint8Array | undefined {
  if (encoding === 'base64') return decodeBase64(text);
  const packed = packSecret(text);
  try {
    if (encoding === 'hex') return canBeHex(packed) ? hex.decode(packed.toLowerCase()) : undefined;
    return canBeBase32(packed) ? base32nopad.decode(packed.toUpperCase()) : undefined;
  } catch {
    // The library reports bits left over at the end as an exception.
    return undefined;
  }
}
