import { isIP } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAddress, parseAddress } from '../../../main/protocols/ip-address/address.ts';
import { formatNetwork, networkContains, parseNetwork } from '../../../main/protocols/ip-address/network.ts';

const normal = (text: string): string | undefined => {
  const bytes = parseAddress(text);
  return bytes === undefined ? undefined : formatAddress(bytes);
};
const network = (text: string): string | undefined => {
  const parsed = parseNetwork(text);
  return parsed === undefined ? undefined : formatNetwork(parsed);
};

describe('addresses', () => {
  it.each([
    ['192.0.2.1', '192.0.2.1'],
    ['::', '::'],
    ['::1', '::1'],
    ['2001:DB8:0:0:1:0:0:1', '2001:db8::1:0:0:1'],
    ['2001:db8:0:1:1:1:1:1', '2001:db8:0:1:1:1:1:1'],
    ['fe80::1%eth0', 'fe80::1'],
    ['::ffff:192.0.2.1', '192.0.2.1'],
    ['::ffff:c000:201', '192.0.2.1'],
    ['64:ff9b::192.0.2.33', '64:ff9b::c000:221'],
    ['1::', '1::'],
  ])('reads %s as %s', (text, expected) => {
    expect(normal(text)).toBe(expected);
  });
  it.each([
    '',
    '1.2.3',
    '1.2.3.4.5',
    '256.1.1.1',
    '01.2.3.4',
    '1.2.3.4 ',
    ':',
    ':::',
    '1::2::3',
    '12345::',
    '1:2:3:4:5:6:7',
    '1:2:3:4:5:6:7::8',
    'g::',
    '1.2.3.4::',
    'localhost',
  ])('refuses %j', (text) => {
    expect(parseAddress(text)).toBeUndefined();
  });
  it('accepts nothing that node:net does not, and reads back its own text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.ipV6(), fc.ipV4()), (text) => {
        expect(isIP(text)).not.toBe(0);
        const once = normal(text) ?? '';
        expect(isIP(once)).not.toBe(0);
        expect(normal(once)).toBe(once);
      }),
    );
    fc.assert(
      fc.property(fc.string({ unit: fc.constantFrom(...'0123abf:.%'), maxLength: 24 }), (text) => {
        if (parseAddress(text) !== undefined) expect(isIP(text.split('%')[0] ?? '')).not.toBe(0);
      }),
      { numRuns: 3000 },
    );
  });
});

describe('networks', () => {
  it.each([
    ['10.1.2.3/8', '10.0.0.0/8'],
    ['10.1.2.3/32', '10.1.2.3'],
    ['10.1.2.3', '10.1.2.3'],
    ['0.0.0.0/0', '0.0.0.0/0'],
    ['2001:db8:ffff::/33', '2001:db8:8000::/33'],
    ['::ffff:192.0.2.0/120', '192.0.2.0/24'],
    ['10.0.0.0/33', undefined],
    ['10.0.0.0/-1', undefined],
    ['10.0.0.0/08', undefined],
    ['::/129', undefined],
    ['::ffff:1.2.3.4/95', undefined],
  ])('reads %s as %s', (text, expected) => {
    expect(network(text)).toBe(expected);
  });
  it.each([
    ['10.0.0.0/8', '10.255.1.1', true],
    ['10.0.0.0/8', '11.0.0.1', false],
    ['192.0.2.128/25', '192.0.2.127', false],
    ['192.0.2.128/25', '::ffff:192.0.2.200', true],
    ['0.0.0.0/0', '203.0.113.1', true],
    ['0.0.0.0/0', '::1', false],
    ['::/0', '203.0.113.1', false],
    ['2001:db8::/33', '2001:db8:7fff::1', true],
    ['2001:db8::/33', '2001:db8:8000::1', false],
  ])('%s contains %s: %s', (text, address, expected) => {
    const parsed = parseNetwork(text);
    const bytes = parseAddress(address);
    if (parsed === undefined || bytes === undefined) throw new Error('test address');
    expect(networkContains(parsed, bytes)).toBe(expected);
  });
});
