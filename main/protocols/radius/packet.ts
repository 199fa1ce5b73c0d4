// RADIUS packets, RFC 2865 §3 and §5, with what must be known of an Access-Request before it is believed. Left out: accounting.
import type { DiscardKind } from '../../../shared/schemas/radius.ts';
import { ATTRIBUTE, ATTRIBUTE_HEADER_BYTES, ATTRIBUTE_VALUE_MAX_BYTES, MS_CHAP_TYPES, VENDOR_MICROSOFT } from './attributes.ts';

/** RFC 2865 §3, RFC 5997 §4.1. */
export const PACKET_CODE = {
  ACCESS_REQUEST: 1,
  ACCESS_ACCEPT: 2,
  ACCESS_REJECT: 3,
  ACCESS_CHALLENGE: 11,
  STATUS_SERVER: 12,
} as const;
export type PacketCode = (typeof PACKET_CODE)[keyof typeof PACKET_CODE];

/** Octets (RFC 2865 §3). */
export const HEADER_BYTES = 20;
export const PACKET_MAX_BYTES = 4096;
export const AUTHENTICATOR_OFFSET = 4;
export const AUTHENTICATOR_BYTES = 16;

/**
 * A decoded packet. It keeps the datagram and says where things are in it: values are read only where they are
 * needed. An `...Offset` is that of the attribute's value, 0 where the packet has no such attribute.
 */
export type RadiusPacket = {
  readonly code: number;
  readonly identifier: number;
  /** Cut to the packet's own Length: padding is gone (RFC 2865 §3). The datagram's memory, not a copy. */
  readonly bytes: Uint8Array;
  readonly userNameOffset: number;
  readonly userPasswordOffset: number;
  readonly chapPasswordOffset: number;
  readonly stateOffset: number;
  readonly callingStationIdOffset: number;
  readonly messageAuthenticatorOffset: number;
  readonly eapMessageOffset: number;
  readonly hasMsChap: boolean;
  /** Octets of all Proxy-State attributes with their headers. */
  readonly proxyStateBytes: number;
  /** An attribute that may stand once stands twice (RFC 2865 §5.44), so that two readers could read two things. */
  readonly hasRepeatedAttribute: boolean;
};

export type RadiusDecodeError = Extract<
  DiscardKind,
  'too-short' | 'too-long' | 'length-mismatch' | 'attribute-malformed' | 'message-authenticator-repeated'
>;

/** The packet in `datagram`, or why it is none. Whatever the bytes, it answers one of the two. */
export function decodePacket(datagram: Uint8Array): RadiusPacket | RadiusDecodeError {
  if (datagram.length < HEADER_BYTES) return 'too-short';
  if (datagram.length > PACKET_MAX_BYTES) return 'too-long';
  const lengthBytes = (byteAt(datagram, 2) << 8) | byteAt(datagram, 3);
  if (lengthBytes < HEADER_BYTES) return 'too-short';
  if (lengthBytes > datagram.length) return 'length-mismatch';
  const bytes = lengthBytes === datagram.length ? datagram : datagram.subarray(0, lengthBytes);
  return readAttributes(bytes);
}

function readAttributes(bytes: Uint8Array): RadiusPacket | RadiusDecodeError {
  let userNameOffset = 0;
  let userPasswordOffset = 0;
  let chapPasswordOffset = 0;
  let stateOffset = 0;
  let callingStationIdOffset = 0;
  let messageAuthenticatorOffset = 0;
  let eapMessageOffset = 0;
  let hasMsChap = false;
  let proxyStateBytes = 0;
  let hasRepeatedAttribute = false;

  const end = bytes.length;
  let at = HEADER_BYTES;
  while (at < end) {
    const length = at + 1 < end ? byteAt(bytes, at + 1) : 0;
    if (length < ATTRIBUTE_HEADER_BYTES || at + length > end) return 'attribute-malformed';
    const offset = at + ATTRIBUTE_HEADER_BYTES;
    switch (byteAt(bytes, at)) {
      case ATTRIBUTE.USER_NAME:
        if (userNameOffset !== 0) hasRepeatedAttribute = true;
        userNameOffset = offset;
        break;
      case ATTRIBUTE.USER_PASSWORD:
        if (userPasswordOffset !== 0) hasRepeatedAttribute = true;
        userPasswordOffset = offset;
        break;
      case ATTRIBUTE.CHAP_PASSWORD:
        if (chapPasswordOffset !== 0) hasRepeatedAttribute = true;
        chapPasswordOffset = offset;
        break;
      case ATTRIBUTE.STATE:
        if (stateOffset !== 0) hasRepeatedAttribute = true;
        stateOffset = offset;
        break;
      case ATTRIBUTE.VENDOR_SPECIFIC:
        if (isMsChap(bytes, offset, length - ATTRIBUTE_HEADER_BYTES)) hasMsChap = true;
        break;
      case ATTRIBUTE.CALLING_STATION_ID:
        callingStationIdOffset = offset;
        break;
      case ATTRIBUTE.PROXY_STATE:
        proxyStateBytes += length;
        break;
      case ATTRIBUTE.EAP_MESSAGE:
        // EAP packets span several of these (RFC 3579 §3.1): the first one has the EAP header.
        if (eapMessageOffset === 0) eapMessageOffset = offset;
        break;
      case ATTRIBUTE.MESSAGE_AUTHENTICATOR:
        if (messageAuthenticatorOffset !== 0) return 'message-authenticator-repeated';
        if (length !== ATTRIBUTE_HEADER_BYTES + AUTHENTICATOR_BYTES) return 'attribute-malformed';
        messageAuthenticatorOffset = offset;
        break;
      default:
    }
    at += length;
  }
  return {
    code: byteAt(bytes, 0),
    identifier: byteAt(bytes, 1),
    bytes,
    userNameOffset,
    userPasswordOffset,
    chapPasswordOffset,
    stateOffset,
    callingStationIdOffset,
    messageAuthenticatorOffset,
    eapMessageOffset,
    hasMsChap,
    proxyStateBytes,
    hasRepeatedAttribute,
  };
}

/** RFC 2548 §2: vendor id in four octets, then vendor type. */
function isMsChap(bytes: Uint8Array, offset: number, lengthBytes: number): boolean {
  if (lengthBytes < 6) return false;
  const vendor =
    byteAt(bytes, offset) * 2 ** 24 +
    ((byteAt(bytes, offset + 1) << 16) | (byteAt(bytes, offset + 2) << 8) | byteAt(bytes, offset + 3));
  if (vendor !== VENDOR_MICROSOFT) return false;
  const type = byteAt(bytes, offset + 4);
  return type === MS_CHAP_TYPES.RESPONSE || type === MS_CHAP_TYPES.CHALLENGE || type === MS_CHAP_TYPES.CHAP2_RESPONSE;
}

/** Octets of the value at `offset` (one of the packet's `...Offset`, not 0). */
export function valueBytes(packet: RadiusPacket, offset: number): number {
  return byteAt(packet.bytes, offset - 1) - ATTRIBUTE_HEADER_BYTES;
}

/** The value at `offset` (one of the packet's `...Offset`, not 0), in the packet's own memory. */
export function valueAt(packet: RadiusPacket, offset: number): Uint8Array {
  return packet.bytes.subarray(offset, offset + valueBytes(packet, offset));
}

export type RadiusAttribute = { readonly type: number; readonly value: Uint8Array };

/** All attributes in their order. For tests and for showing a reply; an answer does not need the list. */
export function listAttributes(packet: RadiusPacket): RadiusAttribute[] {
  const attributes: RadiusAttribute[] = [];
  for (let at = HEADER_BYTES; at < packet.bytes.length; at += byteAt(packet.bytes, at + 1)) {
    attributes.push({ type: byteAt(packet.bytes, at), value: valueAt(packet, at + ATTRIBUTE_HEADER_BYTES) });
  }
  return attributes;
}

export type PacketFields = {
  readonly code: number;
  readonly identifier: number;
  /** 16 octets. */
  readonly authenticator: Uint8Array;
  readonly attributes: readonly RadiusAttribute[];
};

/** The bytes of a packet. Throws RangeError for what no packet can hold. */
export function encodePacket(fields: PacketFields): Uint8Array {
  let lengthBytes = HEADER_BYTES;
  for (const { value } of fields.attributes) {
    if (value.length > ATTRIBUTE_VALUE_MAX_BYTES) throw new RangeError('attribute value over 253 octets');
    lengthBytes += ATTRIBUTE_HEADER_BYTES + value.length;
  }
  if (lengthBytes > PACKET_MAX_BYTES) throw new RangeError('packet over 4096 octets');
  if (fields.authenticator.length !== AUTHENTICATOR_BYTES) throw new RangeError('authenticator is not 16 octets');
  const bytes = new Uint8Array(lengthBytes);
  writeHeader(bytes, fields.code, fields.identifier);
  bytes.set(fields.authenticator, AUTHENTICATOR_OFFSET);
  let at = HEADER_BYTES;
  for (const { type, value } of fields.attributes) at = writeAttribute(bytes, at, type, value);
  return bytes;
}

/** Code, Identifier and Length; Length is that of `bytes`. */
export function writeHeader(bytes: Uint8Array, code: number, identifier: number): void {
  bytes[0] = code;
  bytes[1] = identifier;
  bytes[2] = bytes.length >> 8;
  bytes[3] = bytes.length;
}

/** Writes one attribute from `offset` and answers the offset behind it. */
export function writeAttribute(bytes: Uint8Array, offset: number, type: number, value: Uint8Array): number {
  bytes[offset] = type;
  bytes[offset + 1] = ATTRIBUTE_HEADER_BYTES + value.length;
  bytes.set(value, offset + ATTRIBUTE_HEADER_BYTES);
  return offset + ATTRIBUTE_HEADER_BYTES + value.length;
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
