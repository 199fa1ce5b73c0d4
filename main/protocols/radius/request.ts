// Requests as a RADIUS client sends them: RFC 2865 §4.1 (Access-Request, PAP), RFC 5997 §3 (Status-Server). For the test
// button, tests and the load generator; the server itself sends none.
import { ATTRIBUTE } from './attributes.ts';
import { isResponseAuthenticatorValid } from './authenticator.ts';
import { isMessageAuthenticatorValid, writeMessageAuthenticator } from './message-authenticator.ts';
import {
  AUTHENTICATOR_BYTES,
  AUTHENTICATOR_OFFSET,
  decodePacket,
  encodePacket,
  HEADER_BYTES,
  PACKET_CODE,
  type PacketCode,
  type RadiusAttribute,
  type RadiusPacket,
} from './packet.ts';
import type { SharedSecret } from './shared-secret.ts';
import { hidePassword } from './user-password.ts';

const MESSAGE_AUTHENTICATOR_VALUE_OFFSET = HEADER_BYTES + 2;

/** An Access-Request for PAP, Message-Authenticator first. `authenticator`: 16 random octets. */
export function encodeAccessRequest(fields: {
  readonly identifier: number;
  readonly authenticator: Uint8Array;
  readonly secret: SharedSecret;
  readonly username: string;
  readonly password: Uint8Array;
  readonly attributes?: readonly RadiusAttribute[];
}): Uint8Array {
  return encodeSigned(PACKET_CODE.ACCESS_REQUEST, fields, [
    { type: ATTRIBUTE.USER_NAME, value: new TextEncoder().encode(fields.username) },
    { type: ATTRIBUTE.USER_PASSWORD, value: hidePassword(fields.password, fields.authenticator, fields.secret) },
    ...(fields.attributes ?? []),
  ]);
}

/** A packet with the attributes given and a valid Message-Authenticator in front of them. */
export function encodeSigned(
  code: PacketCode,
  fields: { readonly identifier: number; readonly authenticator: Uint8Array; readonly secret: SharedSecret },
  attributes: readonly RadiusAttribute[],
): Uint8Array {
  const bytes = encodePacket({
    code,
    identifier: fields.identifier,
    authenticator: fields.authenticator,
    attributes: [{ type: ATTRIBUTE.MESSAGE_AUTHENTICATOR, value: new Uint8Array(AUTHENTICATOR_BYTES) }, ...attributes],
  });
  writeMessageAuthenticator(bytes, MESSAGE_AUTHENTICATOR_VALUE_OFFSET, fields.secret);
  return bytes;
}

export type ReplyError = 'reply-malformed' | 'identifier-other' | 'authenticator-invalid' | 'message-authenticator-invalid';

/** The reply in `datagram` if it answers `request` and is signed with `secret`, Message-Authenticator first; else why not. */
export function decodeReply(datagram: Uint8Array, request: Uint8Array, secret: SharedSecret): RadiusPacket | ReplyError {
  const packet = decodePacket(datagram);
  if (typeof packet === 'string') return 'reply-malformed';
  if (packet.identifier !== request[1]) return 'identifier-other';
  const requestAuthenticator = request.subarray(AUTHENTICATOR_OFFSET, HEADER_BYTES);
  if (!isResponseAuthenticatorValid(packet.bytes, requestAuthenticator, secret)) return 'authenticator-invalid';
  const offset = packet.messageAuthenticatorOffset;
  // In another place than the first it would not stop the attack of CVE-2024-3596.
  if (offset !== MESSAGE_AUTHENTICATOR_VALUE_OFFSET) return 'message-authenticator-invalid';
  return isMessageAuthenticatorValid(packet.bytes, offset, secret, requestAuthenticator)
    ? packet
    : 'message-authenticator-invalid';
}
