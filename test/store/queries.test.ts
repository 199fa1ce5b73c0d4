import { expect, it } from 'vitest';
import type { ImportedToken } from '../../main/store/port.ts';
import { seedContext } from '../../main/store/sqlite/token-rows.ts';
import { attemptListQuerySchema } from '../../shared/schemas/attempt.ts';
import { radiusClientFieldsSchema } from '../../shared/schemas/radius.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { tokenListQuerySchema } from '../../shared/schemas/token.ts';
import { userFieldsSchema, userListQuerySchema } from '../../shared/schemas/user.ts';
import { acceptStep, addToken, addUser, audit, countFailureCommit, NOON, recordAttempt, withStore } from '../support/store.ts';

const HOUR = 3_600_000;
const usersQuery = (query: object) => userListQuerySchema.parse(query);
const attemptsQuery = (query: object) => attemptListQuerySchema.parse(query);

it('finds users by the start of any word, without case and accents', async () => {
  await withStore(async (store) => {
    await addUser(store, { username: 'jjansen', firstName: 'Jan', lastName: 'Jansén', email: 'j.jansen@example.test' });
    await addUser(store, {
      username: 'CORP\\piet',
      firstName: 'Piet',
      lastName: 'de Vries',
      userGroup: 'Sales',
      isEnabled: false,
    });
    const search = async (text: string) =>
      (await store.read('users.list', usersQuery({ search: text }))).rows.map(({ username }) => username);
    expect(await search('jansen')).toEqual(['jjansen']);
    expect(await search('JANSÉ')).toEqual(['jjansen']);
    expect(await search('vri pi')).toEqual(['CORP\\piet']);
    expect(await search('exam')).toEqual(['jjansen']);
    expect(await search('ansen')).toEqual([]);
    expect(await search('"; DROP TABLE users; --')).toEqual([]);
    expect(await search('***')).toEqual([]);
    const id = (await store.read('users.find', { username: 'corp\\PIET' }))?.id;
    if (id === undefined) throw new TypeError('not found');
    const fields = userFieldsSchema.parse({ username: 'piet', firstName: 'Pieter' });
    await store.write('users.update', { id, revision: 1, fields }, audit);
    expect(await search('corp')).toEqual([]);
    expect(await search('pieter')).toEqual(['piet']);
    await store.write('users.delete', { ids: [id] }, audit);
    expect(await search('pieter')).toEqual([]);
  });
});

it('filters, sorts, pages and counts users', async () => {
  await withStore(async (store, clock) => {
    for (let i = 0; i < 30; i += 1) {
      const user = await addUser(store, {
        username: `user${String(i).padStart(2, '0')}`,
        lastName: `Name${29 - i}`,
        userGroup: i % 3 === 0 ? 'sales' : '',
        isEnabled: i % 10 !== 0,
      });
      if (i < 5) await addToken(store, { serial: `S${i}`, userId: user.id, isPending: i === 4 });
      if (i === 7) for (let n = 0; n < 10; n += 1) await store.commit(countFailureCommit(user.id, NOON + n));
    }
    const list = (query: object) => store.read('users.list', usersQuery(query));
    const page = await list({ offset: 10, limit: 5 });
    expect(page.total).toBe(30);
    expect(page.rows.map(({ username }) => username)).toEqual(['user10', 'user11', 'user12', 'user13', 'user14']);
    expect((await list({ sort: 'username', direction: 'desc', limit: 1 })).rows[0]?.username).toBe('user29');
    expect((await list({ sort: 'lastName', limit: 1 })).rows[0]?.username).toBe('user29');
    expect((await list({ sort: 'lastSignInAt', limit: 1 })).total).toBe(30);
    expect((await list({ state: 'disabled' })).total).toBe(3);
    expect((await list({ state: 'locked' })).rows.map(({ username }) => username)).toEqual(['user07']);
    expect((await list({ state: 'without-token' })).total).toBe(26);
    expect((await list({ userGroup: 'Sales', state: 'enabled', search: 'user' })).total).toBe(9);
    expect((await list({ method: 'oath-token', search: 'user1' })).total).toBe(10);
    expect(await store.read('users.facts', undefined)).toEqual({
      total: 30,
      disabled: 3,
      locked: 1,
      blocked: 0,
      withoutToken: 26,
      groups: ['sales'],
    });
    clock.set(NOON + HOUR);
    expect((await store.read('users.facts', undefined)).locked).toBe(0);
  });
});

it('refuses taken names, stale revisions and users that are not there', async () => {
  await withStore(async (store) => {
    const jan = await addUser(store, { username: 'jan' });
    await expect(addUser(store, { username: 'JAN' })).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    const fields = userFieldsSchema.parse({ username: 'jan2' });
    await store.write('users.update', { id: jan.id, revision: jan.revision, fields, passwordHash: '$argon2id$x' }, audit);
    await expect(store.write('users.update', { id: jan.id, revision: jan.revision, fields }, audit)).rejects.toMatchObject({
      code: 'USER_REVISION_CONFLICT',
    });
    expect((await store.authentication.findSubjectById(jan.id))?.passwordHash).toBe('$argon2id$x');
    await store.write('users.delete', { ids: [jan.id] }, audit);
    await expect(store.write('users.unlock', { id: jan.id }, audit)).rejects.toMatchObject({ code: 'USER_NOT_FOUND' });
    const import2 = {
      create: [userFieldsSchema.parse({ username: 'a' }), userFieldsSchema.parse({ username: 'A' })],
      update: [],
    };
    await expect(store.write('users.import', import2, audit)).rejects.toMatchObject({ code: 'USERNAME_TAKEN' });
    expect((await store.read('users.facts', undefined)).total).toBe(0);
    // Refused writes leave no audit row: create, update and delete were done.
    expect((await store.read('audit.list', { limit: 100 })).rows).toHaveLength(3);
  });
});

it('lists tokens, moves them between users, and gives deleted users’ hardware back', async () => {
  await withStore(async (store) => {
    const jan = await addUser(store, { username: 'jan' });
    const piet = await addUser(store, { username: 'piet' });
    const one = await addToken(store, { serial: 'AB-1', userId: jan.id, manufacturer: 'Zeta' });
    const two = await addToken(store, { serial: 'AB-2', type: 'hotp', counter: '18446744073709551615' });
    const app = await addToken(store, { serial: 'APP-1', origin: 'app', userId: jan.id, isPending: true });
    await expect(addToken(store, { serial: 'ab-1' })).rejects.toMatchObject({ code: 'TOKEN_SERIAL_TAKEN' });
    expect(two.counter).toBe('18446744073709551615');
    const list = (query: object) => store.read('tokens.list', tokenListQuerySchema.parse(query));
    const serials = async (query: object) => (await list(query)).rows.map(({ serial }) => serial);
    expect(await serials({})).toEqual(['AB-1', 'AB-2', 'APP-1']);
    expect(await serials({ search: 'ab-' })).toEqual(['AB-1', 'AB-2']);
    expect(await serials({ search: 'JA' })).toEqual(['AB-1', 'APP-1']);
    expect(await serials({ sort: 'username', direction: 'desc', state: 'assigned' })).toEqual(['AB-1']);
    expect(await serials({ sort: 'lastUsedAt', type: 'hotp' })).toEqual(['AB-2']);
    expect(await store.read('tokens.facts', undefined)).toEqual({
      total: 3,
      assigned: 1,
      unassigned: 1,
      disabled: 0,
      pending: 1,
    });
    await expect(store.write('tokens.assign', { id: one.id, userId: piet.id }, audit)).rejects.toMatchObject({
      code: 'TOKEN_ALREADY_ASSIGNED',
      detail: { serial: 'AB-1', username: 'jan' },
    });
    await expect(store.write('tokens.unassign', { id: two.id }, audit)).rejects.toMatchObject({ code: 'TOKEN_NOT_ASSIGNED' });
    await store.write('tokens.set-factor', { id: app.id, lastStep: 50, confirms: true }, audit);
    await store.write('tokens.set-factor', { id: app.id, lastStep: 40, driftSteps: 2, confirms: false }, audit);
    expect(await store.findCredential(app.id)).toMatchObject({ lastStep: 50, driftSteps: 2, isPending: false });
    expect((await store.read('users.get', { id: jan.id }))?.tokenCount).toBe(2);
    await store.write('users.delete', { ids: [jan.id] }, audit);
    expect(await serials({})).toEqual(['AB-1', 'AB-2']);
    await store.write('tokens.assign', { id: one.id, userId: piet.id }, audit);
    expect((await store.read('users.get', { id: piet.id }))?.tokenCount).toBe(1);
    await store.write('tokens.delete', { ids: [one.id] }, audit);
    expect((await store.read('users.get', { id: piet.id }))?.tokenCount).toBe(0);
  });
});

it('imports tokens with their users, all or none', async () => {
  await withStore(async (store) => {
    const row = (serial: string, username: string | undefined, createsUser: boolean): ImportedToken => ({
      serial,
      sealedSeed: Buffer.from(store.box.seal(Buffer.from(`seed of ${serial}`), seedContext(serial))).toString('base64'),
      type: 'hotp',
      algorithm: 'SHA256',
      digits: 8,
      periodSeconds: 30,
      counter: '12',
      driftSteps: 0,
      manufacturer: 'Maker',
      model: '',
      ...(username === undefined ? {} : { username }),
      createsUser,
    });
    const send = (rows: readonly ImportedToken[]) =>
      store.write('tokens.import', { rows: new TextEncoder().encode(JSON.stringify(rows)) }, audit);
    const rows = [row('A1', 'Jan', true), row('A2', 'jan', true), row('A3', 'nobody', false), row('A4', undefined, false)];
    expect(await send(rows)).toEqual({ importedCount: 4, createdUserCount: 1, assignedCount: 2 });
    const subject = await store.authentication.findSubject('jan');
    expect(subject?.tokens.map(({ seed }) => Buffer.from(seed.reveal()).toString())).toEqual(['seed of A1', 'seed of A2']);
    expect(subject?.tokens[0]).toMatchObject({ type: 'hotp', nextCounter: 12n });
    await expect(send([row('B1', 'new', true), row('a1', undefined, false)])).rejects.toMatchObject({ code: 'IMPORT_CONFLICT' });
    expect((await store.read('tokens.facts', undefined)).total).toBe(4);
    expect(await store.read('users.find', { username: 'new' })).toBeUndefined();
  });
});

it('lists attempts newest first, by user through renaming and deletion, by time and by result', async () => {
  await withStore(async (store) => {
    const jan = await addUser(store, { username: 'jan' });
    const { id: tokenId } = await addToken(store, { serial: 'AB1', userId: jan.id });
    const record = (fields: Parameters<typeof recordAttempt>[0]) =>
      store.commit({ guards: [], effects: [recordAttempt(fields)], ifMissed: [] });
    for (let i = 0; i < 5; i += 1) await store.commit(acceptStep(tokenId, jan.id, 100 + i, NOON + i * HOUR));
    await record({ username: 'stranger', at: NOON, result: 301, isGranted: false, reason: 'user-unknown' });
    await record({ username: 'JAN', at: NOON - 3 * HOUR, result: 138, isGranted: false });
    const list = async (query: object) => (await store.read('attempts.list', attemptsQuery(query))).rows.map(({ id }) => id);
    expect(await list({})).toEqual([7, 6, 5, 4, 3, 2, 1]);
    expect(await list({ limit: 2, before: 5 })).toEqual([4, 3]);
    expect(await store.read('attempts.list', attemptsQuery({ limit: 7 }))).toMatchObject({ hasMore: false });
    expect(await list({ userId: jan.id })).toEqual([5, 4, 3, 2, 1]);
    expect(await list({ userId: jan.id, limit: 2, before: 4 })).toEqual([3, 2]);
    expect(await list({ username: 'jan' })).toEqual([7, 5, 4, 3, 2, 1]);
    expect(await list({ username: 'Stranger' })).toEqual([6]);
    expect(await list({ from: NOON + HOUR, until: NOON + 3 * HOUR })).toEqual([3, 2]);
    expect(await list({ until: NOON })).toEqual([7]);
    expect(await list({ isGranted: false, result: 138 })).toEqual([7]);
    expect(await list({ from: NOON + 100 * HOUR })).toEqual([]);
    await store.write('users.delete', { ids: [jan.id] }, audit);
    expect(await list({ userId: jan.id })).toEqual([5, 4, 3, 2, 1]);
    expect(await list({ username: 'jan' })).toEqual([7, 5, 4, 3, 2, 1]);
    expect((await store.read('attempts.get', { id: 7 }))?.userId).toBeUndefined();
    const counts = await store.read('attempts.counts', { from: NOON, until: NOON + 2 * HOUR });
    expect(counts.map(({ hourAt, count, result }) => [hourAt, result, count])).toEqual([
      [NOON, 3, 1],
      [NOON, 301, 1],
      [NOON + HOUR, 3, 1],
    ]);
  });
});

it('keeps RADIUS clients with sealed secrets and refuses a taken address', async () => {
  await withStore(async (store) => {
    const fields = radiusClientFieldsSchema.parse({
      name: 'vpn',
      address: '2001:db8::1',
      replyAttributes: [{ type: 25, format: 'text', value: 'x' }],
    });
    const made = await store.write('radius-clients.create', { fields, sharedSecret: 'first secret' }, audit);
    await expect(store.write('radius-clients.create', { fields, sharedSecret: 'x' }, audit)).rejects.toMatchObject({
      code: 'RADIUS_CLIENT_ADDRESS_TAKEN',
    });
    const updated = await store.write(
      'radius-clients.update',
      { id: made.id, revision: 1, fields: { ...fields, name: 'v2' } },
      audit,
    );
    expect(updated).toMatchObject({ name: 'v2', sharedSecretLength: 12, revision: 2 });
    await store.write('radius-clients.update', { id: made.id, revision: 2, fields, sharedSecret: 'second' }, audit);
    const [client] = await store.radiusClients();
    expect(Buffer.from(client?.sharedSecret.reveal() ?? []).toString()).toBe('second');
    await expect(store.write('radius-clients.update', { id: made.id, revision: 1, fields }, audit)).rejects.toMatchObject({
      code: 'RADIUS_CLIENT_REVISION_CONFLICT',
    });
    expect(await store.write('radius-clients.delete', { id: made.id }, audit)).toEqual({ changedCount: 1 });
    expect(await store.read('radius-clients.list', undefined)).toEqual([]);
  });
});

it('keeps settings by revision', async () => {
  await withStore(async (store) => {
    const standard = SETTINGS_SECTIONS.oath.default;
    expect(await store.settings('oath')).toEqual({ revision: 0, value: standard });
    const value = { ...standard, hardwareWindowSteps: 3 };
    expect(await store.write('settings.update', { section: 'oath', value, revision: 0 }, audit)).toEqual({ revision: 1 });
    expect(await store.settings('oath')).toEqual({ revision: 1, value });
    await expect(store.write('settings.update', { section: 'oath', value, revision: 0 }, audit)).rejects.toMatchObject({
      code: 'SETTINGS_REVISION_CONFLICT',
    });
  });
});

it('keeps operators and ends their sessions', async () => {
  await withStore(async (store) => {
    const operator = await store.write('operators.add', { name: 'An', role: 'administrator', passwordHash: 'h1' }, audit);
    await expect(store.write('operators.add', { name: 'an', role: 'auditor', passwordHash: 'h' }, audit)).rejects.toMatchObject({
      code: 'OPERATOR_NAME_TAKEN',
    });
    const times = { createdAt: NOON, lastUsedAt: NOON, expiresAt: NOON + HOUR };
    const session = { idHash: 's1', operatorId: operator.id, ...times, address: '192.0.2.1' };
    await store.write('sessions.start', { session }, undefined);
    await store.write('sessions.touch', { idHash: 's1', at: NOON + 5 }, undefined);
    expect(await store.read('sessions.find', { idHash: 's1' })).toEqual({ ...session, lastUsedAt: NOON + 5 });
    expect((await store.read('operators.list', undefined))[0]).toMatchObject({ lastSignInAt: NOON, passwordHash: 'h1' });
    await store.write('operators.set-password', { id: operator.id, passwordHash: 'h2', mustChangePassword: false }, audit);
    expect(await store.read('sessions.find', { idHash: 's1' })).toBeUndefined();
    await store.write('sessions.start', { session }, undefined);
    expect(await store.write('store.sweep', { at: NOON + HOUR }, undefined)).toEqual({ changedCount: 1 });
  });
});
