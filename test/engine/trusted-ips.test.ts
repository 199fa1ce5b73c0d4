import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createTrustedIps, findTrustedIpProblem } from '../../main/engine/trusted-ips.ts';
import type { TrustedIp } from '../../shared/schemas/method-settings.ts';

const single = (from: string): TrustedIp => ({ kind: 'single', from, to: '' });
const range = (from: string, to: string): TrustedIp => ({ kind: 'range', from, to });
const subnet = (from: string, to: string): TrustedIp => ({ kind: 'subnet', from, to });

describe('trusted IPs', () => {
  it.each<[TrustedIp, string[], string[]]>([
    [single('192.0.2.7'), ['192.0.2.7', '::ffff:192.0.2.7', ' 192.0.2.7 '], ['192.0.2.8', '192.0.2.70', '']],
    [single('2001:db8::1'), ['2001:DB8:0:0::1'], ['2001:db8::2', '0.0.0.1']],
    [range('192.0.2.250', '192.0.3.5'), ['192.0.2.250', '192.0.3.0', '192.0.3.5'], ['192.0.2.249', '192.0.3.6']],
    [range('2001:db8::1', '2001:db8::ff'), ['2001:db8::80'], ['2001:db8::100', '192.0.2.1']],
    [subnet('192.0.2.77', '24'), ['192.0.2.0', '192.0.2.255'], ['192.0.1.255', '192.0.3.0']],
    [subnet('192.0.2.77', '/25'), ['192.0.2.127'], ['192.0.2.128']],
    [subnet('10.0.0.0', '255.255.252.0'), ['10.0.3.255'], ['10.0.4.0']],
    [subnet('::ffff:192.0.2.0', '120'), ['192.0.2.9'], ['192.0.3.9']],
    [subnet('2001:db8::', '32'), ['2001:db8:ffff::1'], ['2001:db9::1']],
    [subnet('0.0.0.0', '0'), ['203.0.113.1'], ['2001:db8::1']],
  ])('%j', (trusted, inside, outside) => {
    const isTrusted = createTrustedIps([trusted]);
    expect(findTrustedIpProblem(trusted)).toBeUndefined();
    expect(inside.filter((address) => !isTrusted(address))).toEqual([]);
    expect(outside.filter((address) => isTrusted(address))).toEqual([]);
  });

  it.each([
    range('192.0.2.9', '192.0.2.1'),
    range('192.0.2.9', '2001:db8::1'),
    range('192.0.2.9', ''),
    subnet('192.0.2.0', '33'),
    subnet('192.0.2.0', '255.0.255.0'),
    subnet('192.0.2.0', ''),
    subnet('::ffff:192.0.2.0', '24'),
  ])('that cannot be read trust nobody and say why: %j', (trusted) => {
    expect(findTrustedIpProblem(trusted)).toMatch(/^trusted IP/);
    expect(createTrustedIps([trusted])('192.0.2.9')).toBe(false);
  });

  it('are never a MAC address, a telephone number or text', () => {
    const isTrusted = createTrustedIps([subnet('0.0.0.0', '0'), subnet('::', '0')]);
    expect(['00-1B-44-11-3A-B7', '+31612345678', '192.0.2', '192.0.2.1:443', 'anywhere'].filter(isTrusted)).toEqual([]);
  });

  it('of a prefix hold exactly the addresses that share it', () => {
    fc.assert(
      fc.property(fc.nat(0xffff_ffff), fc.nat(0xffff_ffff), fc.integer({ min: 0, max: 32 }), (network, address, length) => {
        const text = (value: number) => [24, 16, 8, 0].map((shift) => (value >>> shift) & 0xff).join('.');
        const isSame = length === 0 || network >>> (32 - length) === address >>> (32 - length);
        expect(createTrustedIps([subnet(text(network), String(length))])(text(address))).toBe(isSame);
      }),
    );
  });
});
