import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkPin } from '../../main/engine/pin/check-pin.ts';
import { pinExpiresAt } from '../../main/engine/pin/expiry.ts';
import { generatePin } from '../../main/engine/pin/generate-pin.ts';
import { isEarlierPin } from '../../main/engine/pin/is-earlier-pin.ts';
import type { Random } from '../../main/engine/ports.ts';
import { METHOD_SETTINGS, type PinRules } from '../../shared/schemas/method-settings.ts';

const RULES: PinRules = METHOD_SETTINGS['pin-rules'].default;
const random: Random = { bytes: (lengthBytes) => randomBytes(lengthBytes) };

describe('a chosen PIN', () => {
  it.each([
    ['738', 'pin-length'],
    ['7'.repeat(21), 'pin-length'],
    ['73x8', 'pin-length'],
    ['', 'pin-length'],
    ['7111', 'pin-all-same-digits'],
    ['1110', 'pin-all-same-digits'],
    ['7123', 'pin-sequential-digits'],
    ['0987', 'pin-sequential-digits'],
    ['93216', 'pin-sequential-digits'],
    ['4190', 'pin-subset-of-phone'],
    ['841907', 'pin-subset-of-phone'],
    ['5505', 'pin-subset-of-phone'],
    ['7385', undefined],
    ['1122', undefined],
    ['8901', undefined],
  ] as const)('%s: %s', (pin, reason) => {
    expect(checkPin(pin, RULES, ['(612) 41 90 83', '+31 20 555 05 05'])).toBe(reason);
  });

  it('may be weak where weak PINs are allowed, but not too short', () => {
    const rules = { ...RULES, preventsWeakPins: false, minimumLength: 6 };
    expect(checkPin('111111', rules, ['111111'])).toBeUndefined();
    expect(checkPin('11111', rules, [])).toBe('pin-length');
  });

  it('is told the first rule that it breaks, in the old order', () => {
    expect(checkPin('111', RULES, ['1110'])).toBe('pin-length');
    expect(checkPin('111234', RULES, ['1234'])).toBe('pin-all-same-digits');
    expect(checkPin('1234', RULES, ['1234'])).toBe('pin-sequential-digits');
  });
});

describe('a generated PIN', () => {
  it('passes its own rules, at the larger of four digits and the minimum', () => {
    fc.assert(
      fc.property(fc.integer({ min: 4, max: 20 }), fc.stringMatching(/^\d{0,15}$/), (minimumLength, phone) => {
        const rules = { ...RULES, minimumLength };
        const pin = generatePin(random, rules, [phone]);
        expect(pin).toHaveLength(minimumLength);
        expect(checkPin(pin, rules, [phone])).toBeUndefined();
      }),
    );
  });

  it('takes every digit equally often', () => {
    const counts = new Array<number>(10).fill(0);
    const rules = { ...RULES, preventsWeakPins: false, minimumLength: 20 };
    for (let each = 0; each < 2000; each += 1) {
      for (const digit of generatePin(random, rules, [])) counts[Number(digit)] = (counts[Number(digit)] ?? 0) + 1;
    }
    // 4000 each; seven standard deviations are 420.
    for (const count of counts) expect(Math.abs(count - 4000)).toBeLessThan(420);
  });

  it('is not made of a source that gives nothing usable', () => {
    expect(() => generatePin({ bytes: (lengthBytes) => new Uint8Array(lengthBytes) }, RULES, [])).toThrow(TypeError);
  });
});

it('expires as many days after it was set as the rules say', () => {
  expect(pinExpiresAt({ pinSetAt: 1000 }, { expirationDays: 90 })).toBe(1000 + 90 * 86_400_000);
  expect(pinExpiresAt({ pinSetAt: 1000 }, { expirationDays: null })).toBeUndefined();
  expect(pinExpiresAt({ pinSetAt: undefined }, { expirationDays: 90 })).toBeUndefined();
});

it('is known again among earlier ones', async () => {
  const hasher = {
    hash: async (pin: string) => `hash of ${pin}`,
    verify: async (phc: string | undefined, pin: string) => phc === `hash of ${pin}`,
  };
  expect(await isEarlierPin(hasher, '7385', ['hash of 2904', 'hash of 7385'])).toBe(true);
  expect(await isEarlierPin(hasher, '7386', ['hash of 2904', 'hash of 7385'])).toBe(false);
  expect(await isEarlierPin(hasher, '7386', [])).toBe(false);
});
