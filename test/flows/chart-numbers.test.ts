/**
 * Every number of a chart against the authentication log itself: the demo's rows are read as they lie in the table and
 * counted here anew, the local time by Intl. Nothing of the code under test counts along.
 */
import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { createRouterClient } from '@orpc/server';
import Database from 'better-sqlite3';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { createLog } from '../../main/adapters/log.ts';
import type { ContractClient } from '../../main/cli/connect.ts';
import { composeEngine } from '../../main/compose.ts';
import { ensureDemoFolder } from '../../main/demo/folder.ts';
import { lastDay, summarise, weekBefore } from '../../renderer/pages/Status/summary.ts';
import type { ReportBucket, ReportSummary, ReportSummaryQuery } from '../../shared/schemas/report.ts';
import { newFolder, removeFolder } from '../support/engine-process.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** So that whole months are over, and the clocks of Europe and America have changed within the log. */
const NOW = Date.UTC(2026, 10, 10, 10, 20);
const SIZE = { users: 300, attempts: 6000, days: 75, seed: 7 };
/** A code, a text, a mail, a new PIN or a question was asked for and its answer is awaited (reference section 4). */
const PENDING: ReadonlySet<number> = new Set([20, 22, 309, 310, 312]);

type Row = {
  id: number;
  at: number;
  user_id: number | null;
  username: string;
  first_name: string;
  last_name: string;
  application_name: string;
  method: string | null;
  mode: string | null;
  result: number;
  is_granted: number;
};
type Filter = Pick<ReportSummaryQuery, 'applicationName' | 'method' | 'mode' | 'result'>;
type Counts = { granted: number; denied: number; pending: number };

const folder = newFolder();
const demoFolder = join(folder, 'demo');
let rows: readonly Row[];
let client: ContractClient;
let stop: () => Promise<void>;

async function open(dataFolder: string): Promise<{ client: ContractClient; close: () => Promise<void> }> {
  const log = createLog(() => undefined);
  const engine = await composeEngine({ dataFolder, host: 'headless', listens: false, log });
  const opened: ContractClient = createRouterClient(engine.router, { context: { caller: { kind: 'local' } } });
  return { client: opened, close: engine.close };
}

beforeAll(async () => {
  vi.useFakeTimers({ now: NOW, toFake: ['Date'] });
  await ensureDemoFolder(demoFolder, SIZE, () => undefined);
  const database = new Database(join(demoFolder, 'countersign.db'), { readonly: true });
  rows = database.prepare<[], Row>('SELECT * FROM attempts ORDER BY id').all();
  database.close();
  const opened = await open(demoFolder);
  client = opened.client;
  stop = opened.close;
}, 120_000);
afterAll(async () => {
  await stop();
  vi.useRealTimers();
  removeFolder(folder);
});

/** `wholeHours`: its offsets are whole hours, so that a row's own minute tells its local hour. */
const ZONES = [
  { timeZone: 'UTC', wholeHours: true },
  { timeZone: 'Europe/Amsterdam', wholeHours: true },
  { timeZone: 'America/New_York', wholeHours: true },
  { timeZone: 'Asia/Kolkata', wholeHours: false },
] as const;
type Zone = (typeof ZONES)[number];

type Local = { day: string; month: string; weekday: number; hour: number };
const WEEKDAYS = ['Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat', 'Sun'];
const formats = new Map<string, Intl.DateTimeFormat>();
function localOf(timeZone: string, at: number): Local {
  let format = formats.get(timeZone);
  if (format === undefined) {
    format = new Intl.DateTimeFormat('en-US', {
      timeZone,
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      weekday: 'short',
    });
    formats.set(timeZone, format);
  }
  const part = Object.fromEntries(format.formatToParts(at).map(({ type, value }) => [type, value]));
  return {
    day: `${part.year}-${part.month}-${part.day}`,
    month: `${part.year}-${part.month}`,
    weekday: WEEKDAYS.indexOf(part.weekday ?? '') + 1,
    hour: Number(part.hour),
  };
}

/** The moment whose local time a row is counted under (shared/schemas/report.ts, timeZoneSchema). */
const momentOf = ({ wholeHours }: Zone, at: number) => (wholeHours ? at : Math.floor(at / HOUR) * HOUR + HOUR / 2);

/** A name of the bucket that a moment lies in; hours are those of UTC. */
function bucketOf(zone: Zone, bucket: ReportBucket, at: number): string {
  if (bucket === 'hour') return String(Math.floor(at / HOUR));
  const { day, month, weekday } = localOf(zone.timeZone, momentOf(zone, at));
  if (bucket === 'day') return day;
  if (bucket === 'month') return month;
  const monday = new Date(`${day}T00:00:00Z`);
  monday.setUTCDate(monday.getUTCDate() - (weekday - 1));
  return monday.toISOString();
}

function outcomeOf({ result, is_granted }: Row): keyof Counts {
  if (is_granted === 1) return 'granted';
  return PENDING.has(result) ? 'pending' : 'denied';
}

function countOutcomes(counted: readonly Row[]): Counts {
  const counts = { granted: 0, denied: 0, pending: 0 };
  for (const row of counted) counts[outcomeOf(row)] += 1;
  return counts;
}

function matches(row: Row, { applicationName, method, mode, result }: Filter): boolean {
  return (
    (applicationName === undefined || row.application_name.toLowerCase() === applicationName.toLowerCase()) &&
    (method === undefined || row.method === method) &&
    (mode === undefined || row.mode === mode) &&
    (result === undefined || row.result === result)
  );
}

function countResults(counted: readonly Row[]) {
  const groups = Map.groupBy(counted, ({ result, is_granted }) => `${result} ${is_granted}`);
  return [...groups.values()].map((group) => ({
    result: group[0]?.result ?? -1,
    isGranted: group[0]?.is_granted === 1,
    count: group.length,
  }));
}

type Ask = { zone: Zone; bucket: ReportBucket; from: number; until: number; filter: Filter };

function recount({ zone, bucket, from: askedFrom, until: askedUntil, filter }: Ask): ReportSummary {
  const from = Math.floor(askedFrom / HOUR) * HOUR;
  const until = Math.ceil(askedUntil / HOUR) * HOUR;
  const counted = rows.filter((row) => row.at >= from && row.at < until && matches(row, filter));
  const starts: { name: string; at: number }[] = [];
  for (let at = from; at < until; at += HOUR) {
    const name = bucketOf(zone, bucket, at);
    if (starts.at(-1)?.name !== name) starts.push({ name, at });
  }
  const inBucket = Map.groupBy(counted, ({ at }) => bucketOf(zone, bucket, at));
  const cells = Map.groupBy(counted, ({ at }) => {
    const { weekday, hour } = localOf(zone.timeZone, momentOf(zone, at));
    return weekday * 24 + hour;
  });
  const groups = (keyOf: (row: Row) => string) => [...Map.groupBy(counted, keyOf).values()];
  return {
    from,
    until,
    bucket,
    totals: countOutcomes(counted),
    series: starts.map(({ name, at }, index) => ({
      at,
      until: starts[index + 1]?.at ?? until,
      counts: countResults(inBucket.get(name) ?? []),
    })),
    byResult: countResults(counted),
    byMethod: groups(({ method, mode }) => `${method} ${mode}`).map((group) => {
      const { method, mode } = group[0] ?? { method: null, mode: null };
      const named = { ...(method === null ? {} : { method }), ...(mode === null ? {} : { mode }) };
      return { ...countOutcomes(group), ...named } as ReportSummary['byMethod'][number];
    }),
    byApplication: groups(({ application_name }) => application_name).map((group) => ({
      ...countOutcomes(group),
      applicationName: group[0]?.application_name ?? '',
    })),
    busiestHours: [...cells].map(([cell, group]) => {
      const hour = cell % 24;
      return { weekday: (cell - hour) / 24, hour, count: group.length };
    }),
  };
}

/** Lists that hold the same in whatever order are alike after it. */
function sorted(summary: ReportSummary): ReportSummary {
  const byText = <Item>(items: readonly Item[]): Item[] => {
    const text = (item: Item) => JSON.stringify(Object.entries(item as object).sort());
    return items.toSorted((a, b) => (text(a) < text(b) ? -1 : 1));
  };
  return {
    ...summary,
    series: summary.series.map((bar) => ({ ...bar, counts: byText(bar.counts) })),
    byResult: byText(summary.byResult),
    byMethod: byText(summary.byMethod),
    byApplication: byText(summary.byApplication),
    busiestHours: byText(summary.busiestHours),
  };
}

const PERIODS = {
  'the whole log': { from: NOW - 76 * DAY, until: NOW + HOUR },
  'two weeks around the change of the clocks in Europe, begun and ended within an hour': {
    from: Date.UTC(2026, 9, 18, 3, 37),
    until: Date.UTC(2026, 10, 3, 14, 5),
  },
  'the day of the change': { from: Date.UTC(2026, 9, 24, 22), until: Date.UTC(2026, 9, 25, 23) },
  'a month of UTC': { from: Date.UTC(2026, 8, 1), until: Date.UTC(2026, 9, 1) },
  'the days that still run': { from: NOW - 30 * HOUR, until: NOW },
  'before anything happened': { from: Date.UTC(2025, 0, 1), until: Date.UTC(2025, 0, 9) },
} as const;
const BUCKETS: readonly ReportBucket[] = ['hour', 'day', 'week', 'month'];

function filters(): Readonly<Record<string, Filter>> {
  const mostOf = (keyOf: (row: Row) => string | undefined) => {
    const named = rows.filter((row) => keyOf(row) !== undefined);
    const groups = [...Map.groupBy(named, keyOf)].sort((a, b) => b[1].length - a[1].length);
    return groups[0]?.[0] ?? '';
  };
  const applicationName = mostOf(({ application_name }) => application_name);
  return {
    none: {},
    application: { applicationName },
    'application, typed otherwise': { applicationName: applicationName.toUpperCase() },
    method: { method: 'oath-token' },
    mode: { mode: 'standard' },
    result: { result: 138 },
    'a result that waits': { result: 22 },
    'method and mode': { method: 'mobile-app', mode: 'pin' },
    'application, method and result': { applicationName, method: 'oath-token', result: 23 },
    'no such application': { applicationName: 'nothing' },
  };
}

describe.each(ZONES)('reports.summary in $timeZone', (zone) => {
  it.each(Object.entries(PERIODS))('has the numbers of the log: %s', async (_name, period) => {
    let compared = 0;
    for (const [name, filter] of Object.entries(filters())) {
      for (const bucket of BUCKETS) {
        const expected = recount({ zone, bucket, ...period, filter });
        const found = await client.reports.summary({ ...period, ...filter, timeZone: zone.timeZone, bucket });
        expect(sorted(found), `${name} by ${bucket}`).toEqual(sorted(expected));
        compared += found.series.length;
      }
    }
    expect(compared).toBeGreaterThan(40);
  });
});

it('has what it compares: both changes of the clocks, a bar of 25 hours, and denials, results and methods enough', async () => {
  const day = recount({ zone: ZONES[1], bucket: 'day', ...PERIODS['the whole log'], filter: {} });
  expect(day.series.filter(({ at, until }) => until - at === 25 * HOUR).map(({ at }) => at)).toEqual([Date.UTC(2026, 9, 24, 22)]);
  expect(rows.length).toBeGreaterThan(5000);
  expect(Math.min(...Object.values(day.totals))).toBeGreaterThan(100);
  expect(day.byResult.length).toBeGreaterThan(20);
  expect(day.byMethod.length).toBeGreaterThan(10);
  expect(day.byApplication.length).toBeGreaterThan(2);
  for (const [name, filter] of Object.entries(filters())) {
    const count = rows.filter((row) => matches(row, filter)).length;
    if (name === 'no such application') expect(count).toBe(0);
    else expect(count, name).toBeGreaterThan(0);
  }
});

it('has the largest first', async () => {
  const summary = await client.reports.summary({ ...PERIODS['the whole log'], timeZone: 'UTC', bucket: 'day' });
  const sum = ({ granted, denied, pending }: Counts) => granted + denied + pending;
  for (const counts of [summary.byResult.map(({ count }) => count), summary.byMethod.map(sum), summary.byApplication.map(sum)])
    expect(counts).toEqual(counts.toSorted((a, b) => b - a));
});

it('attempts.counts has the numbers of the log', async () => {
  const period = PERIODS['two weeks around the change of the clocks in Europe, begun and ended within an hour'];
  const found = await client.attempts.counts(period);
  const from = Math.floor(period.from / HOUR) * HOUR;
  const until = Math.ceil(period.until / HOUR) * HOUR;
  const keyOf = (cells: readonly unknown[]) => cells.map((cell) => cell ?? '').join('|');
  const expected = Map.groupBy(
    rows.filter(({ at }) => at >= from && at < until),
    ({ at, application_name, method, mode, result, is_granted }) =>
      keyOf([at - (at % HOUR), application_name, method, mode, result, is_granted === 1]),
  );
  const foundPairs = found.map(({ hourAt, applicationName, method, mode, result, isGranted, count }) => [
    keyOf([hourAt, applicationName, method, mode, result, isGranted]),
    count,
  ]);
  expect(foundPairs.length).toBeGreaterThan(500);
  expect(new Map(foundPairs as [string, number][])).toEqual(new Map([...expected].map(([key, group]) => [key, group.length])));
  expect(foundPairs.length).toBe(expected.size);
});

it("the Status page's figures of a day, and of the same hours a week before, are those of the log", async () => {
  const day = lastDay(NOW);
  for (const { from, until } of [day, weekBefore(day)]) {
    expect(until - from).toBe(DAY);
    const counted = rows.filter(({ at }) => at >= from && at < until);
    expect(counted.length).toBeGreaterThan(10);
    const summary = summarise(await client.attempts.counts({ from, until }), from);
    // As an operator reads them: what passed without a factor and what was reported as fraud have a colour of their own.
    const fraud = counted.filter(({ result }) => result === 112 || result === 132).length;
    const waiting = counted.filter(({ result }) => PENDING.has(result)).length;
    const passed = counted.filter(
      ({ result, is_granted }) => is_granted === 1 && ![112, 132].includes(result) && !PENDING.has(result),
    ).length;
    const { granted, bypassed, pending, denied } = summary.byOutcome;
    expect(summary.total).toBe(counted.length);
    expect(granted + bypassed).toBe(passed);
    expect(bypassed).toBe(
      counted.filter(({ result, is_granted }) => is_granted === 1 && [6, 201, 202, 203, 302].includes(result)).length,
    );
    expect(summary.byOutcome.fraud).toBe(fraud);
    expect(pending).toBe(waiting);
    expect(denied).toBe(counted.length - passed - fraud - waiting);
    expect(summary.successShare).toBe(passed / (counted.length - waiting));
    expect(summary.hours.map(({ hourAt, ...counts }) => [hourAt, Object.values(counts).reduce((sum, one) => sum + one)])).toEqual(
      Array.from({ length: 24 }, (_, hour) => {
        const start = from + hour * HOUR;
        return [start, counted.filter(({ at }) => at >= start && at < start + HOUR).length];
      }),
    );
  }
});

it.each(Object.entries(PERIODS))('reports.users has the numbers of the log: %s', async (_name, period) => {
  const from = Math.floor(period.from / HOUR) * HOUR;
  const until = Math.ceil(period.until / HOUR) * HOUR;
  for (const [name, filter] of Object.entries(filters())) {
    const counted = rows.filter((row) => row.at >= from && row.at < until && matches(row, filter));
    const people = Map.groupBy(counted, ({ user_id, username }) => user_id ?? username.toLowerCase());
    const expected = [...people.values()].map((group) => {
      // Rows are in the order of their ids.
      const last = group.at(-1) as Row;
      return {
        ...(last.user_id === null ? {} : { userId: last.user_id }),
        username: last.username,
        firstName: last.first_name,
        lastName: last.last_name,
        attempts: group.length,
        ...countOutcomes(group),
        lastAt: last.at,
        lastResult: last.result,
        lastIsGranted: last.is_granted === 1,
      };
    });
    const found = await client.reports.users({ ...period, ...filter, limit: 1000 });
    expect(found.total, name).toBe(expected.length);
    const order = (a: { username: string }, b: { username: string }) => (a.username < b.username ? -1 : 1);
    expect(found.rows.toSorted(order), name).toEqual(expected.toSorted(order));
    const attempts = found.rows.map((row) => row.attempts);
    expect(attempts, name).toEqual(attempts.toSorted((a, b) => b - a));
  }
});

async function verifyChanged(name: string, change: (database: Database.Database) => void) {
  const copy = join(folder, `changed-${name}`);
  cpSync(demoFolder, copy, { recursive: true });
  const database = new Database(join(copy, 'countersign.db'));
  change(database);
  database.close();
  const opened = await open(copy);
  try {
    return await opened.client.attempts.verify();
  } finally {
    await opened.close();
  }
}

describe('attempts.verify', () => {
  it('finds the rollup of the demo equal to its log', async () => {
    expect(await client.attempts.verify()).toMatchObject({ isEqual: true, attemptCount: rows.length, differenceCount: 0 });
  });

  const oneOf = (table: string, key: string, offset: number) =>
    `(${key}) = (SELECT ${key} FROM ${table} ORDER BY ${key} LIMIT 1 OFFSET ${offset})`;
  const countChange = (table: string, start: string, offset: number) =>
    `UPDATE ${table} SET count = count + 1
     WHERE ${oneOf(table, `${start}, server, application, method, mode, result, is_granted`, offset)}`;
  it.each([
    ['hour', countChange('attempt_counts', 'hour_at', 700)],
    ['day', countChange('attempt_day_counts', 'day_at', 300)],
    ['month', countChange('attempt_month_counts', 'month_at', 40)],
    [
      'hour-results',
      `UPDATE attempt_hours SET results = json_set(results, '$[0][2]', json_extract(results, '$[0][2]') + 1)
       WHERE ${oneOf('attempt_hours', 'hour_at', 900)}`,
    ],
  ])('finds one number that was changed in a copy: %s', async (part, change) => {
    const { isEqual, differenceCount, differences } = await verifyChanged(part, (database) => {
      expect(database.prepare(change).run().changes).toBe(1);
    });
    expect({ isEqual, differenceCount }).toEqual({ isEqual: false, differenceCount: 1 });
    expect(differences).toMatchObject([{ part, found: (differences[0]?.expected ?? 0) + 1 }]);
  });

  it('finds a row that somebody took out of the log of a copy', async () => {
    const { isEqual, attemptCount, differences } = await verifyChanged('log', (database) => {
      database.exec('DROP TRIGGER attempts_undeletable');
      const gone = database.prepare<[], Row>('SELECT * FROM attempts LIMIT 1 OFFSET 2500').get();
      database.prepare('DELETE FROM attempts WHERE id = ?').run(gone?.id);
    });
    expect({ isEqual, attemptCount }).toEqual({ isEqual: false, attemptCount: rows.length - 1 });
    for (const { part, expected, found } of differences) if (part !== 'hour-ids') expect(found).toBe(expected + 1);
    expect(differences.map(({ part }) => part)).toEqual(expect.arrayContaining(['hour', 'hour-results']));
  });
});
