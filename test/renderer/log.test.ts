import { describe, expect, it } from 'vitest';
import { EXPORT_ROWS_MAX, exportName, toCsv, toJson } from '../../renderer/pages/AuthenticationLog/export-file.ts';
import { NO_ROWS, withNewest, withOlder } from '../../renderer/pages/AuthenticationLog/live-rows.ts';
import { fromLocalText, toLocalText } from '../../renderer/pages/AuthenticationLog/local-time.ts';
import {
  activeFilters,
  attemptFilterOf,
  filterKeyOf,
  rangeOf,
  withoutFilter,
} from '../../renderer/pages/AuthenticationLog/log-filter.ts';
import { readAll } from '../../renderer/pages/AuthenticationLog/read-all.ts';
import { logSearch } from '../../renderer/pages/AuthenticationLog/search.ts';
import { csvCell } from '../../shared/csv-cell.ts';
import { attemptIdSchema } from '../../shared/ids.ts';
import { type Attempt, attemptListQuerySchema } from '../../shared/schemas/attempt.ts';

const MINUTE = 60_000;

function attempt(id: number, change: Partial<Attempt> = {}): Attempt {
  return {
    id: attemptIdSchema.parse(id),
    at: 1_700_000_000_000 + id,
    sessionId: 's',
    username: 'anna',
    firstName: '',
    lastName: '',
    email: '',
    phone: '',
    deviceToken: '',
    authenticationType: 'radius',
    applicationName: 'VPN',
    clientAddress: '192.0.2.1',
    callingAddress: '',
    tokenSerial: '',
    result: 23,
    isGranted: true,
    reason: 'otp-verified',
    serverName: 'mfa',
    serverAddress: '',
    durationMilliseconds: 1.6,
    ...change,
  };
}
/** Attempts from `newest` down to `oldest`. */
const rows = (newest: number, oldest: number) =>
  Array.from({ length: newest - oldest + 1 }, (_, index) => attempt(newest - index));
const ids = (list: { readonly rows: readonly Attempt[] }) => list.rows.map(({ id }) => Number(id));

describe('filters', () => {
  it('ask only for what is set', () => {
    const search = logSearch.parse({ username: ' anna ', outcome: 'denied', result: '138' });
    const filter = attemptFilterOf(search, rangeOf(search, 0));
    expect(filter).toEqual({ username: 'anna', isGranted: false, result: 138 });
    expect(attemptListQuerySchema.safeParse(filter).success).toBe(true);
    expect(attemptFilterOf(logSearch.parse({}), { from: undefined, until: undefined })).toEqual({});
  });

  it('move a period in steps of five minutes', () => {
    const search = logSearch.parse({ period: 'last-hour' });
    expect(rangeOf(search, 1000 * MINUTE)).toEqual({ from: 940 * MINUTE, until: undefined });
    expect(rangeOf(search, 1004 * MINUTE)).toEqual({ from: 940 * MINUTE, until: undefined });
    expect(rangeOf(search, 1005 * MINUTE)).toEqual({ from: 945 * MINUTE, until: undefined });
  });

  it('take an own period as it is', () => {
    expect(rangeOf(logSearch.parse({ period: 'custom', from: '5', until: '9' }), 0)).toEqual({ from: 5, until: 9 });
    expect(rangeOf(logSearch.parse({ from: '5' }), 0)).toEqual({ from: 5, until: undefined });
  });

  it('are counted once each, and taken out one by one', () => {
    const search = logSearch.parse({ period: 'custom', from: '5', username: 'a', userId: '3', attempt: '7' });
    expect(activeFilters(search)).toEqual(['time', 'username', 'userId']);
    const left = { ...search, ...withoutFilter('time'), ...withoutFilter('userId') };
    expect(activeFilters(left)).toEqual(['username']);
    expect(activeFilters(logSearch.parse({ period: 'custom' }))).toEqual([]);
  });

  it('are the same filter while a drawer opens', () => {
    const search = logSearch.parse({ username: 'a' });
    expect(filterKeyOf({ ...search, attempt: 4 })).toBe(filterKeyOf(search));
    expect(filterKeyOf({ ...search, username: 'b' })).not.toBe(filterKeyOf(search));
  });
});

describe('times of an own period', () => {
  it('go there and back to the minute', () => {
    const at = new Date(2026, 0, 5, 7, 8).getTime();
    expect(toLocalText(at)).toBe('2026-01-05T07:08');
    expect(fromLocalText('2026-01-05T07:08')).toBe(at);
    expect(fromLocalText('')).toBeUndefined();
    expect(fromLocalText('yesterday')).toBeNaN();
    expect(fromLocalText('1950-01-01T00:00')).toBeNaN();
  });
});

describe('rows of a growing log', () => {
  it('put the newest on top and keep what was loaded', () => {
    const before = { rows: rows(10, 1), hasMore: false };
    const after = withNewest(before, { rows: rows(12, 8), hasMore: true });
    expect(ids(after)).toEqual([12, 11, 10, 9, 8, 7, 6, 5, 4, 3, 2, 1]);
    expect(after.hasMore).toBe(false);
  });

  it('start anew where rows between are missing', () => {
    const after = withNewest({ rows: rows(10, 1), hasMore: false }, { rows: rows(30, 26), hasMore: true });
    expect(ids(after)).toEqual([30, 29, 28, 27, 26]);
    expect(after.hasMore).toBe(true);
  });

  it('are the page itself at the start, and empty when nothing matches any more', () => {
    expect(withNewest(NO_ROWS, { rows: rows(2, 1), hasMore: true })).toEqual({ rows: rows(2, 1), hasMore: true });
    expect(withNewest({ rows: rows(2, 1), hasMore: true }, NO_ROWS)).toEqual(NO_ROWS);
  });

  it('take older rows at the end, none twice', () => {
    const after = withOlder({ rows: rows(10, 8), hasMore: true }, { rows: rows(8, 5), hasMore: true });
    expect(ids(after)).toEqual([10, 9, 8, 7, 6, 5]);
    expect(after.hasMore).toBe(true);
  });
});

describe('export', () => {
  it('makes no cell a formula', () => {
    for (const text of ['=1+1', '+1', '-1', '@x', '\t=1', ' =1', '\r=1', '＝1']) {
      const cell = csvCell(text);
      expect(cell.replace(/^"/, '').startsWith("'")).toBe(true);
    }
    expect(csvCell('anna-1')).toBe('anna-1');
    expect(csvCell(-5)).toBe('-5');
  });

  it('quotes what RFC 4180 asks for', () => {
    expect(csvCell('a"b,c')).toBe('"a""b,c"');
    expect(csvCell('a\nb')).toBe('"a\nb"');
    expect(csvCell(undefined)).toBe('');
  });

  it('has one line an attempt, with a byte order mark and one column count', () => {
    const lines = toCsv([attempt(2, { username: '=HYPERLINK("x")' }), attempt(1)]).split('\r\n');
    expect(lines[0]?.startsWith('\uFEFFid,time,username')).toBe(true);
    expect(lines).toHaveLength(4);
    expect(lines[1]).toContain(`"'=HYPERLINK(""x"")"`);
    expect(lines[2]?.split(',')).toHaveLength(lines[0]?.split(',').length ?? 0);
  });

  it('keeps every field in JSON', () => {
    expect(JSON.parse(toJson([attempt(1)]))).toEqual([
      { ...attempt(1), time: '2023-11-14T22:13:20.001Z', resultLabel: 'OATH Code Verified' },
    ]);
  });

  it('is named by its time', () => {
    expect(exportName('csv', new Date(2026, 10, 20, 21, 5))).toBe('attempts-2026-11-20-2105.csv');
  });

  it('reads page by page, and stops at the most', async () => {
    const log = rows(2500, 1);
    const readPage = async (before: number | undefined, limit: number) => {
      const start = before === undefined ? 0 : log.findIndex(({ id }) => id === before) + 1;
      return { rows: log.slice(start, start + limit), hasMore: start + limit < log.length };
    };
    const signal = new AbortController().signal;
    const counts: number[] = [];
    const all = await readAll(readPage, { max: EXPORT_ROWS_MAX, signal, onCount: (count) => counts.push(count) });
    expect(all.isCapped).toBe(false);
    expect(ids(all)).toEqual(ids({ rows: log }));
    expect(counts).toEqual([1000, 2000, 2500]);
    const some = await readAll(readPage, { max: 1200, signal, onCount: () => undefined });
    expect(some).toMatchObject({ isCapped: true });
    expect(some.rows).toHaveLength(1200);
  });

  it('stops when it is cancelled', async () => {
    const stop = new AbortController();
    const reading = readAll(
      async () => {
        stop.abort(new Error('cancelled'));
        return { rows: rows(5, 1), hasMore: true };
      },
      { max: 100, signal: stop.signal, onCount: () => undefined },
    );
    await expect(reading).rejects.toThrow('cancelled');
  });
});
