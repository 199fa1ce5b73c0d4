/**
 * A list of a million users: every order and filter, first and last pages, totals, cold start.
 * `user-search.ts [users] [folder]`; a folder that holds users already is measured as it is and stays.
 */
import { existsSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../main/store/sqlite/open.ts';
import { USER_SORT_COLUMNS, type UserListQuery, userListQuerySchema } from '../../shared/schemas/user.ts';
import { addManyUsers } from '../support/many-users.ts';
import { random } from '../support/store.ts';

const USERS = Number(process.argv[2] ?? 1_000_000);
const ROUNDS = 5;
const given = process.argv[3];
const folder = given ?? mkdtempSync(join(tmpdir(), 'countersign-bench-'));
const clock = { now: () => Date.now() };
const milliseconds = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return Math.round((performance.now() - start) * 10) / 10;
};
const results: Record<string, unknown> = { users: USERS };

const isFilled = existsSync(join(folder, 'countersign.db'));
let store = await openStore({ folder, random, clock });
if (!isFilled) {
  const filling = store;
  results.importMilliseconds = await milliseconds(() => addManyUsers(filling, USERS));
}
await store.close();
results.databaseMegabytes = Math.round(statSync(join(folder, 'countersign.db')).size / 1e6);
results.coldStartMilliseconds = await milliseconds(async () => {
  store = await openStore({ folder, random, clock });
  await store.authentication.findSubject('jan.a');
});

const list = (query: Partial<UserListQuery>) => store.read('users.list', userListQuerySchema.parse(query));
const wave = (await store.read('tags.list', undefined))[0]?.id;
const filters: Record<string, Partial<UserListQuery>> = {
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
};

/** The first time by itself: it may make a list of ids that later pages read. */
async function measure(query: Partial<UserListQuery>): Promise<{ first: number; median: number }> {
  const first = await milliseconds(() => list(query));
  const times: number[] = [];
  for (let i = 0; i < ROUNDS; i += 1)
    times.push(await milliseconds(() => list({ ...query, offset: Math.max(0, (query.offset ?? 0) - i * 100) })));
  return { first, median: times.toSorted((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN };
}

let worst = { median: 0, what: '' };
let worstFirst = { first: 0, what: '' };
for (const [name, filter] of Object.entries(filters)) {
  const { total } = await list({ ...filter, limit: 1 });
  const row: Record<string, string> = {};
  for (const sort of USER_SORT_COLUMNS) {
    const times: string[] = [];
    for (const offset of [0, Math.floor(total / 2), Math.max(0, total - 100)]) {
      const { first, median } = await measure({ ...filter, sort, offset });
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
results.backUpCopy = await milliseconds(() => store.copyTo(join(tmpdir(), `countersign-bench-copy-${process.pid}.db`)));
rmSync(join(tmpdir(), `countersign-bench-copy-${process.pid}.db`));
process.stdout.write(`${JSON.stringify(results, null, 1)}\n`);
await store.close();
if (given === undefined) rmSync(folder, { recursive: true });
