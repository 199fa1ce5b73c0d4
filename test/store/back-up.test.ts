import { readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { backUp } from '../../main/flows/back-up.ts';
import { type RestoreRequest, restore } from '../../main/flows/restore.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { type OpenedStore, openStore } from '../../main/store/sqlite/open.ts';
import { prepareRestoredDatabase } from '../../main/store/sqlite/restored-database.ts';
import { radiusClientFieldsSchema } from '../../shared/schemas/radius.ts';
import { acceptStep, addToken, addUser, audit, fakeClock, NOON, random, temporaryFolder, withStore } from '../support/store.ts';

const STEP = NOON / 30_000;
const clock = fakeClock();

const makeBackUp = (store: OpenedStore, path: string) =>
  backUp({ store, keySlots: store.keySlots, folder: store.folder, clock, random }, { path, actor: 'jan', kind: 'manual' });
const makeRestore = (request: RestoreRequest, at = NOON) =>
  restore({ prepareDatabase: prepareRestoredDatabase, databaseFile: DATABASE_FILE, clock: fakeClock(at), random }, request);

/** A store with one user and two tokens, its back-up file and passphrase; `folder` for what the test makes. */
async function withBackUp(
  story: (made: Awaited<ReturnType<typeof prepare>> & { store: OpenedStore; folder: string }) => Promise<void>,
) {
  const folder = temporaryFolder();
  try {
    await withStore(async (store) => story({ ...(await prepare(store, folder.path)), store, folder: folder.path }));
  } finally {
    folder.remove();
  }
}

async function prepare(store: OpenedStore, folder: string) {
  const passphrase = await store.keySlots.renewPassphrase();
  const { id: userId } = await addUser(store, { username: 'jan' });
  const { id: tokenId } = await addToken(store, { serial: 'AB1', userId });
  const { id: hotpId } = await addToken(store, { serial: 'HO1', type: 'hotp', counter: '7', userId });
  await store.write(
    'radius-clients.create',
    { fields: radiusClientFieldsSchema.parse({ name: 'vpn', address: '192.0.2.1' }), sharedSecret: 'a very shared secret' },
    audit,
  );
  const file = join(folder, 'one.backup');
  const result = await makeBackUp(store, file);
  return { passphrase, userId, tokenId, hotpId, file, result };
}

it('restores elsewhere with the passphrase alone: users, seeds, secrets, audit log', async () => {
  await withBackUp(async ({ passphrase, file, result, folder, store, hotpId }) => {
    expect(result.sizeBytes).toBe(statSync(file).size);
    expect(readdirSync(store.folder)).not.toContain('back-up.partial.db');
    expect(await store.read('backups.last', undefined)).toEqual({ at: NOON, path: file });
    const target = join(folder, 'new', 'data');
    expect(await makeRestore({ file, passphrase, folder: target })).toEqual({ backedUpAt: NOON, totpCount: 1, hotpCount: 1 });
    const restored = await openStore({ folder: target, random, clock });
    const subject = await restored.authentication.findSubject('jan');
    expect(Buffer.from(subject?.tokens[0]?.seed.reveal() ?? []).toString()).toBe('12345678901234567890');
    const [client] = await restored.radiusClients();
    expect(Buffer.from(client?.sharedSecret.reveal() ?? []).toString()).toBe('a very shared secret');
    expect(await restored.read('audit.verify', undefined)).toMatchObject({ isIntact: true });
    expect(await restored.read('tokens.get', { id: hotpId })).toMatchObject({ isEnabled: false, counter: '7' });
    expect(restored.keySlots.hasPassphrase()).toBe(true);
    await restored.close();
    expect(readFileSync(join(target, 'service.key'))).not.toEqual(readFileSync(join(store.folder, 'service.key')));
  });
});

it('lets no code that was accepted after the back-up come alive again, at the far end of the window, where that was chosen', async () => {
  await withBackUp(async ({ passphrase, file, folder, store, tokenId, userId }) => {
    // The hardware window lets a device run six steps ahead.
    expect(await store.commit(acceptStep(tokenId, userId, STEP + 6))).toEqual({ isDone: true });
    const target = join(folder, 'new');
    await makeRestore({ file, passphrase, folder: target, usedCodes: 'none-alive' });
    const restored = await openStore({ folder: target, random, clock });
    expect(await restored.commit(acceptStep(tokenId, userId, STEP + 6))).toEqual({ isDone: false, missed: 0 });
    expect(await restored.commit(acceptStep(tokenId, userId, STEP + 7))).toEqual({ isDone: true });
    await restored.close();
  });
});

it('refuses every code shown up to the restore and takes the next one; counter tokens wait for a resync', async () => {
  await withBackUp(async ({ passphrase, file, folder, tokenId, userId, hotpId }) => {
    const target = join(folder, 'new');
    await makeRestore({ file, passphrase, folder: target });
    const restored = await openStore({ folder: target, random, clock });
    expect(await restored.commit(acceptStep(tokenId, userId, STEP))).toEqual({ isDone: false, missed: 0 });
    expect(await restored.commit(acceptStep(tokenId, userId, STEP + 1))).toEqual({ isDone: true });
    expect(await restored.read('tokens.get', { id: hotpId })).toMatchObject({ isEnabled: false, counter: '7' });
    await restored.close();
  });
});

it('does not trust a clock that stands before the back-up', async () => {
  await withBackUp(async ({ passphrase, file, folder, tokenId, userId }) => {
    const target = join(folder, 'new');
    await makeRestore({ file, passphrase, folder: target }, NOON - 86_400_000);
    const restored = await openStore({ folder: target, random, clock });
    expect(await restored.commit(acceptStep(tokenId, userId, STEP))).toEqual({ isDone: false, missed: 0 });
    await restored.close();
  });
});

it('refuses a wrong passphrase, a filled folder and every damaged file, and leaves nothing behind', async () => {
  await withBackUp(async ({ passphrase, file, folder, store }) => {
    const target = join(folder, 'new');
    const other = await store.keySlots.renewPassphrase();
    const attempts: [Partial<RestoreRequest>, string][] = [
      [{ passphrase: other }, 'PASSPHRASE_WRONG'],
      [{ passphrase: 'hello' }, 'PASSPHRASE_WRONG'],
      [{ folder }, 'DATA_FOLDER_NOT_EMPTY'],
      [{ file: join(folder, 'none') }, 'FILE_UNREADABLE'],
    ];
    const whole = readFileSync(file);
    const damaged = join(folder, 'damaged.backup');
    for (const at of [3, 30, 400, whole.length - 5, Math.floor(whole.length / 2)]) {
      const bytes = Buffer.from(whole);
      bytes[at] = (bytes[at] ?? 0) ^ 1;
      writeFileSync(`${damaged}.${at}`, bytes);
      attempts.push([{ file: `${damaged}.${at}` }, 'BACKUP_FILE_INVALID']);
    }
    for (const length of [0, 10, 200, whole.length - 1, whole.length - 300]) {
      writeFileSync(`${damaged}-${length}`, whole.subarray(0, length));
      attempts.push([{ file: `${damaged}-${length}` }, 'BACKUP_FILE_INVALID']);
    }
    for (const [request, code] of attempts) {
      await expect(makeRestore({ file, passphrase, folder: target, ...request })).rejects.toMatchObject({ code });
    }
    expect(readdirSync(folder).filter((name) => name.startsWith('new'))).toEqual([]);
  });
});

it('needs a passphrase, a free name and a folder that can be written', async () => {
  await withStore(async (store) => {
    await expect(makeBackUp(store, join(store.folder, 'x'))).rejects.toMatchObject({ code: 'PASSPHRASE_NOT_SET' });
    await store.keySlots.renewPassphrase();
    const missing = join(store.folder, 'none', 'x');
    await expect(makeBackUp(store, missing)).rejects.toMatchObject({
      code: 'BACKUP_WRITE_FAILED',
      detail: { problem: 'ENOENT' },
    });
    const taken = join(store.folder, 'keys.json');
    await expect(makeBackUp(store, taken)).rejects.toMatchObject({ code: 'BACKUP_WRITE_FAILED', detail: { problem: 'EEXIST' } });
    expect(readdirSync(store.folder).filter((name) => name.includes('partial'))).toEqual([]);
  });
});

it('opens with the passphrase where service.key is lost, and makes a new one', async () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const first = await openStore({ folder: data, random, clock });
  const passphrase = await first.keySlots.renewPassphrase();
  await addToken(first, { serial: 'AB1' });
  await first.close();
  rmSync(join(data, 'service.key'));
  await expect(openStore({ folder: data, random, clock })).rejects.toMatchObject({ code: 'KEY_SLOT_UNAVAILABLE' });
  await (await openStore({ folder: data, random, clock, recoveryPassphrase: passphrase })).close();
  const again = await openStore({ folder: data, random, clock });
  expect(await again.read('tokens.find', { serial: 'ab1' })).toMatchObject({ serial: 'AB1' });
  await again.close();
  folder.remove();
});
