// Response Authenticator, RFC 2865 §3: MD5(Code + ID + Length + RequestAuth + Attributes + Secret).
import { AUTHENTICATOR_BYTES, AUTHENTICATOR_OFFSET, PACKET_MAX_BYTES } from './packet.ts';
import type { SharedSecret } from './shared-secret.ts';

// Scratch: used within one call, never across an await.
const copy = new Uint8Array(PACKET_MAX_BYTES);
const expected = new Uint8Array(AUTHENTICATOR_BYTES);

/** Finishes a reply: its authenticator field must hold the Request Authenticator and is overwritten. */
export function writeResponseAuthenticator(reply: Uint8Array, secret: SharedSecret): void {
  secret.writeDigestBefore(reply, reply.length, reply, AUTHENTICATOR_OFFSET);
}

/** Whether `reply` answers the request with `requestAuthenticator` and comes from who knows `secret`. */
export function isResponseAuthenticatorValid(reply: Uint8Array, requestAuthenticator: Uint8Array, secret: SharedSecret): boolean {
  copy.set(reply);
  copy.set(requestAuthenticator, AUTHENTICATOR_OFFSET);
  secret.writeDigestBefore(copy, reply.length, expected, 0);
  let difference = 0;
  for (let i = 0; i < AUTHENTICATOR_BYTES; i += 1) {
    difference |= (expected[i] ?? 0) ^ (reply[AUTHENTICATOR_OFFSET + i] ?? 0);
  }
  return difference === 0;
}
