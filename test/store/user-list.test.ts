/** Every page of the list of users against a list that is filtered and sorted in memory. */
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedStore, openStore } from '../../main/store/sqlite/open.ts';
import { METHODS } from '../../shared/methods.ts';
import {
  USER_SORT_COLUMNS,
  type User,
  type UserListQuery,
  userFieldsSchema,
  userFilterSchema,
  userListQuerySchema,
} from '../../shared/schemas/user.ts';
import { acceptStep, addToken, addUser, audit, fakeClock, NOON, random, temporaryFolder, withStore } from '../support/store.ts';

/** More than what is sorted at once, so that walks, reversed walks and kept lists all happen. */
const USERS = 12_000;
const GROUPS = ['', 'Sales', 'support', 'Ünion'];
const FIRST_NAMES = ['Jan', 'Anna', 'Jannes', 'Zoë'];

const folder = temporaryFolder();
const clock = fakeClock();
let store: OpenedStore;
let users: readonly User[];

const list = (query: Partial<UserListQuery>) => store.read('users.list', userListQuerySchema.parse(query));

beforeAll(async () => {
  store = await openStore({ folder: folder.path, random, clock });
  const create = Array.from({ length: USERS }, (_, i) =>
    userFieldsSchema.parse({
      username: `${FIRST_NAMES[i % 4]}.${((i * 7919) % USERS).toString(36)}@example.test`,
      firstName: FIRST_NAMES[i % 4],
      lastName: `Name ${(i * 31) % 977}`,
      userGroup: GROUPS[Math.floor(i / 3) % 4],
      method: METHODS[i % 2],
      isEnabled: i % 5 !== 0,
      tags: i % 2 === 0 ? ['Even'] : [],
    }),
  );
  await store.write('users.import', { create, update: [] }, audit);
  for (let id = 1; id <= 300; id += 1) {
    const token = await addToken(store, { serial: `T${id}`, userId: (id * 3) as never });
    await store.commit(acceptStep(token.id, (id * 3) as never, 59_000_000, NOON + ((id * 37) % 101)));
  }
  const pages = await Promise.all(Array.from({ length: USERS / 1000 }, (_, i) => list({ limit: 1000, offset: i * 1000 })));
  users = pages.flatMap((page) => page.rows);
}, 120_000);
afterAll(async () => {
  await store.close();
  folder.remove();
});

// SQLite's NOCASE folds ASCII only, and compares code units.
const folded = (text: string) => text.replaceAll(/[A-Z]/g, (letter) => letter.toLowerCase());
const compare = (one: string | number, other: string | number) => (one < other ? -1 : one > other ? 1 : 0);
const keyOf = (user: User) => user.username.normalize('NFKC').toLowerCase().normalize('NFKC');
const ORDER: Record<UserListQuery['sort'], (one: User, other: User) => number> = {
  username: (one, other) => compare(Buffer.from(keyOf(one)).toString('hex'), Buffer.from(keyOf(other)).toString('hex')),
  lastName: (one, other) => compare(folded(one.lastName), folded(other.lastName)) || one.id - other.id,
  userGroup: (one, other) =>
    compare(Buffer.from(folded(one.userGroup)).toString('hex'), Buffer.from(folded(other.userGroup)).toString('hex')) ||
    ORDER.username(one, other),
  createdAt: (one, other) => one.id - other.id,
  lastSignInAt: (one, other) => (one.lastSignInAt ?? -1) - (other.lastSignInAt ?? -1) || one.id - other.id,
};

/** A word of the names begins with `start`. */
const hasWord = (user: User, start: string) =>
  `${user.username} ${user.firstName} ${user.lastName}`
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .some((word) => word.startsWith(start));

const FILTERS: Record<string, { query: Partial<UserListQuery>; test: (user: User) => boolean }> = {
  nothing: { query: {}, test: () => true },
  enabled: { query: { state: 'enabled' }, test: (user) => user.isEnabled },
  disabled: { query: { state: 'disabled' }, test: (user) => !user.isEnabled },
  'without token': { query: { state: 'without-token' }, test: (user) => user.tokenCount === 0 },
  locked: { query: { state: 'locked' }, test: () => false },
  'a group': { query: { userGroup: 'SALES' }, test: (user) => user.userGroup === 'Sales' },
  'a method': { query: { method: METHODS[1] }, test: (user) => user.method === METHODS[1] },
  'a tag': { query: { tagId: 1 as never }, test: (user) => user.tags.includes('Even') },
  words: { query: { search: 'jan' }, test: (user) => user.firstName.startsWith('Jan') },
  'several at once': {
    query: { search: 'a', state: 'enabled', method: METHODS[0], tagId: 1 as never },
    test: (user) => hasWord(user, 'a') && user.isEnabled && user.method === METHODS[0] && user.tags.includes('Even'),
  },
};

describe('the list of users', () => {
  it('reads every user once', () => {
    expect(new Set(users.map((user) => user.id)).size).toBe(USERS);
  });

  it.each(Object.entries(FILTERS))(
    'pages of %s in every order, from both ends and the middle',
    async (_name, { query, test }) => {
      const matching = users.filter(test);
      for (const sort of USER_SORT_COLUMNS) {
        const ascending = matching.toSorted(ORDER[sort]);
        for (const direction of ['asc', 'desc'] as const) {
          const expected = direction === 'asc' ? ascending : ascending.toReversed();
          // First pages before and after a page from the far end has made a kept list.
          for (const offset of [0, 30, expected.length - 7, Math.floor(expected.length * 0.7), 0, expected.length + 5]) {
            const page = await list({ ...query, sort, direction, offset: Math.max(0, offset), limit: 20 });
            const from = Math.max(0, offset);
            expect(page.total).toBe(expected.length);
            expect(page.rows.map((user) => user.id)).toEqual(expected.slice(from, from + 20).map((user) => user.id));
          }
        }
      }
    },
  );

  it('answers the ids of all that match', async () => {
    const ids = await store.read('users.ids', userFilterSchema.parse({ state: 'disabled', userGroup: 'Sales' }));
    const expected = users.filter((user) => !user.isEnabled && user.userGroup === 'Sales').map((user) => user.id);
    expect([...ids].toSorted((a, b) => a - b)).toEqual(expected.toSorted((a, b) => a - b));
  });

  it('sees a change at once, also in a list that was kept', async () => {
    const deep = { state: 'enabled', sort: 'lastName', offset: 8000, limit: 5 } as const;
    const { rows, total } = await list(deep);
    const [first] = rows;
    if (first === undefined) throw new TypeError('no rows');
    await store.write('users.change-many', { ids: [first.id], change: { kind: 'set-enabled', isEnabled: false } }, audit);
    const after = await list(deep);
    expect(after.total).toBe(total - 1);
    expect(after.rows.map((user) => user.id)).not.toContain(first.id);
    await store.write('users.change-many', { ids: [first.id], change: { kind: 'set-enabled', isEnabled: true } }, audit);
    expect((await list(deep)).rows[0]?.id).toBe(first.id);
  });
});

it('keeps the counts of the facts through every change', async () => {
  await withStore(async (own) => {
    const facts = () => own.read('users.facts', undefined);
    const anna = await addUser(own, { username: 'anna', userGroup: 'Sales' });
    const bert = await addUser(own, { username: 'bert', userGroup: 'sales', isEnabled: false });
    expect(await facts()).toMatchObject({ total: 2, disabled: 1, withoutToken: 2, groups: ['Sales'] });
    const token = await addToken(own, { serial: 'A1', userId: anna.id });
    await own.write('users.change-many', { ids: [anna.id], change: { kind: 'set-group', userGroup: 'Support' } }, audit);
    expect(await facts()).toMatchObject({ total: 2, disabled: 1, withoutToken: 1, groups: ['Sales', 'Support'] });
    await own.write('tokens.unassign', { id: token.id }, audit);
    await own.write('users.delete', { ids: [bert.id] }, audit);
    expect(await facts()).toMatchObject({ total: 1, disabled: 0, withoutToken: 1, groups: ['Support'] });
    expect((await own.read('users.list', userListQuerySchema.parse({ userGroup: 'sales' }))).total).toBe(0);
  });
});

describe('tags', () => {
  it('are counted, renamed, taken off and removed', async () => {
    await withStore(async (own) => {
      const vpn = await own.write('tags.create', { name: 'VPN' }, audit);
      const anna = await addUser(own, { username: 'anna' });
      const bert = await addUser(own, { username: 'bert' });
      await expect(own.write('tags.create', { name: 'vpn' }, audit)).rejects.toMatchObject({ code: 'TAG_NAME_TAKEN' });
      const added = await own.write(
        'users.change-many',
        { ids: [anna.id, bert.id], change: { kind: 'add-tag', tagId: vpn.id } },
        audit,
      );
      expect(added).toEqual({ changedCount: 2, changedIds: [anna.id, bert.id] });
      expect(
        await own.write('users.change-many', { ids: [anna.id], change: { kind: 'add-tag', tagId: vpn.id } }, audit),
      ).toMatchObject({ changedCount: 0 });
      await own.write('tags.rename', { id: vpn.id, name: 'Remote' }, audit);
      expect(await own.read('tags.list', undefined)).toMatchObject([{ name: 'Remote', userCount: 2 }]);
      expect(await own.read('users.get', { id: anna.id })).toMatchObject({ tags: ['Remote'], revision: anna.revision + 1 });
      await own.write('users.delete', { ids: [bert.id] }, audit);
      expect(await own.read('tags.list', undefined)).toMatchObject([{ userCount: 1 }]);
      expect(await own.write('tags.delete', { id: vpn.id, limit: 1 }, audit)).toEqual({ changedCount: 1, isDone: false });
      expect(await own.write('tags.delete', { id: vpn.id, limit: 1 }, audit)).toEqual({ changedCount: 0, isDone: true });
      expect(await own.read('users.get', { id: anna.id })).toMatchObject({ tags: [] });
      await expect(own.write('tags.rename', { id: vpn.id, name: 'x' }, audit)).rejects.toMatchObject({ code: 'TAG_NOT_FOUND' });
    });
  });

  it('makes a new one only for who may make tags', async () => {
    await withStore(async (own) => {
      const fields = userFieldsSchema.parse({ username: 'anna', tags: ['New'] });
      await expect(own.write('users.create', { fields, source: 'manual' }, audit)).rejects.toMatchObject({
        code: 'TAG_NOT_FOUND',
      });
      const anna = await own.write('users.create', { fields, source: 'manual', createsTags: true }, audit);
      expect(anna.tags).toEqual(['New']);
      const cleared = { id: anna.id, revision: anna.revision, fields: { ...fields, tags: [] } };
      expect((await own.write('users.update', cleared, audit)).tags).toEqual([]);
    });
  });
});
