/** DNS SRV: names, order, weights and what stands in where there are none. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findTargets, inSrvOrder, type SrvRecord } from '../../../main/adapters/voice/trunk-targets.ts';

const record = (name: string, priority: number, weight: number, ttl?: number): SrvRecord => ({
  name,
  port: 5070,
  priority,
  weight,
  ttl,
});
const resolving = (records: readonly SrvRecord[], asked: string[] = []) => ({
  resolveSrv: async (name: string) => {
    asked.push(name);
    return records;
  },
});
const failing = {
  resolveSrv: async (name: string): Promise<never> => {
    throw new Error(`querySrv ENOTFOUND ${name}`);
  },
};

describe('the addresses of a trunk', () => {
  it.each([
    ['udp', '_sip._udp.voice.example.org', 5060],
    ['tcp', '_sip._tcp.voice.example.org', 5060],
    ['tls', '_sips._tcp.voice.example.org', 5061],
  ] as const)('over %s are at %s, else at port %s', async (transport, name, port) => {
    const asked: string[] = [];
    const trunk = { host: 'voice.example.org', port: 0, transport };
    const found = await findTargets(trunk, resolving([record('a.example.org.', 1, 1)], asked));
    expect([asked, found.records]).toEqual([[name], [record('a.example.org', 1, 1)]]);
    for (const nothing of [failing, resolving([]), resolving([record('.', 0, 0)])]) {
      const { records } = await findTargets(trunk, nothing);
      expect(inSrvOrder(records, Math.random)).toEqual([{ host: 'voice.example.org', port }]);
    }
  });

  it.each([
    ['192.0.2.7', 0, { host: '192.0.2.7', port: 5060 }],
    ['[2001:db8::7]', 0, { host: '2001:db8::7', port: 5060 }],
    ['voice.example.org', 5080, { host: 'voice.example.org', port: 5080 }],
  ])('%s with port %i asks no name server', async (host, port, target) => {
    const asked: string[] = [];
    const { records, milliseconds } = await findTargets({ host, port, transport: 'udp' }, resolving([], asked));
    expect([asked, inSrvOrder(records, Math.random), milliseconds]).toEqual([[], [target], undefined]);
  });

  it.each([
    [undefined, 300_000],
    [60, 60_000],
    [1, 10_000],
    [86_400, 300_000],
  ])('are kept for a TTL of %s: %i ms', async (ttl, expected) => {
    const trunk = { host: 'voice.example.org', port: 0, transport: 'udp' } as const;
    expect((await findTargets(trunk, resolving([record('a', 1, 1, ttl)]))).milliseconds).toBe(expected);
  });

  it.each([
    ['ETIMEOUT', 'a'],
    ['ESERVFAIL', 'a'],
    ['ENOTFOUND', 'voice.example.org'],
    ['ENODATA', 'voice.example.org'],
  ])('that were found before stay where the name server does not answer: %s', async (code, expected) => {
    const trunk = { host: 'voice.example.org', port: 0, transport: 'udp' } as const;
    const before = await findTargets(trunk, resolving([record('a', 1, 1)]));
    const away = {
      resolveSrv: async (): Promise<never> => {
        throw Object.assign(new Error(code), { code });
      },
    };
    const { records } = await findTargets(trunk, away, before);
    expect(records.map(({ name }) => name)).toEqual([expected]);
    expect((await findTargets(trunk, away)).records.map(({ name }) => name)).toEqual(['voice.example.org']);
  });

  it('come by priority, and by weight among equals', () => {
    const records = [record('backup', 20, 0), record('much', 10, 90), record('little', 10, 10)];
    const first = new Map<string, number>();
    for (let at = 0; at < 1_000; at += 1) {
      const names = inSrvOrder(records, () => at / 1_000).map(({ host }) => host);
      expect(names[2]).toBe('backup');
      first.set(names[0] ?? '', (first.get(names[0] ?? '') ?? 0) + 1);
    }
    expect(first.get('much')).toBeGreaterThan(850);
    expect(first.get('little')).toBeGreaterThan(50);
  });

  it('all come once, whatever their weights and the chance', () => {
    const records = fc.array(
      fc.record({ name: fc.string({ minLength: 1 }), port: fc.nat(65_535), priority: fc.nat(3), weight: fc.nat(65_535) }),
    );
    fc.assert(
      fc.property(records, fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }), (given, chance) => {
        const ordered = inSrvOrder(given, () => chance);
        const texts = (all: readonly { readonly port: number }[]): readonly string[] =>
          all.map(({ port }) => `${port}`).toSorted();
        expect(texts(ordered)).toEqual(texts(given));
      }),
    );
  });
});
