import { describe, expect, it } from 'vitest';
import { autoBucket, bucketOf, bucketsOf, customRange, REPORT_PERIODS, reportRange } from '../../renderer/parts/report-period.ts';
import { dayText, midnightOfText, startOfDay, startOfMonth } from '../../renderer/parts/zoned-time.ts';

const HOUR = 3_600_000;
const AMSTERDAM = 'Europe/Amsterdam';
const at = (text: string) => new Date(text).getTime();
const rangeAt = (now: string, period: (typeof REPORT_PERIODS)[number], timeZone = AMSTERDAM) =>
  reportRange({ period, from: '', to: '' }, at(now), timeZone);

describe('days of a time zone', () => {
  it('begin at its midnight, whatever UTC says', () => {
    expect(startOfDay(at('2026-11-20T23:30:00Z'), AMSTERDAM)).toBe(at('2026-11-20T23:00:00Z'));
    expect(startOfDay(at('2026-11-20T22:30:00Z'), AMSTERDAM)).toBe(at('2026-11-19T23:00:00Z'));
    expect(startOfDay(at('2026-11-20T12:00:00Z'), 'Asia/Kolkata')).toBe(at('2026-11-19T18:30:00Z'));
    expect(startOfDay(at('2026-11-20T12:00:00Z'), 'Pacific/Kiritimati')).toBe(at('2026-11-20T10:00:00Z'));
    expect(startOfDay(at('2026-11-20T12:00:00Z'), 'Etc/GMT+12')).toBe(at('2026-11-20T12:00:00Z'));
  });

  it('have 23 and 25 hours where the clock changes', () => {
    const hoursOf = (noon: string) => (startOfDay(at(noon), AMSTERDAM, 1) - startOfDay(at(noon), AMSTERDAM)) / HOUR;
    expect(hoursOf('2026-03-29T12:00:00Z')).toBe(23);
    expect(hoursOf('2026-10-25T12:00:00Z')).toBe(25);
    expect(hoursOf('2026-11-20T12:00:00Z')).toBe(24);
  });

  it('begin at one where the clock leaves midnight out, and at the first midnight where there are two', () => {
    // Beirut went from 00:00 to 01:00 on 27 March 2022, and Havana from 01:00 back to 00:00 on 6 November 2022.
    expect(startOfDay(at('2022-03-27T12:00:00Z'), 'Asia/Beirut')).toBe(at('2022-03-26T22:00:00Z'));
    expect(startOfDay(at('2022-11-06T18:00:00Z'), 'America/Havana')).toBe(at('2022-11-06T04:00:00Z'));
  });

  it('are read from and written as texts', () => {
    expect(midnightOfText('2026-11-20', AMSTERDAM)).toBe(at('2026-11-19T23:00:00Z'));
    expect(dayText(at('2026-11-19T23:00:00Z'), AMSTERDAM)).toBe('2026-11-20');
    for (const wrong of ['', '2026-02-30', '2026-13-01', '20 November', '2026-11-2', '0026-11-20']) {
      expect(midnightOfText(wrong, AMSTERDAM)).toBeUndefined();
    }
  });

  it('months wrap around the year', () => {
    expect(startOfMonth(at('2026-01-15T12:00:00Z'), AMSTERDAM, -1)).toBe(at('2025-11-30T23:00:00Z'));
  });
});

describe('periods', () => {
  const NOW = '2026-11-20T14:20:00Z';
  it('end with today, and hold whole days', () => {
    expect(rangeAt(NOW, 'today')).toEqual({ from: at('2026-11-19T23:00:00Z'), until: at('2026-11-20T23:00:00Z') });
    expect(rangeAt(NOW, 'last-7-days')).toEqual({ from: at('2026-11-13T23:00:00Z'), until: at('2026-11-20T23:00:00Z') });
    expect(rangeAt(NOW, 'this-month').from).toBe(at('2026-10-31T23:00:00Z'));
    expect(rangeAt(NOW, 'this-year').from).toBe(at('2025-12-31T23:00:00Z'));
  });

  it('of the last month is that whole month', () => {
    expect(rangeAt(NOW, 'last-month')).toEqual({ from: at('2026-09-30T22:00:00Z'), until: at('2026-10-31T23:00:00Z') });
  });

  it('of 24 hours ends with the hour that runs', () => {
    expect(rangeAt(NOW, 'last-24-hours')).toEqual({ from: at('2026-11-19T15:00:00Z'), until: at('2026-11-20T15:00:00Z') });
  });

  it('stand still while an hour runs, so that they ask one question', () => {
    for (const period of REPORT_PERIODS) {
      expect(rangeAt('2026-11-20T14:20:00Z', period)).toEqual(rangeAt('2026-11-20T14:59:59Z', period));
    }
  });

  it('of own days hold both of them; what is no period falls back', () => {
    expect(customRange('2026-11-01', '2026-11-01', AMSTERDAM)).toEqual({
      from: at('2026-10-31T23:00:00Z'),
      until: at('2026-11-01T23:00:00Z'),
    });
    expect(customRange('2026-11-02', '2026-11-01', AMSTERDAM)).toBeUndefined();
    expect(rangeAt(NOW, 'custom')).toEqual(rangeAt(NOW, 'last-7-days'));
  });
});

describe('buckets', () => {
  it('follow the length of the period', () => {
    const bucketAt = (period: (typeof REPORT_PERIODS)[number]) => autoBucket(rangeAt('2026-11-20T14:20:00Z', period));
    expect(REPORT_PERIODS.map((period) => [period, bucketAt(period)])).toEqual([
      ['today', 'hour'],
      ['last-24-hours', 'hour'],
      ['last-7-days', 'day'],
      ['last-30-days', 'day'],
      ['last-90-days', 'day'],
      ['this-month', 'day'],
      ['last-month', 'day'],
      ['this-year', 'week'],
      ['custom', 'day'],
    ]);
  });

  it('that would give one bar, or bars too thin to hit, cannot be chosen', () => {
    const week = rangeAt('2026-11-20T14:20:00Z', 'last-7-days');
    expect(bucketsOf(week)).toEqual(['hour', 'day']);
    expect(bucketOf(week, 'hour')).toBe('hour');
    expect(bucketOf(week, 'month')).toBe('day');
    expect(bucketsOf({ from: 0, until: 100 * 366 * 24 * HOUR })).toEqual(['month']);
    expect(bucketsOf(rangeAt('2026-11-20T14:20:00Z', 'today'))).toEqual(['hour']);
  });
});
