// Keys for SRTP in a session description, a=crypto of RFC 4568 §4 and §9. Left out: MKI, several keys a line, session parameters;
// a line that has them is not usable here and is passed over, as §6.3 wants of parameters not understood.
import { base64 } from '@scure/base';
import { decodeBase64 } from '../text-encoding/base64.ts';

/** RFC 4568 §6.2. */
export const SRTP_SUITES = ['AES_CM_128_HMAC_SHA1_80', 'AES_CM_128_HMAC_SHA1_32'] as const;
export type SrtpSuite = (typeof SRTP_SUITES)[number];

/** Octets: master key of 128 bits, then master salt of 112 (RFC 4568 §6.2). */
export const KEY_AND_SALT_BYTES = 30;

export type CryptoLine = {
  /** Decimal, at most 9 digits (RFC 4568 §9.1). */
  readonly tag: number;
  readonly suite: SrtpSuite;
  /** Master key and master salt, of the side that wrote the line: what it encrypts with. Secret; the description is sent over TLS only. */
  readonly keyAndSalt: Uint8Array;
};

/** The value of an a=crypto line, or undefined where this side cannot use it. */
export function parseCryptoLine(value: string): CryptoLine | undefined {
  const match = /^(\d{1,9}) +(\S+) +inline:([A-Za-z0-9+/=]+)(?:\|(?:2\^\d{1,2}|\d{1,15}))? *$/i.exec(value.trim());
  if (match === null) return undefined;
  const suite = SRTP_SUITES.find((known) => known === match[2]?.toUpperCase());
  const keyAndSalt = decodeBase64(padded(match[3] ?? ''));
  if (suite === undefined || keyAndSalt?.length !== KEY_AND_SALT_BYTES) return undefined;
  return { tag: Number(match[1]), suite, keyAndSalt };
}

/** The value of an a=crypto line. */
export function formatCryptoLine({ tag, suite, keyAndSalt }: CryptoLine): string {
  if (keyAndSalt.length !== KEY_AND_SALT_BYTES) throw new RangeError('key and salt are not 30 octets');
  return `${tag} ${suite} inline:${base64.encode(keyAndSalt)}`;
}

/** 30 octets need no padding, yet some phones add or drop it for keys of other lengths. */
function padded(text: string): string {
  const bare = text.replace(/=+$/, '');
  return bare.padEnd(Math.ceil(bare.length / 4) * 4, '=');
}
