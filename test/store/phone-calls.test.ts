import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Commit, Effect, Guard, PhoneCallDraft, PlacedCallDraft } from '../../main/engine/effects.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { type OpenedStore, openStore } from '../../main/store/sqlite/open.ts';
import { prepareRestoredDatabase } from '../../main/store/sqlite/restored-database.ts';
import type { UserId } from '../../shared/ids.ts';
import { addUser, audit, fakeClock, NOON, random, temporaryFolder, withStore } from '../support/store.ts';

const id = (number: number) => number.toString(16).padStart(32, '0');
const opening = (userId: UserId, number: number, over: Partial<PhoneCallDraft> = {}): Guard => ({
  kind: 'open-phone-call',
  call: {
    id: id(number),
    sessionId: id(number + 1000),
    userId,
    applicationName: 'VPN',
    radiusClientId: undefined,
    resendKey: 'key',
    openedAt: NOON,
    expiresAt: NOON + 60_000,
    ...over,
  },
});
const ending = (number: number, at = NOON): Guard => ({ kind: 'end-phone-call', callId: id(number), at });
const guarded = (...guards: Guard[]): Commit => ({ guards, effects: [], ifMissed: guards.map(() => null) });
const does = (...effects: Effect[]): Commit => ({ guards: [], effects, ifMissed: [] });
const MISSED = { isDone: false, missed: 0 };
const DONE = { isDone: true };
const jan = async (store: OpenedStore): Promise<UserId> =>
  (await addUser(store, { username: 'jan', countryCode: '31', phone: '0612345678', extension: '1', backupPhone: '0201234567' }))
    .id;

describe('the calls of a sign-in', () => {
  it('are opened once for requests of the same moment', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      const outcomes = await Promise.all(
        Array.from({ length: 20 }, (_, number) => store.commit(guarded(opening(userId, number)))),
      );
      expect(outcomes.filter(({ isDone }) => isDone)).toHaveLength(1);
      expect(await store.authentication.countMessages(userId, NOON)).toBe(1);
      expect(await store.authentication.countMessages(userId, NOON + 1)).toBe(0);
      expect(await store.authentication.findRunningCall(userId, NOON)).toMatchObject({
        resendKey: 'key',
        radiusClientId: undefined,
      });
    });
  });

  it('are ended once, and then stand in nobody’s way', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      await store.commit(guarded(opening(userId, 1)));
      expect(await store.commit(guarded(opening(userId, 2)))).toEqual(MISSED);
      const outcomes = await Promise.all(Array.from({ length: 10 }, () => store.commit(guarded(ending(1)))));
      expect(outcomes.filter(({ isDone }) => isDone)).toHaveLength(1);
      expect(await store.authentication.findRunningCall(userId, NOON)).toBeUndefined();
      expect(await store.commit(guarded(opening(userId, 2)))).toEqual(DONE);
    });
  });

  it('stand in nobody’s way when they have expired, when the engine has stopped, or after a restore', async () => {
    const folder = temporaryFolder();
    const data = join(folder.path, 'data');
    const open = () => openStore({ folder: data, random, clock: fakeClock() });
    let store = await open();
    const userId = await jan(store);
    await store.commit(guarded(opening(userId, 1)));
    expect(await store.commit(guarded(opening(userId, 2, { openedAt: NOON + 60_000, expiresAt: NOON + 120_000 })))).toEqual(DONE);
    expect(await store.write('phone-calls.end-lost', { at: NOON }, undefined)).toEqual({ changedCount: 2 });
    expect(await store.commit(guarded(opening(userId, 3)))).toEqual(DONE);
    await store.close();
    prepareRestoredDatabase(join(data, DATABASE_FILE), { at: NOON, backedUpAt: NOON, usedCodes: 'next-code' });
    store = await open();
    expect(await store.authentication.findRunningCall(userId, NOON)).toBeUndefined();
    await store.close();
    folder.remove();
  });

  it('are not opened for a user who is gone', async () => {
    await withStore(async (store) => {
      expect(await store.commit(guarded(opening(99 as UserId, 1)))).toEqual(MISSED);
    });
  });
});

describe('what a call changes', () => {
  it('is the phone of the next sign-in', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      expect(await store.authentication.findSubject('jan')).toMatchObject({
        phoneNumber: '0612345678',
        extension: '1',
        backupPhoneNumber: '0201234567',
      });
      await store.commit(does({ kind: 'set-phone', userId, phone: '0687654321', at: NOON }));
      expect(await store.authentication.findSubject('jan')).toMatchObject({ phoneNumber: '0687654321', phone: '+31 0687654321' });
      expect((await store.read('users.get', { id: userId }))?.revision).toBe(2);
    });
  });

  it('is a row of the call log, which outlives its user', async () => {
    await withStore(async (store) => {
      const userId = await jan(store);
      const call: PlacedCallDraft = {
        startedAt: NOON,
        ringingAt: NOON + 1000,
        endedAt: NOON + 5000,
        sessionId: id(7),
        userId,
        username: 'jan',
        applicationName: 'VPN',
        phone: 'primary',
        number: '+31612345678',
        extension: '',
        trunkName: 'PBX',
        sentFrom: '<sip:1@pbx.example.org>',
        sentAssertedIdentity: '',
        sentPrivacy: '',
        passedOver: [{ trunkName: 'First', words: 'no answer' }],
        how: 'refused',
        sipStatus: 486,
        q850Cause: 17,
        words: 'Busy Here',
        result: 102,
        isGranted: false,
        sentPackets: 0,
        receivedPackets: 0,
      };
      await store.commit(does({ kind: 'record-call', call }));
      const { rows } = await store.read('calls.list', { sessionId: id(7), limit: 10 });
      expect(rows).toEqual([{ id: 1, ...call }]);
      await store.write('users.delete', { ids: [userId] }, audit);
      expect((await store.read('calls.list', { limit: 10 })).rows).toMatchObject([{ username: 'jan', number: '+31612345678' }]);
    });
  });
});
