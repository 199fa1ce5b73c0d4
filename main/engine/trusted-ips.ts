/** Trusted IPs of an application (reference section 6): whose address is among them needs no second factor. */
import type { TrustedIp } from '../../shared/schemas/method-settings.ts';
import { type AddressBytes, parseAddress } from '../protocols/ip-address/address.ts';

/** First and last address, of one family. */
type AddressRange = { readonly from: AddressBytes; readonly to: AddressBytes };

/**
 * Whether an address, as the application wrote it, is trusted. What is no address (a MAC, a telephone number, '') never
 * is; an entry that cannot be read trusts nobody.
 */
export function createTrustedIps(trusted: readonly TrustedIp[]): (address: string) => boolean {
  const ranges = trusted.map(rangeOf).filter((range): range is AddressRange => typeof range !== 'string');
  if (ranges.length === 0) return nobody;
  return (address) => {
    const bytes = parseAddress(address.trim());
    return bytes !== undefined && ranges.some((range) => isWithin(range, bytes));
  };
}

/** What is wrong with an entry, in English; undefined when it can be used. */
export function findTrustedIpProblem(trusted: TrustedIp): string | undefined {
  const range = rangeOf(trusted);
  return typeof range === 'string' ? range : undefined;
}

const nobody = (): boolean => false;

function rangeOf({ kind, from, to }: TrustedIp): AddressRange | string {
  const first = parseAddress(from);
  if (first === undefined) return `trusted IP ${from} is not an address`;
  switch (kind) {
    case 'single':
      return { from: first, to: first };
    case 'range': {
      const last = parseAddress(to.trim());
      if (last === undefined) return `trusted IPs from ${from} need the last address`;
      if (last.length !== first.length) return `trusted IPs ${from} to ${to} are of two kinds`;
      return compare(first, last) > 0
        ? `trusted IPs ${from} to ${to}: the last comes before the first`
        : { from: first, to: last };
    }
    case 'subnet': {
      const prefixLength = prefixLengthOf(to.trim(), first.length * 8, from.includes(':'));
      return prefixLength === undefined
        ? `trusted IPs ${from}: ${to === '' ? 'nothing' : to} is no prefix length and no netmask`
        : subnet(first, prefixLength);
    }
  }
}

/** ::ffff:192.0.2.0/120 was read as IPv4 and is 192.0.2.0/24. */
const MAPPED_PREFIX_BITS = 96;

/** '24', '/24' or '255.255.255.0'. */
function prefixLengthOf(text: string, bits: number, isWrittenAsIpv6: boolean): number | undefined {
  const written = /^\/?(\d{1,3})$/.exec(text)?.[1];
  if (written !== undefined) {
    const length = Number(written) - (isWrittenAsIpv6 && bits === 32 ? MAPPED_PREFIX_BITS : 0);
    return length >= 0 && length <= bits ? length : undefined;
  }
  const mask = parseAddress(text);
  if (mask === undefined || mask.length * 8 !== bits) return undefined;
  const binary = [...mask].map((byte) => byte.toString(2).padStart(8, '0')).join('');
  return /^1*0*$/.test(binary) ? binary.replace(/0+$/, '').length : undefined;
}

function subnet(address: AddressBytes, prefixLength: number): AddressRange {
  const maskAt = (index: number): number => (0xff << (8 - Math.min(8, Math.max(0, prefixLength - index * 8)))) & 0xff;
  return {
    from: address.map((byte, index) => byte & maskAt(index)),
    to: address.map((byte, index) => byte | (~maskAt(index) & 0xff)),
  };
}

function isWithin({ from, to }: AddressRange, address: AddressBytes): boolean {
  return address.length === from.length && compare(from, address) <= 0 && compare(address, to) <= 0;
}

function compare(one: AddressBytes, other: AddressBytes): number {
  for (const [index, byte] of one.entries()) {
    const difference = byte - (other[index] ?? 0);
    if (difference !== 0) return difference;
  }
  return 0;
}
