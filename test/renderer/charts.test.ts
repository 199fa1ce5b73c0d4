import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { HEAT_LEVELS, heatLevel, heatOf, movedCell } from '../../renderer/parts/charts/heat.ts';
import { resultLook } from '../../renderer/parts/charts/looks.ts';
import {
  countsByOutcome,
  denials,
  leadingResults,
  successShare,
  threeOutcomes,
  totalOf,
} from '../../renderer/parts/charts/outcome-counts.ts';
import { labelStep, ticksTo } from '../../renderer/parts/charts/scale.ts';
import { AUTHENTICATION_RESULTS, resultNumber } from '../../shared/authentication-results.ts';

const row = (name: Parameters<typeof resultNumber>[0], isGranted: boolean, count: number) => ({
  result: resultNumber(name),
  isGranted,
  count,
});
const ROWS = [
  row('OATH_CODE_VERIFIED', true, 90),
  row('USER_NOT_MATCHED', true, 3),
  row('OATH_CODE_PENDING', false, 40),
  row('OATH_CODE_INCORRECT', false, 5),
  row('ACCOUNT_LOCKED', false, 2),
  row('FRAUD_REPORTED', false, 1),
];

describe('counts by outcome', () => {
  it('a bypass lets in, fraud does not, a challenge is no decision', () => {
    const three = threeOutcomes(countsByOutcome(ROWS));
    expect(three).toEqual({ granted: 93, denied: 8, pending: 40 });
    expect(totalOf(three)).toBe(141);
    expect(successShare(three)).toBeCloseTo(93 / 101);
    expect(successShare({ granted: 0, denied: 0, pending: 7 })).toBeUndefined();
  });

  it('lose nothing, whatever the results are', () => {
    const counts = fc.array(
      fc.record({
        result: fc.constantFrom(...AUTHENTICATION_RESULTS.map(({ number }) => number), 9999),
        isGranted: fc.boolean(),
        count: fc.nat(1000),
      }),
    );
    fc.assert(
      fc.property(counts, (rows) => {
        expect(totalOf(threeOutcomes(countsByOutcome(rows)))).toBe(rows.reduce((sum, { count }) => sum + count, 0));
      }),
    );
  });

  it('denials are sorted, without what is pending', () => {
    expect(denials(ROWS).map(({ count }) => count)).toEqual([5, 2, 1]);
  });

  it('the leading results stand in the order of their outcomes', () => {
    expect(leadingResults(ROWS.toReversed()).map(({ count }) => count)).toEqual([90, 3, 40, 5, 2, 1]);
    const many = AUTHENTICATION_RESULTS.map(({ number }) => ({ result: number, isGranted: false, count: 1000 - number }));
    expect(leadingResults(many)).toHaveLength(2 + 6 + 1);
  });
});

describe('looks', () => {
  it('the denials of this server never look alike', () => {
    const usual = [
      'OATH_CODE_INCORRECT',
      'USER_NOT_FOUND',
      'OATH_CODE_DUPLICATE',
      'ACCOUNT_LOCKED',
      'OATH_CODE_OLD',
      'PRIMARY_AUTHENTICATION_FAILED',
      'NO_USABLE_METHOD',
      'USER_DISABLED',
      'OATH_TOKEN_TIMEOUT',
    ] as const;
    const looks = usual.map((name) => JSON.stringify(resultLook(resultNumber(name), false)));
    expect(new Set(looks).size).toBe(usual.length);
  });

  it('every result has one', () => {
    for (const { number } of AUTHENTICATION_RESULTS) {
      expect(resultLook(number, false).color).toMatch(/^#[0-9a-f]{6}$/);
      expect(resultLook(number, true).color).toMatch(/^#[0-9a-f]{6}$/);
    }
  });
});

describe('axes', () => {
  it('have round ticks that hold the largest bar', () => {
    expect(ticksTo(0)).toEqual([0, 1]);
    expect(ticksTo(3)).toEqual([0, 1, 2, 3]);
    expect(ticksTo(214)).toEqual([0, 100, 200, 300]);
    expect(ticksTo(1000)).toEqual([0, 500, 1000]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e9 }), (max) => {
        const ticks = ticksTo(max);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(max);
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.every(Number.isInteger)).toBe(true);
      }),
    );
  });

  it('name as many bars as there is room for', () => {
    expect(labelStep(7, 1000, 64, false)).toBe(1);
    expect(labelStep(90, 1000, 64, false)).toBe(6);
    expect(labelStep(24, 800, 64, true)).toBe(2);
    expect(labelStep(168, 1000, 64, true)).toBe(12);
    expect(labelStep(30, 0, 64, false)).toBe(30);
  });
});

describe('busiest hours', () => {
  const heat = heatOf([
    { weekday: 1, hour: 8, count: 40 },
    { weekday: 1, hour: 9, count: 160 },
    { weekday: 7, hour: 8, count: 1 },
  ]);
  it('have a cell for every hour, and sums', () => {
    expect(heat.cells.map((day) => day.length)).toEqual([24, 24, 24, 24, 24, 24, 24]);
    expect(heat.byWeekday).toEqual([200, 0, 0, 0, 0, 0, 1]);
    expect(heat.byHour[8]).toBe(41);
    expect([heat.total, heat.max]).toEqual([201, 160]);
    expect(heatOf([]).max).toBe(0);
  });

  it('are darker where more happens; only an empty hour is empty', () => {
    expect([0, 1, 40, 160].map((count) => heatLevel(count, heat.max))).toEqual([0, 1, 3, HEAT_LEVELS]);
  });

  it('are walked by arrows and end at the edges', () => {
    expect(movedCell('ArrowUp', { day: 0, hour: 5 })).toEqual({ day: 0, hour: 5 });
    expect(movedCell('ArrowDown', { day: 0, hour: 5 })).toEqual({ day: 1, hour: 5 });
    expect(movedCell('End', { day: 3, hour: 5 })).toEqual({ day: 3, hour: 23 });
    expect(movedCell('a', { day: 3, hour: 5 })).toBeUndefined();
  });
});
