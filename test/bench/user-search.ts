/** Cold start, search, lists and totals with a million users, and the import of 100,000 token rows. */
import { mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openStore } from '../../main/store/sqlite/open.ts';
import { type UserListQuery, userFieldsSchema, userListQuerySchema } from '../../shared/schemas/user.ts';
import { audit, random } from '../support/store.ts';

const USERS = Number(process.argv[2] ?? 1_000_000);
const CHUNK = 50_000;
const FIRST_NAMES = ['Jan', 'Piet', 'Anna', 'Maria', 'Karel', 'Sophie', 'Lucas', 'Emma', 'Daan', 'Julia'];
const LAST_NAMES = ['Jansen', 'de Vries', 'Bakker', 'Visser', 'Smit', 'Meijer', 'Mulder', 'de Groot', 'Bos', 'Peters'];
const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-'));
const clock = { now: () => Date.now() };
const milliseconds = async (work: () => Promise<unknown>) => {
  const start = performance.now();
  await work();
  return Math.round((performance.now() - start) * 10) / 10;
};

let store = await openStore({ folder, random, clock });
const standard = userFieldsSchema.parse({ username: 'x' });
const importMilliseconds = await milliseconds(async () => {
  for (let from = 0; from < USERS; from += CHUNK) {
    const create = Array.from({ length: Math.min(CHUNK, USERS - from) }, (_, i) => {
      const number = from + i;
      const firstName = FIRST_NAMES[number % 10] ?? '';
      const lastName = LAST_NAMES[Math.floor(number / 10) % 10] ?? '';
      const username = `${firstName}.${number.toString(36)}`.toLowerCase();
      return { ...standard, username, firstName, lastName, email: `${username}@example.test`, userGroup: `group ${number % 50}` };
    });
    await store.write('users.import', { create, update: [] }, audit);
  }
});
await store.close();
const results: Record<string, number> = {
  importMilliseconds,
  databaseMegabytes: statSync(join(folder, 'countersign.db')).size / 1e6,
};
results.coldStartMilliseconds = await milliseconds(async () => {
  store = await openStore({ folder, random, clock });
  await store.authentication.findSubject('jan.a');
});
const list = (query: Partial<UserListQuery>) => store.read('users.list', userListQuerySchema.parse(query));
const queries: Record<string, Partial<UserListQuery>> = {
  plain: {},
  'search ja': { search: 'ja' },
  'search jansen': { search: 'jansen' },
  'search jan.4c': { search: 'jan.4c' },
  'search anna bakker': { search: 'anna bakker' },
  'search jan by lastName': { search: 'jan', sort: 'lastName' },
  'search j': { search: 'j' },
  'search exactly one': { search: 'jan.a0i' },
  'state without-token': { state: 'without-token' },
  'state locked': { state: 'locked' },
  'group 7': { userGroup: 'group 7' },
  'method oath-token': { method: 'oath-token' },
  'by lastName': { sort: 'lastName' },
  'by lastSignInAt': { sort: 'lastSignInAt' },
};
for (const [name, query] of Object.entries(queries)) {
  await list(query);
  const times: number[] = [];
  for (let i = 0; i < 5; i += 1) times.push(await milliseconds(() => list(query)));
  results[name] = times.toSorted((a, b) => a - b)[2] ?? Number.NaN;
}
results.facts = await milliseconds(() => store.read('users.facts', undefined));
results.backUpCopy = await milliseconds(() => store.copyTo(join(folder, 'copy.db')));
process.stdout.write(`${JSON.stringify(results, null, 1)}\n`);
await store.close();
rmSync(folder, { recursive: true });
