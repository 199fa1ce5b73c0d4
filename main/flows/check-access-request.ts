/** What keeps a packet of a known RADIUS client from the engine: each refusal with its one reason. */
import type { DiscardKind, PasswordProtocol } from '../../shared/schemas/radius.ts';
import { decodeText } from '../protocols/radius/attributes.ts';
import { isMessageAuthenticatorValid } from '../protocols/radius/message-authenticator.ts';
import { PACKET_MAX_BYTES, type RadiusPacket, valueBytes } from '../protocols/radius/packet.ts';
import { replyBytes } from '../protocols/radius/reply.ts';
import type { KnownRadiusClient } from './radius-clients.ts';

/** Octets of a State that we send (16) with its header. */
const STATE_ATTRIBUTE_BYTES = 18;

/**
 * Why an Access-Request must not reach the engine, or undefined. All are discarded but 'protocol-unsupported', which
 * is rejected: its user must see a refusal and not a time-out.
 */
export function checkAccessRequest(packet: RadiusPacket, client: KnownRadiusClient): DiscardKind | undefined {
  // An EAP request must be signed whatever the client's setting (RFC 3579 §3.1).
  const mustBeSigned = client.requiresMessageAuthenticator || packet.eapMessageOffset !== 0;
  return (
    checkSignature(packet, client, mustBeSigned) ??
    checkConflict(packet) ??
    checkReplyFits(packet, longestReplyAttributes(client)) ??
    checkCredentials(packet)
  );
}

/** Status-Server must always be signed (RFC 5997 §3). */
export function checkStatusServer(packet: RadiusPacket, client: KnownRadiusClient): DiscardKind | undefined {
  return checkSignature(packet, client, true) ?? checkReplyFits(packet, 0);
}

function checkSignature(packet: RadiusPacket, client: KnownRadiusClient, isRequired: boolean): DiscardKind | undefined {
  const offset = packet.messageAuthenticatorOffset;
  if (offset === 0) return isRequired ? 'message-authenticator-missing' : undefined;
  const isValid = isMessageAuthenticatorValid(packet.bytes, offset, client.sharedSecret);
  return isValid ? undefined : 'message-authenticator-invalid';
}

/** One password, of one kind (RFC 2865 §4.1, RFC 3579 §3.3 note 1), and nothing twice that may stand once. */
function checkConflict(packet: RadiusPacket): DiscardKind | undefined {
  let passwordCount = packet.userPasswordOffset === 0 ? 0 : 1;
  if (packet.chapPasswordOffset !== 0) passwordCount += 1;
  if (packet.eapMessageOffset !== 0) passwordCount += 1;
  if (packet.hasMsChap) passwordCount += 1;
  return passwordCount > 1 || packet.hasRepeatedAttribute ? 'attribute-conflict' : undefined;
}

/** Known before the work: a code must not be spent for a reply that cannot be sent because of its Proxy-States. */
function checkReplyFits(packet: RadiusPacket, attributeBytes: number): DiscardKind | undefined {
  return replyBytes(packet, attributeBytes) > PACKET_MAX_BYTES ? 'too-long' : undefined;
}

function longestReplyAttributes(client: KnownRadiusClient): number {
  return Math.max(
    client.acceptAttributes.length,
    client.rejectAttributes.length,
    client.challengeAttributes.length + STATE_ATTRIBUTE_BYTES,
  );
}

function checkCredentials(packet: RadiusPacket): DiscardKind | undefined {
  if (packet.userNameOffset === 0 || valueBytes(packet, packet.userNameOffset) === 0) return 'username-missing';
  const protocol = protocolOf(packet);
  if (protocol === 'pap') return undefined;
  return protocol === 'none' ? 'password-missing' : 'protocol-unsupported';
}

export function protocolOf(packet: RadiusPacket): PasswordProtocol {
  if (packet.eapMessageOffset !== 0) return 'eap';
  if (packet.hasMsChap) return 'mschap';
  if (packet.chapPasswordOffset !== 0) return 'chap';
  return packet.userPasswordOffset === 0 ? 'none' : 'pap';
}

export function usernameOf(packet: RadiusPacket): string {
  return textAt(packet, packet.userNameOffset);
}

/** The text at one of the packet's `...Offset`; '' for 0. */
export function textAt(packet: RadiusPacket, offset: number): string {
  return offset === 0 ? '' : decodeText(packet.bytes, offset, valueBytes(packet, offset));
}
