/**
 * A list of a million users: every order and filter, first and last pages, totals, cold start.
 * `user-search.ts [users] [folder]`; a folder that holds users already is measured as it is and stays.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { openStore } from '../../main/store/sqlite/open.ts';
import type { TagId } from '../../shared/ids.ts';
import type { Page } from '../../shared/schemas/common.ts';
import { USER_SORT_COLUMNS, type User, type UserListQuery, userListQuerySchema } from '../../shared/schemas/user.ts';
import { addManyUsers } from '../support/many-users.ts';
import { random } from '../support/store.ts';

const ROUNDS = 5;
const clock = { now: () => Date.now() };
const milliseconds = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return Math.round((performance.now() - start) * 10) / 10;
};

const filtersWith = (wave: TagId | undefined): Record<string, Partial<UserListQuery>> => ({
  all: {},
  enabled: { state: 'enabled' },
  disabled: { state: 'disabled' },
  'without token': { state: 'without-token' },
  locked: { state: 'locked' },
  'group 7': { userGroup: 'group 7' },
  method: { method: 'text-message' },
  tag: { tagId: wave },
  'search jan': { search: 'jan' },
  'search j': { search: 'j' },
  'search anna bakker': { search: 'anna bakker' },
  'search exactly one': { search: 'jan.a0i' },
  'group and method': { userGroup: 'group 7', method: 'text-message' },
});

type List = (query: Partial<UserListQuery>) => Promise<Page<User>>;

/** The first time by itself: it may make a list of ids that later pages read. */
async function measure(list: List, query: Partial<UserListQuery>): Promise<{ first: number; median: number }> {
  const first = await milliseconds(() => list(query));
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1)
    times.push(await milliseconds(() => list({ ...query, offset: Math.max(0, (query.offset ?? 0) - i * 100) })));
  return { first, median: times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN };
}

/** Of a folder that holds users. */
export async function measureUserList(folder: string): Promise<Record<string, unknown>> {
  const results: Record<string, unknown> = { databaseMegabytes: Math.round(statSync(join(folder, DATABASE_FILE)).size / 1e6) };
  const startedAt = performance.now();
  const store = await openStore({ folder, random, clock });
  await store.authentication.findSubject('jan.a');
  results.coldStartMilliseconds = Math.round(performance.now() - startedAt);
  const list: List = (query) => store.read('users.list', userListQuerySchema.parse(query));
  const wave = (await store.read('tags.list', undefined))[0]?.id;
  let worst = { median: 0, what: '' };
  let worstFirst = { first: 0, what: '' };
  for (const [name, filter] of Object.entries(filtersWith(wave))) {
    const { total } = await list({ ...filter, limit: 1 });
    const row: Record<string, string> = {};
    for (const sort of USER_SORT_COLUMNS) {
      const times: string[] = [];
      for (const offset of [0, Math.floor(total / 2), Math.max(0, total - 100)]) {
        const { first, median } = await measure(list, { ...filter, sort, offset });
        times.push(`${first}/${median}`);
        if (median > worst.median) worst = { median, what: `${name} by ${sort} at ${offset}` };
        if (first > worstFirst.first) worstFirst = { first, what: `${name} by ${sort} at ${offset}` };
      }
      row[sort] = times.join('  ');
    }
    results[`${name} (${total}): first page, middle, last; first time/median ms`] = row;
  }
  results.worstPage = worst;
  results.worstFirstTime = worstFirst;
  await store.read('users.facts', undefined);
  results.facts = await milliseconds(() => store.read('users.facts', undefined));
  const copy = join(tmpdir(), `countersign-bench-copy-${process.pid}.db`);
  results.backUpCopy = await milliseconds(() => store.copyTo(copy));
  rmSync(copy);
  await store.close();
  return results;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const given = process.argv[3];
  const folder = given ?? mkdtempSync(join(tmpdir(), 'countersign-bench-'));
  if (!existsSync(join(folder, DATABASE_FILE))) {
    const store = await openStore({ folder, random, clock });
    await addManyUsers(store, Number(process.argv[2] ?? 1_000_000));
    await store.close();
  }
  process.stdout.write(`${JSON.stringify(await measureUserList(folder), null, 1)}\n`);
  if (given === undefined) rmSync(folder, { recursive: true });
}
