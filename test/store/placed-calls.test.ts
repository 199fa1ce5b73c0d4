import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import type { PlacedCallDraft } from '../../main/engine/effects.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import { callListQuerySchema, placedCallSchema } from '../../shared/schemas/call.ts';
import { addUser, audit, NOON, withStore } from '../support/store.ts';
import { aPlacedCall } from '../support/trunks.ts';

const DAY = 86_400_000;
const record = (store: OpenedStore, ...calls: Partial<PlacedCallDraft>[]) =>
  store.commit({
    guards: [],
    effects: calls.map((call) => ({ kind: 'record-call', call: aPlacedCall(call) })),
    ifMissed: [],
  });
const list = (store: OpenedStore, query: object = {}) => store.read('calls.list', callListQuerySchema.parse(query));
const words = async (store: OpenedStore, query: object = {}) => (await list(store, query)).rows.map((row) => row.words);

it('keeps what was told of a call, and nothing where nothing was told', () =>
  withStore(async (store) => {
    const { id } = await addUser(store, { username: 'anna' });
    const full = aPlacedCall({
      ringingAt: NOON + 1,
      answeredAt: NOON + 2,
      sessionId: 'session',
      userId: id,
      username: 'anna',
      applicationName: 'VPN',
      phone: 'backup',
      extension: '12,3',
      sentPrivacy: 'id',
      passedOver: [{ trunkName: 'First', words: '503 Busy' }],
      how: 'refused',
      sipStatus: 486,
      q850Cause: 17,
      words: 'Busy Here',
      result: 10,
      isGranted: false,
    });
    await record(store, full, {});
    const { rows, hasMore } = await list(store);
    expect(rows).toEqual([
      { ...aPlacedCall(), id: 2 },
      { ...full, id: 1 },
    ]);
    expect(rows.map((row) => placedCallSchema.parse(row))).toEqual(rows);
    expect(hasMore).toBe(false);
  }));

it('lists the newest first, page by page, of a user and of a sign-in', () =>
  withStore(async (store) => {
    const { id } = await addUser(store, { username: 'anna' });
    await record(store, ...['1', '2', '3'].map((each) => ({ words: each, userId: id, sessionId: `session ${each}` })));
    await record(store, { words: 'test' });
    expect(await words(store)).toEqual(['test', '3', '2', '1']);
    const page = await list(store, { userId: id, limit: 2 });
    expect(page).toMatchObject({ rows: [{ words: '3' }, { words: '2' }], hasMore: true });
    expect(await list(store, { userId: id, limit: 2, before: page.rows[1]?.id })).toMatchObject({
      rows: [{ words: '1' }],
      hasMore: false,
    });
    expect(await words(store, { sessionId: 'session 2' })).toEqual(['2']);
    expect(await words(store, { sessionId: '' })).toEqual([]);
    await store.write('users.delete', { ids: [id] }, audit);
    expect(await words(store, { userId: id })).toEqual([]);
    expect(await words(store)).toHaveLength(4);
  }));

it('finds the calls of a user and of a sign-in by an index', () =>
  withStore(async (store) => {
    const connection = new Database(join(store.folder, DATABASE_FILE), { readonly: true });
    const plan = (where: string) =>
      JSON.stringify(connection.prepare(`EXPLAIN QUERY PLAN SELECT * FROM placed_calls WHERE ${where} ORDER BY id DESC`).all());
    expect(plan('user_id = 1 AND id < 9')).toMatch(/placed_calls_user/);
    expect(plan("session_id = 'a' AND session_id <> ''")).toMatch(/placed_calls_session/);
    connection.close();
  }));

it('calls leave after 90 days, oldest first', () =>
  withStore(async (store) => {
    await record(store, { words: 'old', endedAt: NOON }, { words: 'new', endedAt: NOON + DAY });
    const sweep = (at: number) => store.write('store.sweep', { at }, undefined);
    await sweep(NOON + 90 * DAY - 1);
    expect(await words(store)).toEqual(['new', 'old']);
    await sweep(NOON + 90 * DAY);
    expect(await words(store)).toEqual(['new']);
  }));

it('finds the calls of several sign-ins, oldest first, and no test call', () =>
  withStore(async (store) => {
    await record(
      store,
      { sessionId: 'a', words: '1' },
      { sessionId: 'b', words: '2' },
      { sessionId: 'a', words: '3' },
      { words: 'test' },
    );
    const found = await store.read('calls.of-sessions', { sessionIds: ['a', '', 'other'] });
    expect(found.map(({ words: said }) => said)).toEqual(['1', '3']);
  }));
