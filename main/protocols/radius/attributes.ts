// Attributes by number, name and format: RFC 2865 §5, RFC 2869 §5, RFC 3162, RFC 3579 §3, RFC 2868 (tunnels, shown as bytes).
// Left out: accounting attributes, dictionaries of vendors.
import { formatHex } from '../hex.ts';

export const ATTRIBUTE = {
  USER_NAME: 1,
  USER_PASSWORD: 2,
  CHAP_PASSWORD: 3,
  NAS_IP_ADDRESS: 4,
  NAS_PORT: 5,
  SERVICE_TYPE: 6,
  REPLY_MESSAGE: 18,
  STATE: 24,
  VENDOR_SPECIFIC: 26,
  CALLED_STATION_ID: 30,
  CALLING_STATION_ID: 31,
  NAS_IDENTIFIER: 32,
  PROXY_STATE: 33,
  CHAP_CHALLENGE: 60,
  NAS_PORT_TYPE: 61,
  EAP_MESSAGE: 79,
  MESSAGE_AUTHENTICATOR: 80,
} as const;

/** Vendor 311, Microsoft: attributes that carry MS-CHAP (RFC 2548 §2). */
export const VENDOR_MICROSOFT = 311;
export const MS_CHAP_TYPES = { RESPONSE: 1, CHALLENGE: 11, CHAP2_RESPONSE: 25 } as const;

/** Octets of an attribute's type and length fields (RFC 2865 §5). */
export const ATTRIBUTE_HEADER_BYTES = 2;
/** Octets that one attribute can carry (RFC 2865 §5: Length is one octet). */
export const ATTRIBUTE_VALUE_MAX_BYTES = 253;

export type AttributeFormat = 'text' | 'integer' | 'ipv4' | 'hex';

const NAMES: Readonly<Record<number, readonly [name: string, format: AttributeFormat]>> = {
  1: ['User-Name', 'text'],
  2: ['User-Password', 'hex'],
  3: ['CHAP-Password', 'hex'],
  4: ['NAS-IP-Address', 'ipv4'],
  5: ['NAS-Port', 'integer'],
  6: ['Service-Type', 'integer'],
  7: ['Framed-Protocol', 'integer'],
  8: ['Framed-IP-Address', 'ipv4'],
  9: ['Framed-IP-Netmask', 'ipv4'],
  10: ['Framed-Routing', 'integer'],
  11: ['Filter-Id', 'text'],
  12: ['Framed-MTU', 'integer'],
  13: ['Framed-Compression', 'integer'],
  14: ['Login-IP-Host', 'ipv4'],
  15: ['Login-Service', 'integer'],
  16: ['Login-TCP-Port', 'integer'],
  18: ['Reply-Message', 'text'],
  19: ['Callback-Number', 'text'],
  20: ['Callback-Id', 'text'],
  22: ['Framed-Route', 'text'],
  23: ['Framed-IPX-Network', 'integer'],
  24: ['State', 'hex'],
  25: ['Class', 'hex'],
  26: ['Vendor-Specific', 'hex'],
  27: ['Session-Timeout', 'integer'],
  28: ['Idle-Timeout', 'integer'],
  29: ['Termination-Action', 'integer'],
  30: ['Called-Station-Id', 'text'],
  31: ['Calling-Station-Id', 'text'],
  32: ['NAS-Identifier', 'text'],
  33: ['Proxy-State', 'hex'],
  34: ['Login-LAT-Service', 'text'],
  35: ['Login-LAT-Node', 'text'],
  36: ['Login-LAT-Group', 'hex'],
  37: ['Framed-AppleTalk-Link', 'integer'],
  38: ['Framed-AppleTalk-Network', 'integer'],
  39: ['Framed-AppleTalk-Zone', 'text'],
  60: ['CHAP-Challenge', 'hex'],
  61: ['NAS-Port-Type', 'integer'],
  62: ['Port-Limit', 'integer'],
  63: ['Login-LAT-Port', 'text'],
  64: ['Tunnel-Type', 'hex'],
  65: ['Tunnel-Medium-Type', 'hex'],
  66: ['Tunnel-Client-Endpoint', 'hex'],
  67: ['Tunnel-Server-Endpoint', 'hex'],
  75: ['Password-Retry', 'integer'],
  76: ['Prompt', 'integer'],
  77: ['Connect-Info', 'text'],
  78: ['Configuration-Token', 'text'],
  79: ['EAP-Message', 'hex'],
  80: ['Message-Authenticator', 'hex'],
  81: ['Tunnel-Private-Group-Id', 'hex'],
  85: ['Acct-Interim-Interval', 'integer'],
  87: ['NAS-Port-Id', 'text'],
  88: ['Framed-Pool', 'text'],
  95: ['NAS-IPv6-Address', 'hex'],
  96: ['Framed-Interface-Id', 'hex'],
  97: ['Framed-IPv6-Prefix', 'hex'],
  98: ['Login-IPv6-Host', 'hex'],
  99: ['Framed-IPv6-Route', 'text'],
  100: ['Framed-IPv6-Pool', 'text'],
};

/** The name of attribute `type`, or 'Attribute-N' for one without a row here. */
export function attributeName(type: number): string {
  return NAMES[type]?.[0] ?? `Attribute-${type}`;
}

/** An attribute's value as an operator reads it. */
export function formatAttributeValue(type: number, value: Uint8Array): string {
  const format = NAMES[type]?.[1] ?? 'hex';
  if (format === 'text') return decodeText(value, 0, value.length);
  if (value.length === 4 && format === 'ipv4') return value.join('.');
  if (value.length === 4 && format === 'integer') {
    return String(new DataView(value.buffer, value.byteOffset, 4).getUint32(0));
  }
  return formatHex(value);
}

const utf8 = new TextDecoder('utf-8', { ignoreBOM: true });

/** UTF-8 text (RFC 2865 §5, type `text`); what is not valid UTF-8 becomes U+FFFD. ASCII takes the short way. */
export function decodeText(bytes: Uint8Array, offset: number, lengthBytes: number): string {
  let text = '';
  for (let i = 0; i < lengthBytes; i += 1) {
    const byte = bytes[offset + i] ?? 0;
    if (byte >= 0x80) return utf8.decode(bytes.subarray(offset, offset + lengthBytes));
    text += String.fromCharCode(byte);
  }
  return text;
}
