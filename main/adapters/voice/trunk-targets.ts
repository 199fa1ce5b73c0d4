/**
 * Where a trunk is: its host and port, or the SRV records of its name by priority and weight (RFC 3263 §4.1, RFC 2782).
 * Left out: NAPTR, for the transport is of the settings; which address a name has is the operating system's business.
 */
import { isIP } from 'node:net';
import type { Trunk as TrunkSettings } from '../../../shared/schemas/trunk.ts';

export type Target = { readonly host: string; readonly port: number };

export type SrvRecord = {
  readonly priority: number;
  readonly weight: number;
  readonly name: string;
  readonly port: number;
  /** Seconds that it stays true, where the resolver tells. */
  readonly ttl?: number | undefined;
};

export type SrvResolver = { resolveSrv(name: string): Promise<readonly SrvRecord[]> };

/** How long targets stay true: undefined for ever. */
export type FoundTargets = {
  readonly records: readonly SrvRecord[];
  readonly milliseconds: number | undefined;
};

/** Where the resolver tells no other, and where the answer was none; ours. */
const KEPT_MILLISECONDS = 5 * 60_000;
const KEPT_LEAST_MILLISECONDS = 10_000;
/** The name server has answered that there are none; by any other error it has not answered. */
const NO_RECORDS: readonly string[] = ['ENOTFOUND', 'ENODATA'];
const SRV_NAMES = { udp: '_sip._udp', tcp: '_sip._tcp', tls: '_sips._tcp' } as const;
const DEFAULT_PORTS = { udp: 5060, tcp: 5060, tls: 5061 } as const;

/**
 * Never rejects: where there are no records the name itself is the one target, as RFC 3263 §4.2 says; where there is no
 * answer what was found `before` stays.
 */
export async function findTargets(
  { host, port, transport }: Pick<TrunkSettings, 'host' | 'port' | 'transport'>,
  resolver: SrvResolver,
  before?: FoundTargets,
): Promise<FoundTargets> {
  const only = (at: number): readonly SrvRecord[] => [{ priority: 0, weight: 0, name: bare(host), port: at }];
  if (port !== 0) return { records: only(port), milliseconds: undefined };
  const fallback = only(DEFAULT_PORTS[transport]);
  if (isIP(bare(host)) !== 0) return { records: fallback, milliseconds: undefined };
  try {
    const records = await resolver.resolveSrv(`${SRV_NAMES[transport]}.${host}`);
    // A single record of "." says that there is no such service here (RFC 2782); the name is tried all the same.
    const usable = records
      .map((record) => ({ ...record, name: record.name.replace(/\.$/, '') }))
      .filter(({ name, port: at }) => name !== '' && at > 0);
    if (usable.length === 0) return { records: fallback, milliseconds: KEPT_MILLISECONDS };
    const seconds = Math.min(...usable.map(({ ttl }) => ttl ?? Number.POSITIVE_INFINITY));
    const milliseconds = Number.isFinite(seconds) ? Math.max(seconds * 1000, KEPT_LEAST_MILLISECONDS) : KEPT_MILLISECONDS;
    return { records: usable, milliseconds: Math.min(milliseconds, KEPT_MILLISECONDS) };
  } catch (error) {
    const isAnswer = error instanceof Error && 'code' in error && NO_RECORDS.includes(String(error.code));
    if (!isAnswer && before !== undefined) return { ...before, milliseconds: KEPT_MILLISECONDS };
    return { records: fallback, milliseconds: KEPT_MILLISECONDS };
  }
}

/**
 * The order in which one call tries them: by priority, the lowest first; among equals by chance, each as often as its
 * weight is of the sum (RFC 2782). `random` is below 1.
 */
export function inSrvOrder(records: readonly SrvRecord[], random: () => number): readonly Target[] {
  const priorities = [...new Set(records.map(({ priority }) => priority))].toSorted((one, other) => one - other);
  return priorities.flatMap((priority) => {
    const left = records.filter((record) => record.priority === priority).toSorted((one, other) => one.weight - other.weight);
    const ordered: Target[] = [];
    while (left.length > 0) {
      const sum = left.reduce((total, { weight }) => total + weight, 0);
      const drawn = Math.floor(random() * (sum + 1));
      let passed = 0;
      const at = left.findIndex(({ weight }) => {
        passed += weight;
        return passed >= drawn;
      });
      ordered.push(...left.splice(Math.max(at, 0), 1).map(({ name, port }) => ({ host: name, port })));
    }
    return ordered;
  });
}

/** An IPv6 address without brackets. */
export function bare(host: string): string {
  return host.replace(/^\[|\]$/g, '');
}
