import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  bucketStarts,
  createLocalClock,
  hourOfDay,
  offsetSpans,
  type Period,
  weekdayOf,
  wholeHours,
} from '../../main/engine/reports/periods.ts';
import { REPORT_BUCKETS, REPORT_BUCKETS_MAX, type ReportBucket } from '../../shared/schemas/report.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const ZONES = [
  'UTC',
  'Europe/Amsterdam',
  'America/New_York',
  'Asia/Kolkata',
  'Asia/Kathmandu',
  'Australia/Lord_Howe',
  'Pacific/Apia',
  'America/St_Johns',
  'Africa/Casablanca',
];

function startsIn(timeZone: string, bucket: ReportBucket, period: Period): readonly number[] {
  const spans = offsetSpans(timeZone, period);
  if (spans === undefined) throw new TypeError('unknown zone');
  const starts = bucketStarts(period, bucket, spans);
  if (starts === undefined) throw new TypeError('too many buckets');
  return starts;
}
const iso = (starts: readonly number[]) => starts.map((at) => new Date(at).toISOString().slice(0, 16));

describe('buckets', () => {
  it('begin at local midnight, through a day of 23 hours and one of 25', () => {
    const spring = startsIn('Europe/Amsterdam', 'day', { from: Date.UTC(2026, 2, 28), until: Date.UTC(2026, 2, 31) });
    expect(iso(spring)).toEqual(['2026-03-28T00:00', '2026-03-28T23:00', '2026-03-29T22:00', '2026-03-30T22:00']);
    const autumn = startsIn('Europe/Amsterdam', 'day', { from: Date.UTC(2026, 9, 23, 22), until: Date.UTC(2026, 9, 26, 23) });
    expect(iso(autumn)).toEqual(['2026-10-23T22:00', '2026-10-24T22:00', '2026-10-25T23:00']);
  });

  it('begin weeks on Monday and months on the first', () => {
    const period = { from: Date.UTC(2026, 10, 18, 5), until: Date.UTC(2027, 0, 2) };
    expect(iso(startsIn('UTC', 'week', period)).slice(0, 3)).toEqual([
      '2026-11-18T05:00',
      '2026-11-23T00:00',
      '2026-11-30T00:00',
    ]);
    expect(iso(startsIn('America/New_York', 'month', period))).toEqual([
      '2026-11-18T05:00',
      '2026-12-01T05:00',
      '2027-01-01T05:00',
    ]);
  });

  it('are cut to a whole UTC hour where a zone is half an hour off: the hour belongs where its middle lies', () => {
    const period = { from: Date.UTC(2026, 5, 1), until: Date.UTC(2026, 5, 3) };
    expect(iso(startsIn('Asia/Kolkata', 'day', period))).toEqual(['2026-06-01T00:00', '2026-06-01T18:00', '2026-06-02T18:00']);
    expect(iso(startsIn('Asia/Kathmandu', 'day', period))).toEqual(['2026-06-01T00:00', '2026-06-01T18:00', '2026-06-02T18:00']);
  });

  it('skip a day that a zone never had', () => {
    const starts = startsIn('Pacific/Apia', 'day', { from: Date.UTC(2011, 11, 29, 10), until: Date.UTC(2011, 11, 31, 10) });
    expect(iso(starts)).toEqual(['2011-12-29T10:00', '2011-12-30T10:00']);
  });

  it('are refused where they are too many, and in a zone nobody knows', () => {
    const period = { from: 0, until: (REPORT_BUCKETS_MAX + 1) * HOUR };
    expect(bucketStarts(period, 'hour', offsetSpans('UTC', period) ?? [])).toBeUndefined();
    expect(startsIn('UTC', 'hour', { from: 0, until: REPORT_BUCKETS_MAX * HOUR })).toHaveLength(REPORT_BUCKETS_MAX);
    expect(offsetSpans('Mars/Olympus', period)).toBeUndefined();
  });

  it('put each hour where the calendar of its zone does', () => {
    const formats = new Map(
      ZONES.map((timeZone) => [
        timeZone,
        new Intl.DateTimeFormat('en-GB', {
          timeZone,
          weekday: 'short',
          hour: '2-digit',
          hourCycle: 'h23',
          day: '2-digit',
          month: '2-digit',
          year: 'numeric',
        }),
      ]),
    );
    const weekdays = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
    fc.assert(
      fc.property(
        fc.constantFrom(...ZONES),
        fc.constantFrom(...REPORT_BUCKETS),
        fc.integer({ min: Date.UTC(2012, 0, 1), max: Date.UTC(2027, 0, 1) }),
        fc.integer({ min: 1, max: 400 * DAY }),
        (timeZone, bucket, from, length) => {
          const period = wholeHours({ from, until: from + length });
          const starts = startsIn(timeZone, bucket, period);
          expect(starts[0]).toBe(period.from);
          for (const [index, at] of starts.entries()) {
            expect(at % HOUR).toBe(0);
            expect(at).toBeGreaterThan(index === 0 ? -1 : (starts[index - 1] ?? 0));
            expect(at).toBeLessThan(period.until);
          }
          const clock = createLocalClock(offsetSpans(timeZone, period) ?? []);
          const format = formats.get(timeZone);
          const shown = (hourAt: number) =>
            Object.fromEntries((format?.formatToParts(hourAt + HOUR / 2) ?? []).map(({ type, value }) => [type, value]));
          const step = Math.max(1, Math.floor((period.until - period.from) / HOUR / 50));
          for (let hourAt = period.from; hourAt < period.until; hourAt += step * HOUR) {
            const { weekday = '', hour } = shown(hourAt);
            const local = clock(hourAt);
            expect([weekdayOf(local), hourOfDay(local)]).toEqual([weekdays.indexOf(weekday) + 1, Number(hour)]);
          }
          // The last hour before a bucket belongs to another day than the first one of it.
          if (bucket !== 'hour') for (const at of starts.slice(1, 20)) expect(shown(at).day).not.toBe(shown(at - HOUR).day);
        },
      ),
      { numRuns: 50 },
    );
  });
});
