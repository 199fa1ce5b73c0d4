// IP networks in CIDR form, RFC 4632 §3.1 and RFC 4291 §2.3. A plain address is a network of one.
import { type AddressBytes, formatAddress, isMapped, parseAddress } from './address.ts';

export type Network = {
  /** First address; bits beyond the prefix are zero. */
  readonly address: AddressBytes;
  /** Bits, 0 to 32 or 128. */
  readonly prefixLength: number;
};

const MAPPED_PREFIX_BITS = 96;

/** Reads '192.0.2.1', '192.0.2.0/24', '2001:db8::/32'. Host bits are cleared; undefined when it is neither. */
export function parseNetwork(text: string): Network | undefined {
  const slash = text.indexOf('/');
  const address = parseAddress(slash === -1 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  const bits = address.length * 8;
  if (slash === -1) return { address, prefixLength: bits };
  const written = text.slice(slash + 1);
  if (!/^(0|[1-9]\d{0,2})$/.test(written)) return undefined;
  // ::ffff:192.0.2.0/120 was read as IPv4 and is the network 192.0.2.0/24.
  const isWrittenAsIpv6 = text.includes(':') && bits === 32;
  const prefixLength = Number(written) - (isWrittenAsIpv6 ? MAPPED_PREFIX_BITS : 0);
  if (prefixLength < 0 || prefixLength > bits) return undefined;
  return { address: clearHostBits(address, prefixLength), prefixLength };
}

/** The one text of a network: without the prefix length where it is a single address. */
export function formatNetwork(network: Network): string {
  const text = formatAddress(network.address);
  return isSingleAddress(network) ? text : `${text}/${network.prefixLength}`;
}

export function isSingleAddress(network: Network): boolean {
  return network.prefixLength === network.address.length * 8;
}

/** `address` must come from parseAddress: a mapped one would match no IPv4 network. */
export function networkContains(network: Network, address: AddressBytes): boolean {
  if (address.length !== network.address.length || isMapped(address)) return false;
  const wholeBytes = network.prefixLength >> 3;
  for (let i = 0; i < wholeBytes; i += 1) if (address[i] !== network.address[i]) return false;
  const restBits = network.prefixLength & 7;
  return restBits === 0 || ((address[wholeBytes] ?? 0) & maskOf(restBits)) === network.address[wholeBytes];
}

function clearHostBits(address: AddressBytes, prefixLength: number): AddressBytes {
  return address.map((byte, index) => byte & maskOf(Math.min(8, Math.max(0, prefixLength - index * 8))));
}

function maskOf(bits: number): number {
  return (0xff << (8 - bits)) & 0xff;
}
