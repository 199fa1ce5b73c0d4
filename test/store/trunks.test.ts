import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { type OpenedStore, openStore } from '../../main/store/sqlite/open.ts';
import { prepareRestoredDatabase } from '../../main/store/sqlite/restored-database.ts';
import { trunkFieldsSchema } from '../../shared/schemas/trunk.ts';
import { addUser, audit, fakeClock, random, temporaryFolder, withStore } from '../support/store.ts';
import { someTrunkFields } from '../support/trunks.ts';

const PASSWORD = 'a password of a trunk';

const add = (store: OpenedStore, name: string, password?: string) =>
  store.write('trunks.create', { fields: someTrunkFields({ name }), password }, audit);
const order = async (store: OpenedStore) =>
  (await store.read('trunks.list', undefined)).map(({ position, name }) => `${position} ${name}`);
const passwords = async (store: OpenedStore) =>
  (await store.trunks()).map(({ password }) => password && new TextDecoder().decode(password.reveal()));

it('keeps trunks in their order, and moves them', () =>
  withStore(async (store) => {
    const [a, , c] = [await add(store, 'A'), await add(store, 'B'), await add(store, 'C')];
    expect(await order(store)).toEqual(['1 A', '2 B', '3 C']);
    await store.write('trunks.move', { id: c.id, position: 1 }, audit);
    expect(await order(store)).toEqual(['1 C', '2 A', '3 B']);
    await store.write('trunks.move', { id: c.id, position: 99 }, audit);
    expect(await order(store)).toEqual(['1 A', '2 B', '3 C']);
    await store.write('trunks.delete', { id: a.id }, audit);
    expect(await order(store)).toEqual(['1 B', '2 C']);
    expect(await store.write('trunks.delete', { id: a.id }, audit)).toEqual({ changedCount: 0 });
    const gone = { code: 'TRUNK_NOT_FOUND' };
    await expect(store.write('trunks.move', { id: a.id, position: 1 }, audit)).rejects.toMatchObject(gone);
  }));

it('keeps fields as they are, and refuses a taken name and an old revision', () =>
  withStore(async (store) => {
    const { id, revision } = await add(store, 'A');
    await add(store, 'B');
    const fields = someTrunkFields({
      name: 'A',
      isEnabled: false,
      transport: 'tls',
      port: 0,
      domain: 'example.org',
      usesSrtp: true,
      codecs: ['pcmu'],
      dialledFormat: 'national',
      homeCountryCode: '31',
      dialPrefix: '0',
      countryCodes: ['31', '32'],
      responseTimeoutSeconds: 3,
    });
    const changed = await store.write('trunks.update', { id, revision, fields }, audit);
    expect(trunkFieldsSchema.parse(changed)).toEqual(fields);
    expect(changed.revision).toBe(revision + 1);
    const taken = { id, revision: changed.revision, fields: { ...fields, name: 'b' } };
    await expect(store.write('trunks.update', taken, audit)).rejects.toMatchObject({ code: 'TRUNK_NAME_TAKEN' });
    const old = { code: 'TRUNK_REVISION_CONFLICT' };
    await expect(store.write('trunks.update', { id, revision, fields }, audit)).rejects.toMatchObject(old);
  }));

it('seals passwords: only the engine sees them', () =>
  withStore(async (store) => {
    const { id, revision } = await add(store, 'A', PASSWORD);
    expect(await passwords(store)).toEqual([PASSWORD]);
    const [listed] = await store.read('trunks.list', undefined);
    expect(listed).toMatchObject({ hasPassword: true });
    expect(JSON.stringify(listed)).not.toContain(PASSWORD);
    const files = [DATABASE_FILE, `${DATABASE_FILE}-wal`].map((name) => readFileSync(join(store.folder, name)));
    expect(Buffer.concat(files).includes(PASSWORD)).toBe(false);

    const next = { id, revision, fields: someTrunkFields({ name: 'A' }) };
    expect(await store.write('trunks.update', next, audit)).toMatchObject({ hasPassword: true });
    expect(await passwords(store)).toEqual([PASSWORD]);
    const last = { ...next, revision: revision + 1, password: '' };
    expect(await store.write('trunks.update', last, audit)).toMatchObject({ hasPassword: false });
    expect(await passwords(store)).toEqual([undefined]);
  }));

it('a restored database still opens its passwords', async () => {
  const folder = temporaryFolder();
  const options = { folder: join(folder.path, 'data'), random, clock: fakeClock() };
  const store = await openStore(options);
  await add(store, 'A', PASSWORD);
  await store.close();
  prepareRestoredDatabase(join(options.folder, DATABASE_FILE), { backedUpAt: 0, usedCodes: 'next-code', at: 0 });
  const restored = await openStore(options);
  expect(await passwords(restored)).toEqual([PASSWORD]);
  await restored.close();
  folder.remove();
});

it('knows whether anybody is verified by phone call', () =>
  withStore(async (store) => {
    await addUser(store, { username: 'alice' });
    expect(await store.read('trunks.wanted', undefined)).toBe(false);
    const { id } = await addUser(store, { username: 'bob', method: 'phone-call' });
    expect(await store.read('trunks.wanted', undefined)).toBe(true);
    await store.write('users.set-enabled', { ids: [id], isEnabled: false }, audit);
    expect(await store.read('trunks.wanted', undefined)).toBe(false);
  }));
