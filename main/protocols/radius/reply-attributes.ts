// Attributes of a reply from what the operator wrote: RFC 2865 §5 (formats), §5.18 (Reply-Message in several), §5.26 (vendors).
import type { ReplyAttribute } from '../../../shared/schemas/radius.ts';
import { parseAddress } from '../ip-address/address.ts';
import { ATTRIBUTE, ATTRIBUTE_HEADER_BYTES, ATTRIBUTE_VALUE_MAX_BYTES } from './attributes.ts';

export type ReplyAttributeError =
  | 'value-too-long'
  | 'integer-invalid'
  | 'address-invalid'
  | 'hex-invalid'
  | 'vendor-value-invalid';

/** Octets; RFC 2865 §5.26: four of vendor id and at least one more. */
const VENDOR_VALUE_MIN_BYTES = 5;
const INTEGER_MAX = 0xffff_ffff;

/** The whole attribute with its header (several for a long Reply-Message), or why the value does not fit its format. */
export function encodeReplyAttribute(attribute: ReplyAttribute): Uint8Array | ReplyAttributeError {
  if (attribute.type === ATTRIBUTE.REPLY_MESSAGE && attribute.format === 'text') return encodeReplyMessage(attribute.value);
  const value = encodeValue(attribute);
  if (typeof value === 'string') return value;
  if (value.length > ATTRIBUTE_VALUE_MAX_BYTES) return 'value-too-long';
  if (attribute.type === ATTRIBUTE.VENDOR_SPECIFIC && value.length < VENDOR_VALUE_MIN_BYTES) return 'vendor-value-invalid';
  return withHeader(attribute.type, value);
}

function encodeValue(attribute: ReplyAttribute): Uint8Array | ReplyAttributeError {
  switch (attribute.format) {
    case 'text':
      return new TextEncoder().encode(attribute.value);
    case 'integer': {
      const value = /^\d{1,10}$/.test(attribute.value) ? Number(attribute.value) : Number.NaN;
      if (!(value <= INTEGER_MAX)) return 'integer-invalid';
      return Uint8Array.of(value >>> 24, value >>> 16, value >>> 8, value);
    }
    case 'ipv4': {
      const bytes = parseAddress(attribute.value);
      return bytes?.length === 4 ? bytes : 'address-invalid';
    }
    case 'hex':
      if (!/^([0-9a-f]{2})+$/i.test(attribute.value)) return 'hex-invalid';
      return Uint8Array.from(attribute.value.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
  }
}

/**
 * `text` as Reply-Message attributes of at most 253 octets, cut between characters; empty for an empty text. What does not
 * fit into `roomBytes`, headers and all, is left out.
 */
export function encodeReplyMessage(text: string, roomBytes = Number.POSITIVE_INFINITY): Uint8Array {
  const bytes = new TextEncoder().encode(text);
  const parts: Uint8Array[] = [];
  let leftBytes = roomBytes;
  for (let start = 0; start < bytes.length; ) {
    const valueMax = Math.min(ATTRIBUTE_VALUE_MAX_BYTES, leftBytes - ATTRIBUTE_HEADER_BYTES);
    let end = Math.min(bytes.length, start + valueMax);
    // A byte 10xxxxxx continues a character (RFC 3629 §3): step back to its start.
    while (end < bytes.length && ((bytes[end] ?? 0) & 0xc0) === 0x80) end -= 1;
    if (end <= start) break;
    parts.push(withHeader(ATTRIBUTE.REPLY_MESSAGE, bytes.subarray(start, end)));
    leftBytes -= ATTRIBUTE_HEADER_BYTES + end - start;
    start = end;
  }
  return joinBytes(parts);
}

export function joinBytes(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
}

function withHeader(type: number, value: Uint8Array): Uint8Array {
  const attribute = new Uint8Array(ATTRIBUTE_HEADER_BYTES + value.length);
  attribute[0] = type;
  attribute[1] = attribute.length;
  attribute.set(value, ATTRIBUTE_HEADER_BYTES);
  return attribute;
}
