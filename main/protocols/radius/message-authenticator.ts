// Message-Authenticator, RFC 3579 §3.2: HMAC-MD5 over the packet with its own value as zeros.
import { AUTHENTICATOR_BYTES, AUTHENTICATOR_OFFSET, PACKET_MAX_BYTES } from './packet.ts';
import type { SharedSecret } from './shared-secret.ts';

// Scratch: used within one call, never across an await.
const copy = new Uint8Array(PACKET_MAX_BYTES);
const expected = new Uint8Array(AUTHENTICATOR_BYTES);

/**
 * Whether the attribute at `offset` of the packet `bytes` was made with `secret`. For a reply, `requestAuthenticator`
 * stands in the place of the packet's own (RFC 3579 §3.2). Takes as long for a nearly right value as for a wrong one.
 */
export function isMessageAuthenticatorValid(
  bytes: Uint8Array,
  offset: number,
  secret: SharedSecret,
  requestAuthenticator?: Uint8Array,
): boolean {
  copy.set(bytes);
  copy.fill(0, offset, offset + AUTHENTICATOR_BYTES);
  if (requestAuthenticator !== undefined) copy.set(requestAuthenticator, AUTHENTICATOR_OFFSET);
  secret.writeHmac(copy, bytes.length, expected, 0);
  let difference = 0;
  for (let i = 0; i < AUTHENTICATOR_BYTES; i += 1) difference |= (expected[i] ?? 0) ^ (bytes[offset + i] ?? 0);
  return difference === 0;
}

/**
 * Writes the value at `offset`, which must still be zeros. The authenticator field must hold the Request
 * Authenticator, in a reply too: the Response Authenticator is written after this.
 */
export function writeMessageAuthenticator(bytes: Uint8Array, offset: number, secret: SharedSecret): void {
  secret.writeHmac(bytes, bytes.length, bytes, offset);
}
