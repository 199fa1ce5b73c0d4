/**
 * A year of ten million attempts: how soon a chart, a page of the log and the report of users are there. Also run alone:
 * node test/bench/ten-million-attempts.ts [count] [folder to keep].
 */
import { randomBytes } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { insertAttemptHistory } from '../../main/store/sqlite/attempt-history.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { type OpenedStore, openStore } from '../../main/store/sqlite/open.ts';
import type { RadiusClientId } from '../../shared/ids.ts';
import { type AttemptListQuery, attemptListQuerySchema } from '../../shared/schemas/attempt.ts';
import { reportSummaryQuerySchema, reportUsersQuerySchema } from '../../shared/schemas/report.ts';
import { userFieldsSchema } from '../../shared/schemas/user.ts';
import { attemptLog } from '../support/attempt-log.ts';

const DAY = 86_400_000;
const UNTIL = Date.UTC(2026, 10, 20, 12);
const USERS = 20_000;
const APPLICATIONS = 20;
const TIME_ZONE = 'Europe/Amsterdam';

const open = (folder: string) =>
  openStore({ folder, random: { bytes: (length) => randomBytes(length) }, clock: { now: Date.now } });

async function generate(folder: string, count: number): Promise<number> {
  const store = await open(folder);
  const standard = userFieldsSchema.parse({ username: 'x' });
  const create = Array.from({ length: USERS }, (_, i) => ({ ...standard, username: `user${i + 1}` }));
  await store.write('users.import', { create, update: [] }, undefined);
  await store.close();
  const startedAt = performance.now();
  const shape = { count, from: UNTIL - 365 * DAY, until: UNTIL, users: USERS, applications: APPLICATIONS };
  insertAttemptHistory(join(folder, DATABASE_FILE), attemptLog(shape));
  return Math.round(count / ((performance.now() - startedAt) / 1000));
}

/** The middle of three runs after a first one: pages of the file are in memory, as they are on a server in use. */
async function milliseconds(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let run = 0; run < 4; run += 1) {
    const startedAt = performance.now();
    await work();
    times.push(performance.now() - startedAt);
  }
  return Math.round((times.slice(1).sort((a, b) => a - b)[1] ?? Number.NaN) * 10) / 10;
}

async function measureSummaries(store: OpenedStore): Promise<Record<string, number>> {
  const ask = (days: number, bucket: 'hour' | 'day' | 'month', filter: object = {}) =>
    milliseconds(() =>
      store.read(
        'reports.summary',
        reportSummaryQuerySchema.parse({ from: UNTIL - days * DAY, until: UNTIL, timeZone: TIME_ZONE, bucket, ...filter }),
      ),
    );
  return {
    day: await ask(1, 'hour'),
    month: await ask(30, 'day'),
    year: await ask(365, 'day'),
    yearByMonth: await ask(365, 'month'),
    yearOfOneApplication: await ask(365, 'day', { applicationName: 'Application 7' }),
    yearOfOneMethod: await ask(365, 'day', { method: 'mobile-app' }),
    yearOfOneResult: await ask(365, 'day', { result: 132 }),
  };
}

const FILTERS: Readonly<Record<string, Partial<AttemptListQuery>>> = {
  none: {},
  'frequent application': { applicationName: 'Application 0' },
  'rare method': { method: 'app-password' },
  'rare method denied': { method: 'app-password', isGranted: false },
  'rare result': { result: 142 },
  'rare result, rare application': { result: 142, applicationName: 'Application 19', mode: 'pin' },
  denied: { isGranted: false },
  'no such application': { applicationName: 'nothing' },
  'client and result': { clientAddress: '192.0.2.19', result: 142 },
  'client that never denied for this': { radiusClientId: 99 as RadiusClientId },
  'calling address': { callingAddress: '198.51.7.7' },
  'no such calling address': { callingAddress: '203.0.113.1' },
  'rare reason': { reason: 'otp-missing' },
  'reason that never came': { reason: 'token-expired' },
  'one user': { username: 'user777' },
  'ten thousand users': { username: 'user1' },
  'many users, rare result': { username: 'user1', result: 142 },
  'unknown names': { username: 'stranger' },
  nobody: { username: 'zzz' },
  'a week half a year ago': { from: UNTIL - 190 * DAY, until: UNTIL - 183 * DAY, isGranted: false },
};

async function measureFilters(store: OpenedStore): Promise<Record<string, number>> {
  const results: Record<string, number> = {};
  for (const [name, filter] of Object.entries(FILTERS))
    results[name] = await milliseconds(() => store.read('attempts.list', attemptListQuerySchema.parse(filter)));
  return results;
}

async function measureUsers(store: OpenedStore): Promise<Record<string, number>> {
  const ask = async (days: number, query: object = {}) => {
    const startedAt = performance.now();
    await store.read('reports.users', reportUsersQuerySchema.parse({ from: UNTIL - days * DAY, until: UNTIL, ...query }));
    return Math.round(performance.now() - startedAt) / 1000;
  };
  const month = await ask(30);
  const running = ask(365);
  const list = await milliseconds(() => store.read('attempts.list', attemptListQuerySchema.parse({ isGranted: false })));
  return {
    monthSeconds: month,
    yearSeconds: await running,
    nextPageSeconds: await ask(365, { offset: 100 }),
    logPageMeanwhileMilliseconds: list,
  };
}

export type TenMillionAttemptsOptions = { readonly folder: string; readonly count: number };

export async function measureTenMillionAttempts({ folder, count }: TenMillionAttemptsOptions): Promise<Record<string, unknown>> {
  const path = join(folder, DATABASE_FILE);
  const insertedPerSecond = existsSync(path) ? undefined : await generate(folder, count);
  const store = await open(folder);
  try {
    const summaryMilliseconds = await measureSummaries(store);
    const firstPageMilliseconds = await measureFilters(store);
    const worst = Object.entries(firstPageMilliseconds).sort(([, a], [, b]) => b - a)[0];
    return {
      attempts: count,
      databaseMegabytes: Math.round(statSync(path).size / 1e6),
      insertedPerSecond,
      summaryMilliseconds,
      aimSummaryMilliseconds: 100,
      firstPageMilliseconds,
      worstFirstPage: worst,
      aimFirstPageMilliseconds: 150,
      usersReport: await measureUsers(store),
    };
  } finally {
    await store.close();
  }
}

if (import.meta.main) {
  const kept = process.argv[3];
  const folder = kept ?? mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  const result = await measureTenMillionAttempts({
    folder: join(folder, 'attempts'),
    count: Number(process.argv[2] ?? 10_000_000),
  });
  process.stdout.write(`${JSON.stringify(result, null, 1)}\n`);
  if (kept === undefined) rmSync(folder, { recursive: true, force: true });
}
