/** What an operator may enter as trusted IPs; the engine's parser checks the same once more. Pure. */
import { z } from 'zod';
import { type TrustedIp, trustedIpSchema } from '../../../shared/schemas/method-settings.ts';

export type TrustedIpProblem = 'address' | 'last-address' | 'order' | 'mask' | 'prefix';
export const NEW_TRUSTED_IP: TrustedIp = { kind: 'single', from: '', to: '' };

const isIpv4 = (text: string): boolean => z.ipv4().safeParse(text).success;
const IPV6_BITS = 128;
const IPV4_BITS = 32;

function ipv4Number(address: string): number {
  return address.split('.').reduce((number, part) => number * 256 + Number(part), 0);
}

/** Ones from the left, then zeros. */
function isNetmask(text: string): boolean {
  return isIpv4(text) && /^1*0*$/.test(ipv4Number(text).toString(2).padStart(IPV4_BITS, '0'));
}

/** Why the entry means nothing, and in which of its two fields; undefined when it can be used. */
export function trustedIpProblem({
  kind,
  from,
  to,
}: TrustedIp): { readonly field: 'from' | 'to'; readonly problem: TrustedIpProblem } | undefined {
  if (!trustedIpSchema.shape.from.safeParse(from).success) return { field: 'from', problem: 'address' };
  if (kind === 'single') return undefined;
  if (kind === 'subnet')
    return isSubnet(isIpv4(from), to) ? undefined : { field: 'to', problem: isIpv4(from) ? 'mask' : 'prefix' };
  const isSameFamily = trustedIpSchema.shape.from.safeParse(to).success && isIpv4(from) === isIpv4(to);
  if (!isSameFamily) return { field: 'to', problem: 'last-address' };
  // The order of IPv6 addresses is left to the server.
  return isIpv4(from) && ipv4Number(from) > ipv4Number(to) ? { field: 'to', problem: 'order' } : undefined;
}

function isSubnet(isIpv4Network: boolean, to: string): boolean {
  const prefix = /^\/?(\d{1,3})$/.exec(to)?.[1];
  if (prefix !== undefined) return Number(prefix) <= (isIpv4Network ? IPV4_BITS : IPV6_BITS);
  return isIpv4Network && isNetmask(to);
}

/** As it is sent: without spaces, and without what the kind has no use for. */
export function tidyTrustedIp({ kind, from, to }: TrustedIp): TrustedIp {
  return { kind, from: from.trim(), to: kind === 'single' ? '' : to.trim() };
}
