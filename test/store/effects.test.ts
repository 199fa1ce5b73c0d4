import { describe, expect, it } from 'vitest';
import type { Challenge } from '../../main/engine/ports.ts';
import type { RadiusClientId, TokenId, UserId } from '../../shared/ids.ts';
import { COUNTER_MAX } from '../../shared/limits.ts';
import { acceptStep, addToken, addUser, audit, countFailureCommit, NOON, recordAttempt, withStore } from '../support/store.ts';

const STEP = 59_000_000;

async function addHolder(store: Parameters<typeof addUser>[0], token: Partial<Parameters<typeof addToken>[1]> = {}) {
  const user = await addUser(store, { username: 'jan' });
  const { id } = await addToken(store, { serial: 'AB1', userId: user.id, ...token });
  return { userId: user.id, tokenId: id };
}

describe('spend-time-step', () => {
  it('accepts one of two commits with the same step in one batch', async () => {
    await withStore(async (store) => {
      const { tokenId, userId } = await addHolder(store);
      const commit = acceptStep(tokenId, userId, STEP);
      const outcomes = await Promise.all(Array.from({ length: 20 }, () => store.commit(commit)));
      expect(outcomes.filter(({ isDone }) => isDone)).toHaveLength(1);
      const { rows } = await store.read('attempts.list', { limit: 100 });
      expect(rows.filter(({ isGranted }) => isGranted)).toHaveLength(1);
      expect(rows).toHaveLength(20);
    });
  });

  it('refuses the same and an earlier step in a later batch, and takes a later one', async () => {
    await withStore(async (store) => {
      const { tokenId, userId } = await addHolder(store);
      expect(await store.commit(acceptStep(tokenId, userId, STEP))).toEqual({ isDone: true });
      expect(await store.commit(acceptStep(tokenId, userId, STEP))).toEqual({ isDone: false, missed: 0 });
      expect(await store.commit(acceptStep(tokenId, userId, STEP - 1))).toEqual({ isDone: false, missed: 0 });
      expect(await store.commit(acceptStep(tokenId, userId, STEP + 1))).toEqual({ isDone: true });
    });
  });

  it('refuses a disabled token and one that is not there', async () => {
    await withStore(async (store) => {
      const { tokenId, userId } = await addHolder(store);
      await store.write('tokens.set-enabled', { ids: [tokenId], isEnabled: false }, audit);
      expect(await store.commit(acceptStep(tokenId, userId, STEP))).toEqual({ isDone: false, missed: 0 });
      expect(await store.commit(acceptStep(999 as TokenId, userId, STEP))).toEqual({ isDone: false, missed: 0 });
    });
  });

  it('stays spent when a later guard misses', async () => {
    await withStore(async (store) => {
      const { tokenId, userId } = await addHolder(store);
      await store.write('users.set-enabled', { ids: [userId], isEnabled: false }, audit);
      expect(await store.commit(acceptStep(tokenId, userId, STEP))).toEqual({ isDone: false, missed: 1 });
      await store.write('users.set-enabled', { ids: [userId], isEnabled: true }, audit);
      expect(await store.commit(acceptStep(tokenId, userId, STEP))).toEqual({ isDone: false, missed: 0 });
    });
  });
});

describe('spend-counter', () => {
  const spend = (tokenId: TokenId, counter: bigint) => ({
    guards: [{ kind: 'spend-counter' as const, tokenId, counter: String(counter), at: NOON }],
    effects: [],
    ifMissed: [],
  });

  it('compares all 64 bits', async () => {
    await withStore(async (store) => {
      const { tokenId } = await addHolder(store, { type: 'hotp', counter: '9223372036854775807' });
      expect(await store.commit(spend(tokenId, 9_223_372_036_854_775_806n))).toEqual({ isDone: false, missed: 0 });
      expect(await store.commit(spend(tokenId, 9_223_372_036_854_775_808n))).toEqual({ isDone: true });
      expect(await store.commit(spend(tokenId, 9_223_372_036_854_775_808n))).toEqual({ isDone: false, missed: 0 });
    });
  });

  it('spends the last counter once', async () => {
    await withStore(async (store) => {
      const { tokenId } = await addHolder(store, { type: 'hotp', counter: COUNTER_MAX.toString() });
      expect(await store.commit(spend(tokenId, COUNTER_MAX))).toEqual({ isDone: true });
      expect(await store.commit(spend(tokenId, COUNTER_MAX))).toEqual({ isDone: false, missed: 0 });
      expect(await store.findCredential(tokenId)).toMatchObject({ nextCounter: COUNTER_MAX + 1n });
    });
  });
});

describe('challenges', () => {
  it('are answered once', async () => {
    await withStore(async (store) => {
      const { userId } = await addHolder(store);
      const challenge: Challenge = {
        id: 'c1',
        sessionId: 's1',
        userId,
        username: 'jan',
        radiusClientId: 1 as RadiusClientId,
        task: { kind: 'message-code', codeId: 'k1', method: 'text-message' },
        openedAt: NOON,
        expiresAt: NOON + 120_000,
      };
      await store.commit({ guards: [], effects: [{ kind: 'open-challenge', challenge }], ifMissed: [] });
      expect(await store.authentication.findChallenge('c1')).toEqual(challenge);
      const spend = { guards: [{ kind: 'spend-challenge' as const, challengeId: 'c1' }], effects: [], ifMissed: [] };
      const outcomes = await Promise.all([store.commit(spend), store.commit(spend)]);
      expect(outcomes).toEqual([{ isDone: true }, { isDone: false, missed: 0 }]);
      expect(await store.authentication.findChallenge('c1')).toBeUndefined();
    });
  });
});

describe('lockout', () => {
  it('locks at the threshold, refuses a right code, and ends with its time', async () => {
    await withStore(async (store) => {
      const { tokenId, userId } = await addHolder(store);
      for (let i = 0; i < 10; i += 1) await store.commit(countFailureCommit(userId, NOON + i));
      const locked = await store.authentication.findSubject('JAN');
      expect(locked).toMatchObject({ failureCount: 10, lockedUntil: NOON + 9 + 30 * 60_000 });
      expect(await store.commit(acceptStep(tokenId, userId, STEP, NOON + 60_000))).toEqual({ isDone: false, missed: 1 });
      const later = NOON + 31 * 60_000;
      expect(await store.commit(acceptStep(tokenId, userId, STEP + 62, later))).toEqual({ isDone: true });
      const admitted = await store.authentication.findSubjectById(userId);
      expect(admitted).toMatchObject({ failureCount: 0, lockedUntil: undefined, longTermFailureCount: 10 });
    });
  });

  it('counts a batch of different wrong codes up to the lock and no further', async () => {
    await withStore(async (store) => {
      const { userId } = await addHolder(store);
      await Promise.all(Array.from({ length: 25 }, (_, i) => store.commit(countFailureCommit(userId, NOON, `code-${i}`))));
      expect(await store.read('users.get', { id: userId })).toMatchObject({ failureCount: 10, longTermFailureCount: 10 });
    });
  });

  it('is cleared by an operator', async () => {
    await withStore(async (store) => {
      const { userId } = await addHolder(store);
      for (let i = 0; i < 10; i += 1) await store.commit(countFailureCommit(userId, NOON + i));
      const user = await store.write('users.unlock', { id: userId }, audit);
      expect(user).toMatchObject({ failureCount: 0, longTermFailureCount: 0, isLockedLongTerm: false });
      expect(user.lockedUntil).toBeUndefined();
    });
  });
});

describe('a batch', () => {
  it('fails only the commit that cannot be stored', async () => {
    await withStore(async (store) => {
      const { tokenId, userId } = await addHolder(store);
      const bad = { guards: [], effects: [recordAttempt({ username: null as unknown as string })], ifMissed: [] };
      const settled = await Promise.allSettled([
        store.commit(acceptStep(tokenId, userId, STEP)),
        store.commit(bad),
        store.commit(acceptStep(tokenId, userId, STEP + 1)),
      ]);
      expect(settled.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled']);
      expect((await store.read('attempts.list', { limit: 10 })).rows).toHaveLength(2);
      const counts = await store.read('attempts.counts', { from: 0, until: NOON + 1 });
      expect(counts.map(({ count }) => count)).toEqual([2]);
    });
  });

  it('tells the watchers what it touched', async () => {
    await withStore(async (store) => {
      const { tokenId, userId } = await addHolder(store);
      const topics: string[] = [];
      const stop = store.watch((changed) => topics.push(...changed));
      await store.commit(acceptStep(tokenId, userId, STEP));
      stop();
      await store.commit(countFailureCommit(userId as UserId, NOON));
      expect(topics.toSorted()).toEqual(['attempts', 'tokens', 'users']);
    });
  });
});

it('reads a user as they are after each write and each commit', async () => {
  await withStore(async (store) => {
    const { tokenId, userId } = await addHolder(store);
    const find = () => store.authentication.findSubject('jan');
    expect(await find()).toMatchObject({ isEnabled: true, tokens: [{ id: tokenId, lastStep: undefined }] });
    await store.commit(acceptStep(tokenId, userId, STEP));
    expect(await find()).toMatchObject({ tokens: [{ lastStep: STEP }] });
    await store.write('users.set-enabled', { ids: [userId], isEnabled: false }, audit);
    expect(await find()).toMatchObject({ isEnabled: false });
    expect(await store.authentication.findSubjectById(userId)).toMatchObject({ isEnabled: false });
    await store.write('tokens.unassign', { id: tokenId }, audit);
    expect(await find()).toMatchObject({ tokens: [] });
    await store.write('users.delete', { ids: [userId] }, audit);
    expect(await find()).toBeUndefined();
  });
});
