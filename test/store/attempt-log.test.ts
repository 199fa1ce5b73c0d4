import { join } from 'node:path';
import Database from 'better-sqlite3';
import { describe, expect, it } from 'vitest';
import type { AttemptDraft } from '../../main/engine/effects.ts';
import { insertAttemptHistory } from '../../main/store/sqlite/attempt-history.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import { resultByNumber } from '../../shared/authentication-results.ts';
import type { RadiusClientId, UserId } from '../../shared/ids.ts';
import { type Attempt, attemptListQuerySchema } from '../../shared/schemas/attempt.ts';
import { reportSummaryQuerySchema, reportUsersQuerySchema } from '../../shared/schemas/report.ts';
import { attemptLog, type LogShape } from '../support/attempt-log.ts';
import { addUser, attemptDraft, NOON, withStore } from '../support/store.ts';

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
const USERS = 20;
/** Two months with their ends within a day, an hour and a block. */
const SHAPE: LogShape = { count: 6000, from: NOON - 61 * DAY, until: NOON, users: USERS, applications: 5 };

const TABLES: Readonly<Record<string, string>> = {
  attempts: 'id',
  attempt_counts: '1, 2, 3, 4, 5, 6, 7',
  attempt_day_counts: '1, 2, 3, 4, 5, 6, 7',
  attempt_month_counts: '1, 2, 3, 4, 5, 6, 7',
  attempt_hours: 'hour_at',
  attempt_blocks: 'block',
};

function withDatabase<Result>(store: OpenedStore, work: (database: Database.Database) => Result): Result {
  const database = new Database(join(store.folder, DATABASE_FILE));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

const dump = (store: OpenedStore) =>
  withDatabase(store, (database) => ({
    ...Object.fromEntries(
      Object.entries(TABLES).map(([table, order]) => [table, database.prepare(`SELECT * FROM ${table} ORDER BY ${order}`).all()]),
    ),
    states: database.prepare('SELECT user_id, last_attempt_id, last_sign_in_at FROM user_states ORDER BY user_id').all(),
  }));

async function addUsers(store: OpenedStore): Promise<void> {
  for (let i = 1; i <= USERS; i += 1) await addUser(store, { username: `user${i}` });
}

async function withHistory(story: (store: OpenedStore, all: readonly Attempt[]) => Promise<void>, shape = SHAPE): Promise<void> {
  await withStore(async (store) => {
    await addUsers(store);
    insertAttemptHistory(join(store.folder, DATABASE_FILE), attemptLog(shape));
    const all: Attempt[] = [];
    for (let hasMore = true; hasMore; ) {
      const page = await store.read('attempts.list', attemptListQuerySchema.parse({ before: all.at(-1)?.id, limit: 1000 }));
      all.push(...page.rows);
      hasMore = page.hasMore;
    }
    await story(store, all);
  });
}

it('leaves by history what the same attempts leave when they happen', async () => {
  const shape = { ...SHAPE, count: 2500 };
  const live = await withStore(async (store) => {
    await addUsers(store);
    const commits = [...attemptLog(shape)].map((attempt) => {
      const { userId, at } = attempt;
      const isAdmitted = attempt.isGranted && userId !== undefined;
      return store.commit({
        guards: isAdmitted ? [{ kind: 'admit-user', userId, at }] : [],
        effects: [{ kind: 'record-attempt', attempt }],
        ifMissed: isAdmitted ? [{ result: 0, isGranted: false, reason: 'user-locked' }] : [],
      });
    });
    await Promise.all(commits);
    return dump(store);
  });
  await withHistory(async (store, all) => {
    expect(all).toHaveLength(shape.count);
    expect(dump(store)).toEqual(live);
  }, shape);
});

describe('the rollup', () => {
  it('equals the log, after attempts that came late and after a clock that was set back', async () => {
    await withHistory(async (store) => {
      for (const at of [NOON + HOUR, NOON - 40 * DAY, NOON + 2 * HOUR, NOON - HOUR / 2])
        await store.commit({ guards: [], effects: [{ kind: 'record-attempt', attempt: attemptDraft({ at }) }], ifMissed: [] });
      expect(await store.read('attempts.verify', undefined)).toMatchObject({
        isEqual: true,
        attemptCount: SHAPE.count + 4,
        differences: [],
      });
    });
  });

  it.each([
    ['hour', 'UPDATE attempt_counts SET count = count + 1 WHERE hour_at = (SELECT max(hour_at) FROM attempt_counts)'],
    ['day', 'DELETE FROM attempt_day_counts WHERE day_at = (SELECT min(day_at) FROM attempt_day_counts)'],
    [
      'day',
      "UPDATE attempt_day_counts SET hours = json_set(hours, '$[3]', 77) WHERE day_at = (SELECT max(day_at) FROM attempt_day_counts)",
    ],
    [
      'month',
      'UPDATE attempt_month_counts SET count = count - 1 WHERE month_at = (SELECT max(month_at) FROM attempt_month_counts)',
    ],
    ['hour-results', "UPDATE attempt_hours SET results = '[]' WHERE hour_at = (SELECT max(hour_at) FROM attempt_hours)"],
    ['hour-ids', 'UPDATE attempt_hours SET last_id = last_id + 1 WHERE hour_at = (SELECT max(hour_at) FROM attempt_hours)'],
    ['log', 'DELETE FROM attempt_hours WHERE hour_at = (SELECT max(hour_at) FROM attempt_hours)'],
  ])('is found wrong in its part %s', async (part, sql) => {
    await withHistory(async (store) => {
      withDatabase(store, (database) => database.exec(sql));
      const { isEqual, differences } = await store.read('attempts.verify', undefined);
      expect(isEqual).toBe(false);
      expect(differences.map((difference) => difference.part)).toContain(part);
    });
  });
});

describe('filters of the log', () => {
  const matches = (filter: Partial<AttemptDraft>) => (attempt: Attempt) =>
    Object.entries(filter).every(([name, value]) => attempt[name as keyof Attempt] === value);
  const client = (id: number) => id as RadiusClientId;
  const FILTERS: readonly Partial<AttemptDraft>[] = [
    { applicationName: 'Application 4' },
    { method: 'app-password' },
    { mode: 'pin', isGranted: false },
    { result: 133 },
    { result: 133, applicationName: 'Application 4', method: 'mobile-app' },
    { isGranted: false },
    { isGranted: true, method: 'oath-token' },
    { clientAddress: '192.0.2.4' },
    { clientAddress: '192.0.2.4', result: 132 },
    { callingAddress: '198.51.0.7' },
    { callingAddress: '198.51.0.99' },
    { radiusClientId: client(3), reason: 'user-locked' },
    { radiusClientId: client(9) },
    { reason: 'user-unknown' },
    { reason: 'challenge-expired', isGranted: true },
    { userId: 3 as UserId, result: 3 },
    { userId: 99 as UserId },
  ];

  it('find what a look at every row finds, page by page', async () => {
    await withHistory(async (store, all) => {
      for (const filter of FILTERS) {
        for (const period of [{}, { from: NOON - 20.3 * DAY, until: NOON - 3.7 * DAY }]) {
          const { from = 0, until = NOON * 2 } = period;
          const expected = all.filter(matches(filter)).filter(({ at }) => at >= from && at < until);
          const found: Attempt[] = [];
          for (let hasMore = true; hasMore; ) {
            const query = attemptListQuerySchema.parse({ ...filter, ...period, before: found.at(-1)?.id, limit: 37 });
            const page = await store.read('attempts.list', query);
            found.push(...page.rows);
            hasMore = page.hasMore && found.length < 200;
          }
          expect(
            found.map(({ id }) => id),
            JSON.stringify(filter),
          ).toEqual(expected.slice(0, found.length).map(({ id }) => id));
          expect(found.length >= Math.min(200, expected.length)).toBe(true);
        }
      }
    });
  });

  it('counts what the rollup knows to the row, whatever the period cuts, and says so where it does not', async () => {
    await withHistory(async (store, all) => {
      const counted = new Set<number>();
      const periods = [
        {},
        { from: NOON - 20.3 * DAY, until: NOON - 3.7 * DAY },
        { from: NOON - 50.123 * DAY },
        { until: NOON - 0.456 * DAY },
        { from: NOON - 5 * DAY + 11, until: NOON - 5 * DAY + HOUR + 7 },
        { from: NOON + 3 * DAY },
        { from: NOON, until: NOON - DAY },
      ];
      for (const filter of [{}, ...FILTERS]) {
        const isCounted = !['clientAddress', 'callingAddress', 'radiusClientId', 'reason', 'userId'].some(
          (name) => name in filter,
        );
        for (const period of periods) {
          const { from = 0, until = NOON * 2 } = period;
          const expected = all.filter(matches(filter)).filter(({ at }) => at >= from && at < until).length;
          const found = await store.read('attempts.matching', { ...filter, ...period });
          expect(found, JSON.stringify({ filter, period })).toBe(isCounted ? expected : undefined);
          counted.add(found ?? 0);
        }
      }
      expect(await store.read('attempts.matching', { username: 'user1' })).toBeUndefined();
      expect(counted.size).toBeGreaterThan(20);
    });
  });

  it('takes the start of a username in any case, and nothing else of it', async () => {
    await withHistory(async (store, all) => {
      for (const username of ['USER1', 'user2', 'stranger1', 'us', 'er1', 'user1%', 'nobody']) {
        const expected = all.filter((attempt) => attempt.username.startsWith(username.toLowerCase())).slice(0, 1000);
        const { rows } = await store.read('attempts.list', attemptListQuerySchema.parse({ username, limit: 1000 }));
        expect(
          rows.map(({ id }) => id),
          username,
        ).toEqual(expected.map(({ id }) => id));
      }
    });
  });

  it('by outcome find what reports count, alone and with another filter', async () => {
    await withHistory(async (store, all) => {
      const challenge = { result: 22, isGranted: false, reason: 'challenge-sent', applicationName: 'Application 4' } as const;
      for (const at of [NOON + HOUR, NOON + HOUR + 1])
        await store.commit({
          guards: [],
          effects: [{ kind: 'record-attempt', attempt: attemptDraft({ at, ...challenge }) }],
          ifMissed: [],
        });
      for (const filter of [{}, { method: 'oath-token' as const }, { applicationName: 'Application 4' }]) {
        const counted: Record<string, number> = {};
        for (const outcome of ['granted', 'denied', 'pending'] as const) {
          const query = attemptListQuerySchema.parse({ ...filter, outcome, limit: 1000 });
          const { rows } = await store.read('attempts.list', query);
          counted[outcome] = rows.length;
          expect(rows.every((row) => outcomeOf(row) === outcome && matches(filter)(row))).toBe(true);
          if (outcome === 'pending') continue;
          const expected = all.filter((attempt) => outcomeOf(attempt) === outcome).filter(matches(filter));
          const found = rows.filter(({ at }) => at < NOON + HOUR).map(({ id }) => id);
          expect(found, `${outcome} ${JSON.stringify(filter)}`).toEqual(expected.slice(0, found.length).map(({ id }) => id));
          expect(found.length).toBe(Math.min(1000, expected.length));
        }
        expect(Math.min(counted.granted ?? 0, counted.denied ?? 0), JSON.stringify(filter)).toBeGreaterThan(0);
        if (!('method' in filter)) expect(counted.pending).toBe(2);
      }
    });
  });

  it('keeps its order where the clock was set back', async () => {
    await withHistory(async (store) => {
      for (const at of [NOON + 40 * DAY, NOON + HOUR, NOON - 50 * DAY, NOON + HOUR + 1, NOON + 40 * DAY + 1])
        await store.commit({
          guards: [],
          effects: [{ kind: 'record-attempt', attempt: attemptDraft({ at, applicationName: 'Late' }) }],
          ifMissed: [],
        });
      const { rows } = await store.read('attempts.list', attemptListQuerySchema.parse({ applicationName: 'late', limit: 100 }));
      const ids = rows.map(({ id }) => id);
      expect(ids).toHaveLength(5);
      expect(ids).toEqual(ids.toSorted((a, b) => b - a));
    });
  });
});

const outcomeOf = ({ isGranted, result }: Attempt) =>
  isGranted ? 'granted' : resultByNumber(result).outcome === 'pending' ? 'pending' : 'denied';

describe('reports.summary', () => {
  it('has the numbers of the log in each of its parts', async () => {
    await withHistory(async (store, all) => {
      for (const filter of [{}, { applicationName: 'application 2' }, { method: 'oath-token', result: 3 }] as const) {
        for (const bucket of ['hour', 'day', 'week', 'month'] as const) {
          const from = NOON - 50 * DAY;
          const until = NOON - 2 * DAY;
          const summary = await store.read(
            'reports.summary',
            reportSummaryQuerySchema.parse({ ...filter, from, until, bucket, timeZone: 'Europe/Amsterdam' }),
          );
          const rows = all.filter(
            (row) =>
              row.at >= from &&
              row.at < until &&
              (!('applicationName' in filter) || row.applicationName.toLowerCase() === filter.applicationName) &&
              (!('method' in filter) || (row.method === filter.method && row.result === filter.result)),
          );
          const sum = (counts: readonly { count: number }[]) => counts.reduce((total, { count }) => total + count, 0);
          expect(rows.length).toBeGreaterThan(100);
          expect(summary.totals).toEqual({
            granted: rows.filter((row) => outcomeOf(row) === 'granted').length,
            denied: rows.filter((row) => outcomeOf(row) === 'denied').length,
            pending: 0,
          });
          for (const { at, until: end, counts } of summary.series)
            expect(sum(counts)).toBe(rows.filter((row) => row.at >= at && row.at < end).length);
          expect(sum(summary.byResult)).toBe(rows.length);
          expect(sum(summary.busiestHours)).toBe(rows.length);
          for (const { applicationName, granted } of summary.byApplication)
            expect(granted).toBe(
              rows.filter((row) => row.applicationName === applicationName && outcomeOf(row) === 'granted').length,
            );
          for (const { method, mode, denied } of summary.byMethod)
            expect(denied).toBe(
              rows.filter((row) => row.method === method && row.mode === mode && outcomeOf(row) === 'denied').length,
            );
        }
      }
    });
  });

  it('counts rows that come late, and forgets rows that are pruned, in a filter that it was asked for before', async () => {
    await withHistory(async (store) => {
      const filter = { method: 'oath-token', from: NOON - 62 * DAY, until: NOON + 2 * HOUR } as const;
      const query = reportSummaryQuerySchema.parse({ ...filter, bucket: 'hour', timeZone: 'UTC' });
      const ask = async () => {
        const { totals, series } = await store.read('reports.summary', query);
        const inSeries = series.flatMap(({ counts }) => counts).reduce((sum, { count }) => sum + count, 0);
        expect(totals.granted + totals.denied + totals.pending).toBe(inSeries);
        expect(inSeries).toBe(await store.read('attempts.matching', filter));
        return inSeries;
      };
      const before = await ask();
      for (const at of [NOON - 30 * DAY, NOON - 30 * DAY + 5, NOON - 61.2 * DAY]) {
        const attempt = attemptDraft({ at, method: 'oath-token', mode: 'standard' });
        await store.commit({ guards: [], effects: [{ kind: 'record-attempt', attempt }], ifMissed: [] });
      }
      expect(await ask()).toBe(before + 3);
      const { prunedCount } = await store.write('attempts.prune', { before: NOON - 40.3 * DAY, limit: 10_000 }, undefined);
      expect(prunedCount).toBeGreaterThan(100);
      const after = await ask();
      expect(after).toBeLessThan(before - 100);
      expect(await ask()).toBe(after);
    });
  });

  it('refuses what is no period', async () => {
    await withStore(async (store) => {
      const ask = (query: object) =>
        store.read(
          'reports.summary',
          reportSummaryQuerySchema.parse({ from: 0, until: DAY, timeZone: 'UTC', bucket: 'day', ...query }),
        );
      for (const query of [{ from: DAY }, { timeZone: 'Mars/Olympus' }, { until: 10_001 * HOUR, bucket: 'hour' }])
        await expect(ask(query)).rejects.toMatchObject({ code: 'REPORT_PERIOD_INVALID' });
    });
  });
});

it('reports.users counts users and unknown names, sorts, searches, pages, and counts on when rows come', async () => {
  await withHistory(async (store, all) => {
    const period = { from: NOON - 30 * DAY, until: NOON + DAY };
    const ask = (query: object = {}) =>
      store.read('reports.users', reportUsersQuerySchema.parse({ ...period, limit: 1000, ...query }));
    const rows = all.filter(({ at }) => at >= period.from);
    const first = await ask();
    expect(first.total).toBe(new Set(rows.map(({ username }) => username)).size);
    for (const { username, attempts, denied, lastAt } of first.rows) {
      const own = rows.filter((row) => row.username === username);
      expect([attempts, denied, lastAt]).toEqual([
        own.length,
        own.filter((row) => outcomeOf(row) === 'denied').length,
        own[0]?.at,
      ]);
    }
    expect(first.rows.map(({ attempts }) => attempts)).toEqual(
      first.rows.map(({ attempts }) => attempts).toSorted((a, b) => b - a),
    );
    const page = await ask({ sort: 'username', direction: 'asc', offset: 2, limit: 3 });
    expect(page.rows.map(({ username }) => username)).toEqual(
      first.rows
        .map(({ username }) => username)
        .toSorted()
        .slice(2, 5),
    );
    expect((await ask({ search: 'last7' })).rows.map(({ username }) => username)).toEqual(['user7']);
    const before = first.rows.find(({ username }) => username === 'user7')?.attempts ?? 0;
    const attempt = attemptDraft({ at: NOON, username: 'user7', userId: 7 as UserId });
    await store.commit({ guards: [], effects: [{ kind: 'record-attempt', attempt }], ifMissed: [] });
    expect((await ask({ search: 'user7' })).rows).toMatchObject([{ attempts: before + 1, lastAt: NOON }]);
  });
});

it('prunes whole hours in batches; charts still equal the log and chains end', async () => {
  await withHistory(async (store, all) => {
    const before = NOON - 30 * DAY;
    let prunedCount = 0;
    for (let pruned = 1; pruned > 0; ) {
      ({ prunedCount: pruned } = await store.write('attempts.prune', { before, limit: 700 }, undefined));
      expect(pruned).toBeLessThanOrEqual(700);
      expect(await store.read('attempts.verify', undefined)).toMatchObject({ isEqual: true, differences: [] });
      prunedCount += pruned;
    }
    const kept = all.filter(({ at }) => at >= before);
    expect(prunedCount).toBe(all.length - kept.length);
    const own = await store.read('attempts.list', attemptListQuerySchema.parse({ userId: 5, limit: 1000 }));
    expect(own.rows.map(({ id }) => id)).toEqual(kept.filter(({ userId }) => userId === 5).map(({ id }) => id));
    expect(withDatabase(store, (database) => database.prepare('SELECT count(*) AS n FROM pruning_permit').get())).toEqual({
      n: 0,
    });
    expect((await store.write('attempts.prune', { before: NOON + DAY, limit: 100_000 }, undefined)).prunedCount).toBe(
      kept.length,
    );
    expect(await store.read('attempts.verify', undefined)).toMatchObject({ isEqual: true, attemptCount: 0, hourCount: 0 });
    await store.commit({
      guards: [],
      effects: [{ kind: 'record-attempt', attempt: attemptDraft({ userId: 5 as UserId }) }],
      ifMissed: [],
    });
    expect((await store.read('attempts.list', attemptListQuerySchema.parse({ userId: 5 }))).rows).toHaveLength(1);
  });
});
