import { describe, expect, it } from 'vitest';
import type { Commit, Effect } from '../../main/engine/effects.ts';
import type { OpenedStore } from '../../main/store/sqlite/open.ts';
import type { UserId } from '../../shared/ids.ts';
import { blockListQuerySchema, bypassListQuerySchema } from '../../shared/schemas/rule.ts';
import { userListQuerySchema } from '../../shared/schemas/user.ts';
import { addUser, audit, NOON, recordAttempt, withStore } from '../support/store.ts';

const DAY = 86_400_000;
const jan = async (store: OpenedStore): Promise<UserId> =>
  (await addUser(store, { username: 'Jan', countryCode: '31', phone: '612345678', email: 'jan@example.org' })).id;
const admit = (userId: UserId, at = NOON): Commit => ({
  guards: [{ kind: 'admit-user', userId, at }],
  effects: [recordAttempt({ userId, at })],
  ifMissed: [{ isGranted: false, result: 14, reason: 'user-blocked' }],
});
const block = (store: OpenedStore, userId: UserId, reason = 'stolen phone') =>
  store.write('blocks.add', { userId, reason, days: 90, startedBy: 'ops' }, audit);
const fraud = (userId: UserId, until: number | undefined): Effect => ({
  kind: 'report-fraud',
  userId,
  username: 'Jan',
  phone: '+31 612345678',
  at: NOON,
  until,
  reason: 'reported by text message',
});
const does = (...effects: Effect[]): Commit => ({ guards: [], effects, ifMissed: [] });
const blocks = (store: OpenedStore, query: object = {}) => store.read('blocks.list', blockListQuerySchema.parse(query));
const bypasses = (store: OpenedStore, query: object = {}) => store.read('bypasses.list', bypassListQuerySchema.parse(query));

describe('a block', () => {
  it('refuses the user who was let in a moment before, until it ends', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      expect(await store.commit(admit(userId))).toEqual({ isDone: true });
      const made = await block(store, userId);
      expect(made).toMatchObject({ username: 'Jan', phone: '+31 612345678', cause: 'operator', expiresAt: NOON + 90 * DAY });
      expect(await store.commit(admit(userId))).toEqual({ isDone: false, missed: 0 });
      expect((await store.authentication.findSubjectById(userId))?.blockedUntil).toBe(NOON + 90 * DAY);
      expect(await store.commit(admit(userId, NOON + 90 * DAY))).toEqual({ isDone: true });
      await expect(block(store, userId)).rejects.toMatchObject({ code: 'USER_IS_BLOCKED', detail: { username: 'Jan' } });
      const ended = await store.write('blocks.end', { id: made.id, reason: 'found', endedBy: 'ops2' }, audit);
      expect(ended).toMatchObject({ endedAt: NOON, endedBy: 'ops2', endReason: 'found' });
      expect(await store.commit(admit(userId))).toEqual({ isDone: true });
      await expect(store.write('blocks.end', { id: made.id, reason: 'again', endedBy: '' }, audit)).rejects.toMatchObject({
        code: 'BLOCK_NOT_FOUND',
      });
    });
  });

  it('passes by itself: the list says when', async () => {
    await withStore(async (store, clock) => {
      const userId = await jan(store);
      await block(store, userId);
      expect((await store.read('users.facts', undefined)).blocked).toBe(1);
      await addUser(store, { username: 'piet' });
      const listed = () => store.read('users.list', userListQuerySchema.parse({ state: 'blocked', sort: 'lastSignInAt' }));
      expect((await listed()).rows.map(({ username }) => username)).toEqual(['Jan']);
      expect((await store.read('users.get', { id: userId }))?.blockedUntil).toBe(NOON + 90 * DAY);
      clock.set(NOON + 90 * DAY);
      expect((await blocks(store)).total).toBe(0);
      expect((await blocks(store, { state: 'over' })).rows).toMatchObject([{ endedAt: NOON + 90 * DAY, endedBy: '' }]);
      expect((await store.read('users.facts', undefined)).blocked).toBe(0);
      expect((await listed()).total).toBe(0);
      expect((await store.read('users.get', { id: userId }))?.blockedUntil).toBeUndefined();
      expect((await block(store, userId)).startedAt).toBe(NOON + 90 * DAY);
    });
  });

  it('by a fraud alert stands beside an operator’s, and both end together', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      const made = await block(store, userId);
      await store.commit(does(fraud(userId, NOON + 100 * DAY), fraud(userId, undefined)));
      expect((await store.authentication.findSubjectById(userId))?.blockedUntil).toBe(NOON + 100 * DAY);
      expect(await store.read('blocks.facts', undefined)).toEqual({ blocked: 1, fraudAlertsLast90Days: 2 });
      expect((await blocks(store, { isFraudAlert: true })).total).toBe(1);
      expect((await blocks(store, { state: 'all', isFraudAlert: true })).total).toBe(2);
      await store.write('blocks.end', { id: made.id, reason: 'found', endedBy: 'ops' }, audit);
      expect((await blocks(store)).total).toBe(0);
      expect((await store.authentication.findSubjectById(userId))?.blockedUntil).toBeUndefined();
    });
  });

  it('is found by user, name and time, and outlives its user', async () => {
    await withStore(async (store, clock) => {
      const userId = await jan(store);
      const other = (await addUser(store, { username: 'piet' })).id;
      await block(store, userId);
      clock.set(NOON + 1000);
      await block(store, other);
      const names = async (query: object) => (await blocks(store, query)).rows.map(({ username }) => username);
      expect(await names({})).toEqual(['piet', 'Jan']);
      expect(await names({ sort: 'username', direction: 'asc' })).toEqual(['Jan', 'piet']);
      expect(await names({ search: 'JA' })).toEqual(['Jan']);
      expect(await names({ search: '%' })).toEqual([]);
      expect(await names({ userId: other })).toEqual(['piet']);
      expect(await names({ from: NOON + 1 })).toEqual(['piet']);
      expect(await names({ until: NOON + 1 })).toEqual(['Jan']);
      expect(await names({ limit: 1, offset: 1 })).toEqual(['Jan']);
      await store.write('users.delete', { ids: [userId] }, audit);
      expect(await names({})).toEqual(['piet']);
      const { rows } = await blocks(store, { state: 'over' });
      expect(rows).toMatchObject([{ username: 'Jan', endedAt: NOON + 1000 }]);
      expect(rows[0]?.userId).toBeUndefined();
    });
  });
});

describe('a one-time bypass', () => {
  const start = (store: OpenedStore, userId: UserId) =>
    store.write('bypasses.start', { userId, seconds: 300, reason: 'lost phone', startedBy: 'ops' }, audit);
  const spend = (userId: UserId, at = NOON): Commit => ({
    guards: [{ kind: 'spend-bypass', userId, at }],
    effects: [recordAttempt({ userId })],
    ifMissed: [null],
  });

  it('is used once, by one of many requests; the others record nothing', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await start(store, userId);
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => store.commit(spend(userId))));
      expect(outcomes.filter(({ isDone }) => isDone)).toHaveLength(1);
      expect((await store.read('attempts.list', { limit: 10 })).rows).toHaveLength(1);
      expect((await bypasses(store)).rows).toMatchObject([{ end: 'used', endedAt: NOON }]);
      expect((await store.authentication.findSubjectById(userId))?.bypassUntil).toBeUndefined();
    });
  });

  it('is nothing any more when its seconds are over', async () => {
    await withStore(async (store, clock) => {
      const userId = await jan(store);
      const { id } = await start(store, userId);
      expect(await store.commit(spend(userId, NOON + 300_000))).toEqual({ isDone: false, missed: 0 });
      clock.set(NOON + 300_000);
      expect((await bypasses(store)).rows).toMatchObject([{ end: 'expired', endedAt: NOON + 300_000 }]);
      expect((await bypasses(store, { state: 'running' })).total).toBe(0);
      await expect(store.write('bypasses.cancel', { id }, audit)).rejects.toMatchObject({ code: 'BYPASS_NOT_FOUND' });
    });
  });

  it('takes the place of a running one, and can be cancelled', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await start(store, userId);
      const { id } = await start(store, userId);
      expect((await bypasses(store)).rows.map(({ end }) => end)).toEqual([undefined, 'replaced']);
      expect((await store.read('users.get', { id: userId }))?.bypassUntil).toBe(NOON + 300_000);
      expect(await store.write('bypasses.cancel', { id }, audit)).toMatchObject({ end: 'cancelled' });
      expect(await store.commit(spend(userId))).toEqual({ isDone: false, missed: 0 });
    });
  });
});

describe('a PIN', () => {
  const setPin = (userId: UserId, pinHash: string, historyLength: number, at = NOON): Commit =>
    does({ kind: 'set-pin', userId, pinHash, at, historyLength });

  it('takes its place at once, and the history keeps as many as the rules say', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.authentication.findSubject('jan');
      for (const [number, hash] of ['h1', 'h2', 'h3', 'h4'].entries()) await store.commit(setPin(userId, hash, 2, NOON + number));
      expect(await store.authentication.findSubject('jan')).toMatchObject({
        pinHash: 'h4',
        pinSetAt: NOON + 3,
        mustChangePin: false,
      });
      expect(await store.authentication.listPinHistory(userId)).toEqual(['h3', 'h2']);
      await store.commit(setPin(userId, 'h5', 0));
      expect(await store.authentication.listPinHistory(userId)).toEqual([]);
    });
  });

  it('of an operator must be changed where that is said, and is never in what consoles read', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      const user = await store.write(
        'users.set-pin',
        { id: userId, pinHash: 'h1', mustChangePin: true, historyLength: 5 },
        audit,
      );
      expect(user).toMatchObject({ hasPin: true, pinSetAt: NOON, mustChangePin: true });
      expect(JSON.stringify(user)).not.toContain('h1');
      const { revision, ...rest } = user;
      const changed = await store.write(
        'users.update',
        { id: userId, revision, fields: { ...rest, mustChangePin: false }, pinHash: 'h2', pinHistoryLength: 5 },
        audit,
      );
      expect(changed).toMatchObject({ hasPin: true, mustChangePin: false });
      expect(await store.authentication.listPinHistory(userId)).toEqual(['h1']);
      const removed = await store.write(
        'users.update',
        { id: userId, revision: changed.revision, fields: { ...rest, mustChangePin: false }, pinHash: null },
        audit,
      );
      expect(removed.hasPin).toBe(false);
      expect(removed.pinSetAt).toBeUndefined();
    });
  });
});

it('keeps one answer for each question and language', async () => {
  await withStore(async (store) => {
    const userId = await jan(store);
    const set = (answers: { questionId: number; language: string; answerHash?: string }[]) =>
      store.write('users.set-security-answers', { id: userId, answers }, audit);
    await set([
      { questionId: 1, language: 'en', answerHash: 'a' },
      { questionId: 1, language: 'nl', answerHash: 'b' },
      { questionId: 2, language: 'en', answerHash: 'c' },
    ]);
    await set([
      { questionId: 1, language: 'en', answerHash: 'd' },
      { questionId: 2, language: 'en' },
    ]);
    expect(await store.authentication.listSecurityAnswers(userId)).toEqual([
      { questionId: 1, language: 'en', answerHash: 'd' },
      { questionId: 1, language: 'nl', answerHash: 'b' },
    ]);
    expect((await store.read('users.get', { id: userId }))?.securityAnswerCount).toBe(1);
    expect(await store.read('users.security-answers', { id: userId })).toEqual([
      { questionId: 1, language: 'en', setAt: NOON },
      { questionId: 1, language: 'nl', setAt: NOON },
    ]);
  });
});

it('finds users by e-mail address, whatever its case, two at most', async () => {
  await withStore(async (store) => {
    await jan(store);
    const names = async (email: string) =>
      (await store.authentication.findSubjectsByEmail(email)).map(({ username }) => username);
    expect(await names('JAN@example.ORG')).toEqual(['Jan']);
    expect(await names('')).toEqual([]);
    for (const username of ['jan2', 'jan3']) await addUser(store, { username, email: 'Jan@example.org' });
    expect(await names('jan@example.org')).toHaveLength(2);
  });
});
