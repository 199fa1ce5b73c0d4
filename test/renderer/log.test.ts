import { describe, expect, it } from 'vitest';
import { formatStepTime, stepRows } from '../../renderer/pages/AuthenticationLog/attempt-steps.ts';
import { NO_ROWS, withNewest, withOlder } from '../../renderer/pages/AuthenticationLog/live-rows.ts';
import { fromLocalText, toLocalText } from '../../renderer/pages/AuthenticationLog/local-time.ts';
import {
  activeFilters,
  attemptFilterOf,
  filterKeyOf,
  rangeOf,
  withoutFilter,
} from '../../renderer/pages/AuthenticationLog/log-filter.ts';
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
    gatewayName: '',
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
    expect(filter).toEqual({ username: 'anna', outcome: 'denied', result: 138 });
    expect(attemptListQuerySchema.safeParse(filter).success).toBe(true);
    const other = logSearch.parse({ client: '4', reason: 'otp-mismatch', callingAddress: '203.0.113.9' });
    expect(attemptFilterOf(other, rangeOf(other, 0))).toEqual({
      radiusClientId: 4,
      reason: 'otp-mismatch',
      callingAddress: '203.0.113.9',
    });
    expect(activeFilters(other)).toEqual(['reason', 'client', 'callingAddress']);
    expect(logSearch.parse({ reason: 'no such reason' }).reason).toBeUndefined();
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

describe('cells of a CSV file', () => {
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
});

describe('steps of an attempt', () => {
  it('name the one that took longest, where it is worth a word', () => {
    const steps = [
      { step: 'received', atMilliseconds: 0 },
      { step: 'user-found', atMilliseconds: 0.4 },
      { step: 'code-checked', atMilliseconds: 90 },
      { step: 'decided', atMilliseconds: 91 },
    ] as const;
    expect(stepRows([...steps]).map(({ isSlowest }) => isSlowest)).toEqual([false, false, true, false]);
    expect(stepRows([steps[0], steps[1]]).some(({ isSlowest }) => isSlowest)).toBe(false);
    expect(stepRows([])).toEqual([]);
  });

  it('tell parts of a millisecond apart', () => {
    expect([0, 0.314, 9.5, 12.4, 1500].map(formatStepTime)).toEqual(['0 ms', '0.31 ms', '9.5 ms', '12 ms', '1.5 s']);
  });
});
