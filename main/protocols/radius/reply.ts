// Replies to Access-Request and Status-Server: RFC 2865 §4.2 to §4.4, RFC 5997 §3, RFC 3579 §3.2 (Message-Authenticator).
import { ATTRIBUTE, ATTRIBUTE_HEADER_BYTES } from './attributes.ts';
import { writeResponseAuthenticator } from './authenticator.ts';
import { writeMessageAuthenticator } from './message-authenticator.ts';
import {
  AUTHENTICATOR_BYTES,
  AUTHENTICATOR_OFFSET,
  HEADER_BYTES,
  PACKET_MAX_BYTES,
  type PacketCode,
  type RadiusPacket,
  writeAttribute,
  writeHeader,
} from './packet.ts';
import type { SharedSecret } from './shared-secret.ts';

const MESSAGE_AUTHENTICATOR_BYTES = ATTRIBUTE_HEADER_BYTES + AUTHENTICATOR_BYTES;
const NONE = new Uint8Array(0);
/** EAP-Failure (RFC 3748 §4.2): code 4, identifier, length 4. */
const EAP_FAILURE_CODE = 4;

/** Octets of a reply to `request` that carries `attributeBytes` octets of attributes of its own. */
export function replyBytes(request: RadiusPacket, attributeBytes: number): number {
  return HEADER_BYTES + MESSAGE_AUTHENTICATOR_BYTES + attributeBytes + request.proxyStateBytes;
}

/**
 * The reply to `request`, ready to send. Message-Authenticator is the first attribute of each, so that nobody
 * can turn a reject into an accept by a collision in front of it (CVE-2024-3596). Proxy-State is echoed unchanged and in
 * order (RFC 2865 §5.33). `attributes` are encoded ones; `state` is sent before them.
 * Throws RangeError when that is over 4096 octets: ask replyBytes before the work.
 */
export function encodeReply(
  request: RadiusPacket,
  code: PacketCode,
  secret: SharedSecret,
  attributes: Uint8Array = NONE,
  state?: Uint8Array,
): Uint8Array {
  const stateBytes = state === undefined ? 0 : ATTRIBUTE_HEADER_BYTES + state.length;
  const lengthBytes = replyBytes(request, stateBytes + attributes.length);
  if (lengthBytes > PACKET_MAX_BYTES) throw new RangeError('reply over 4096 octets');
  const reply = new Uint8Array(lengthBytes);
  writeHeader(reply, code, request.identifier);
  for (let i = AUTHENTICATOR_OFFSET; i < HEADER_BYTES; i += 1) reply[i] = request.bytes[i] ?? 0;
  reply[HEADER_BYTES] = ATTRIBUTE.MESSAGE_AUTHENTICATOR;
  reply[HEADER_BYTES + 1] = MESSAGE_AUTHENTICATOR_BYTES;
  let at = HEADER_BYTES + MESSAGE_AUTHENTICATOR_BYTES;
  if (state !== undefined) at = writeAttribute(reply, at, ATTRIBUTE.STATE, state);
  if (attributes.length > 0) reply.set(attributes, at);
  if (request.proxyStateBytes > 0) copyProxyStates(request.bytes, reply, at + attributes.length);
  writeMessageAuthenticator(reply, HEADER_BYTES + ATTRIBUTE_HEADER_BYTES, secret);
  writeResponseAuthenticator(reply, secret);
  return reply;
}

/** EAP-Message with the EAP-Failure that a reject of an EAP request carries (RFC 3579 §2.1); `request` has EAP-Message. */
export function encodeEapFailure(request: RadiusPacket): Uint8Array {
  const identifier = request.bytes[request.eapMessageOffset + 1] ?? 0;
  return Uint8Array.of(ATTRIBUTE.EAP_MESSAGE, 6, EAP_FAILURE_CODE, identifier, 0, 4);
}

function copyProxyStates(from: Uint8Array, to: Uint8Array, offset: number): void {
  let target = offset;
  let length = 0;
  for (let at = HEADER_BYTES; at < from.length; at += length) {
    length = from[at + 1] ?? 0;
    if (from[at] !== ATTRIBUTE.PROXY_STATE) continue;
    to.set(from.subarray(at, at + length), target);
    target += length;
  }
}
