/**
 * What makes two Access-Requests copies of one sign-in although they have other identifiers: some VPNs send again that
 * way. A plain retransmission has the same identifier and authenticator and is the duplicate cache's.
 *
 * Whoever is joined is let in by the approval of another: an attacker who knows the password and signs in at the same
 * moment must not be. So everything that the client tells of the session must be the same, and a request that tells
 * neither where the person is (Calling-Station-Id) nor which session it is (Acct-Session-Id) joins nothing. NAS-Port
 * counts where it is sent, but is not enough: many clients send 0 for everybody.
 */
import type { Digest } from '../engine/ports.ts';
import { formatHex } from '../protocols/hex.ts';
import { ATTRIBUTE, ATTRIBUTE_HEADER_BYTES } from '../protocols/radius/attributes.ts';
import { HEADER_BYTES, type RadiusPacket } from '../protocols/radius/packet.ts';

const ACCT_DELAY_TIME = 41;
const ACCT_SESSION_ID = 44;
const EVENT_TIMESTAMP = 55;

/** What differs between copies: the password's cipher, the signature, the proxies' marks, and times of sending. */
const LEFT_OUT: ReadonlySet<number> = new Set([
  ATTRIBUTE.USER_PASSWORD,
  ATTRIBUTE.MESSAGE_AUTHENTICATOR,
  ATTRIBUTE.PROXY_STATE,
  ACCT_DELAY_TIME,
  EVENT_TIMESTAMP,
]);
const TELLS_WHO: ReadonlySet<number> = new Set([ATTRIBUTE.CALLING_STATION_ID, ACCT_SESSION_ID]);

/** Where the attributes end and the password begins. */
const LENGTH_BYTES = 2;

/** SHA-256 in hexadecimal over the attributes as they were sent and the password; '' for a request that joins nothing. */
export function resendKeyOf({ bytes }: RadiusPacket, password: Uint8Array, sha256: Digest['sha256']): string {
  // The header's octets are not told: their room holds the length of what is.
  const told = new Uint8Array(bytes.length + password.length);
  let length = LENGTH_BYTES;
  let tellsWho = false;
  for (let at = HEADER_BYTES; at < bytes.length; at += bytes[at + 1] ?? bytes.length) {
    const type = bytes[at] ?? 0;
    const attributeBytes = bytes[at + 1] ?? 0;
    if (LEFT_OUT.has(type)) continue;
    if (attributeBytes > ATTRIBUTE_HEADER_BYTES && TELLS_WHO.has(type)) tellsWho = true;
    told.set(bytes.subarray(at, at + attributeBytes), length);
    length += attributeBytes;
  }
  if (!tellsWho) return '';
  told[0] = length >> 8;
  told[1] = length;
  told.set(password, length);
  const key = formatHex(sha256(told.subarray(0, length + password.length)));
  told.fill(0);
  return key;
}
