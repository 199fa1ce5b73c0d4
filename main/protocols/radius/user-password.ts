// User-Password hiding, RFC 2865 §5.2: the password in blocks of 16, each masked with MD5(secret + block before).
import { RADIUS_PASSWORD_MAX_BYTES } from '../../../shared/limits.ts';
import { AUTHENTICATOR_OFFSET } from './packet.ts';
import type { SharedSecret } from './shared-secret.ts';

const BLOCK_BYTES = 16;
// Scratch: used within one call, never across an await.
const mask = new Uint8Array(BLOCK_BYTES);

/**
 * The password hidden in the value at `offset` of the packet `bytes`, without its padding; undefined when the
 * length is none of 16, 32, ... 128. A wrong secret gives other bytes, not an error. The array is new and the
 * caller's own. Bytes may be any: passwords are not always UTF-8.
 */
export function revealPassword(
  bytes: Uint8Array,
  offset: number,
  lengthBytes: number,
  secret: SharedSecret,
): Uint8Array | undefined {
  if (lengthBytes < BLOCK_BYTES || lengthBytes > RADIUS_PASSWORD_MAX_BYTES || lengthBytes % BLOCK_BYTES !== 0) return undefined;
  const padded = new Uint8Array(lengthBytes);
  for (let block = 0; block < lengthBytes; block += BLOCK_BYTES) {
    secret.writeMask(bytes, block === 0 ? AUTHENTICATOR_OFFSET : offset + block - BLOCK_BYTES, mask);
    for (let i = 0; i < BLOCK_BYTES; i += 1) padded[block + i] = (bytes[offset + block + i] ?? 0) ^ (mask[i] ?? 0);
  }
  let end = lengthBytes;
  while (end > 0 && padded[end - 1] === 0) end -= 1;
  return end === lengthBytes ? padded : padded.subarray(0, end);
}

/** The value of User-Password for `password`. Throws RangeError over 128 octets. */
export function hidePassword(password: Uint8Array, requestAuthenticator: Uint8Array, secret: SharedSecret): Uint8Array {
  if (password.length > RADIUS_PASSWORD_MAX_BYTES) throw new RangeError('password over 128 octets');
  const hidden = new Uint8Array(Math.max(1, Math.ceil(password.length / BLOCK_BYTES)) * BLOCK_BYTES);
  hidden.set(password);
  for (let block = 0; block < hidden.length; block += BLOCK_BYTES) {
    if (block === 0) secret.writeMask(requestAuthenticator, 0, mask);
    else secret.writeMask(hidden, block - BLOCK_BYTES, mask);
    for (let i = 0; i < BLOCK_BYTES; i += 1) hidden[block + i] = (hidden[block + i] ?? 0) ^ (mask[i] ?? 0);
  }
  return hidden;
}
