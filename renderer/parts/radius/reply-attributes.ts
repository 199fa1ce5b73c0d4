/** Attributes that Access-Accept may carry (RFC 2865 §5.44 and the later tables), as the operator chooses them. */
import { z } from 'zod';
import { type ReplyAttribute, replyAttributeSchema } from '../../../shared/schemas/radius.ts';

type Format = ReplyAttribute['format'];

const KNOWN: Readonly<Record<number, readonly [name: string, format: Format]>> = {
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
  22: ['Framed-Route', 'text'],
  25: ['Class', 'text'],
  26: ['Vendor-Specific', 'hex'],
  27: ['Session-Timeout', 'integer'],
  28: ['Idle-Timeout', 'integer'],
  29: ['Termination-Action', 'integer'],
  62: ['Port-Limit', 'integer'],
  64: ['Tunnel-Type', 'hex'],
  65: ['Tunnel-Medium-Type', 'hex'],
  81: ['Tunnel-Private-Group-Id', 'text'],
  85: ['Acct-Interim-Interval', 'integer'],
  88: ['Framed-Pool', 'text'],
  97: ['Framed-IPv6-Prefix', 'hex'],
  99: ['Framed-IPv6-Route', 'text'],
  100: ['Framed-IPv6-Pool', 'text'],
};

/** "11 Filter-Id" for each type that an operator may set: those with a name first. */
export function attributeChoices(): { value: string; label: string }[] {
  const isAllowed = (type: number) => replyAttributeSchema.safeParse({ type, format: 'text', value: 'x' }).success;
  const types = Array.from({ length: 255 }, (_, index) => index + 1).filter(isAllowed);
  const named = types.filter((type) => KNOWN[type] !== undefined);
  const others = types.filter((type) => KNOWN[type] === undefined);
  return [...named, ...others].map((type) => ({ value: String(type), label: `${type} ${KNOWN[type]?.[0] ?? ''}`.trim() }));
}

/** The format that `type` usually has; hex for one without a name. */
export function usualFormatOf(type: number): Format {
  return KNOWN[type]?.[1] ?? 'hex';
}

export type ReplyAttributeProblem = 'empty' | 'too-long' | 'integer' | 'ipv4' | 'hex' | 'vendor';

/** Octets that one attribute can carry (RFC 2865 §5). */
const VALUE_MAX_BYTES = 253;
const REPLY_MESSAGE = 18;
const VENDOR_SPECIFIC = 26;
/** Octets; RFC 2865 §5.26: four of vendor id and at least one more. */
const VENDOR_MIN_BYTES = 5;
const INTEGER_MAX = 0xffff_ffff;

/** Why the value does not fit its format; the engine's encoder has the same rules. */
export function replyAttributeProblem({ type, format, value }: ReplyAttribute): ReplyAttributeProblem | undefined {
  if (value === '') return 'empty';
  switch (format) {
    case 'text': {
      const size = new TextEncoder().encode(value).length;
      if (type === VENDOR_SPECIFIC && size < VENDOR_MIN_BYTES) return 'vendor';
      return size > VALUE_MAX_BYTES && type !== REPLY_MESSAGE ? 'too-long' : undefined;
    }
    case 'integer':
      if (!/^\d{1,10}$/.test(value) || Number(value) > INTEGER_MAX) return 'integer';
      return type === VENDOR_SPECIFIC ? 'vendor' : undefined;
    case 'ipv4':
      if (!z.ipv4().safeParse(value).success) return 'ipv4';
      return type === VENDOR_SPECIFIC ? 'vendor' : undefined;
    case 'hex':
      if (!/^([0-9a-f]{2})+$/i.test(value)) return 'hex';
      if (value.length / 2 > VALUE_MAX_BYTES) return 'too-long';
      return type === VENDOR_SPECIFIC && value.length / 2 < VENDOR_MIN_BYTES ? 'vendor' : undefined;
  }
}
