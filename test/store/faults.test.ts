import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, openSync, readdirSync, readFileSync, rmSync, statSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { openStore } from '../../main/store/sqlite/open.ts';
import { radiusClientFieldsSchema } from '../../shared/schemas/radius.ts';
import {
  acceptStep,
  addToken,
  addUser,
  attemptDraft,
  audit,
  fakeClock,
  NOON,
  random,
  recordAttempt,
  temporaryFolder,
  withStore,
} from '../support/store.ts';

const STEP = NOON / 30_000;
const clock = fakeClock();

it('has every answered commit on disk after kill -9', async () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const child = spawn(process.execPath, [new URL('../support/store-victim.ts', import.meta.url).pathname, data], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const answered: number[] = [];
  for await (const line of createInterface({ input: child.stdout })) {
    answered.push(Number(line));
    if (answered.length === 3000) child.kill('SIGKILL');
  }
  const store = await openStore({ folder: data, random, clock });
  const token = await store.read('tokens.find', { serial: 'AB1' });
  const user = await store.read('users.find', { username: 'jan' });
  if (token === undefined || user === undefined) throw new TypeError('the victim made no user');
  expect(answered.length).toBeGreaterThanOrEqual(3000);
  const newest = Math.max(...answered);
  expect(await store.commit(acceptStep(token.id, user.id, newest))).toEqual({ isDone: false, missed: 0 });
  let rows = 0;
  for (const { count, isGranted } of await store.read('attempts.counts', { from: 0, until: NOON + 1 }))
    if (isGranted) rows += count;
  expect(rows).toBeGreaterThanOrEqual(answered.length);
  await store.close();
  folder.remove();
});

it('refuses a full disk with STORE_WRITE_FAILED, lets nobody in, and goes on reading', async () => {
  await withStore(
    async (store) => {
      const { id: userId } = await addUser(store, { username: 'jan' });
      const { id: tokenId } = await addToken(store, { serial: 'AB1', userId });
      const accept = (i: number) => {
        const commit = acceptStep(tokenId, userId, STEP + i);
        return { ...commit, effects: [recordAttempt({ username: `${i}`.padEnd(2000, 'x') })] };
      };
      let done = 0;
      let failure: unknown;
      for (let i = 0; i < 2000 && failure === undefined; i += 1) {
        await store.commit(accept(i)).then(
          () => {
            done = i;
          },
          (error: unknown) => {
            failure = error;
          },
        );
      }
      expect(failure).toMatchObject({ code: 'STORE_WRITE_FAILED', detail: { problem: 'SQLITE_FULL' } });
      const credential = await store.findCredential(tokenId);
      expect(credential).toMatchObject({ lastStep: STEP + done });
      await expect(store.commit(accept(3000))).rejects.toMatchObject({ code: 'STORE_WRITE_FAILED' });
      expect(
        (await store.read('users.list', { offset: 0, limit: 10, search: '', sort: 'username', direction: 'asc' })).total,
      ).toBe(1);
    },
    { pageCountMax: 150 },
  );
});

it('refuses a damaged database at start', async () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const store = await openStore({ folder: data, random, clock });
  for (let i = 0; i < 50; i += 1) await addUser(store, { username: `user${i}` });
  await store.close();
  const path = join(data, DATABASE_FILE);
  const file = openSync(path, 'r+');
  for (let page = 2; page < statSync(path).size / 4096; page += 1) writeSync(file, Buffer.alloc(600, 0xa5), 0, 600, page * 4096);
  await expect(openStore({ folder: data, random, clock })).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  writeSync(file, Buffer.from('no database at all'), 0, 18, 0);
  await expect(openStore({ folder: data, random, clock })).rejects.toMatchObject({ code: 'STORE_DAMAGED' });
  folder.remove();
});

it('reveals no seed, shared secret or password in any file of the data folder', async () => {
  await withStore(async (store) => {
    const seed = Buffer.from('SEED-IN-THE-CLEAR-20');
    const passphrase = await store.keySlots.renewPassphrase();
    await addToken(store, { serial: 'AB1' }, seed);
    await store.write(
      'radius-clients.create',
      { fields: radiusClientFieldsSchema.parse({ name: 'vpn', address: '192.0.2.1' }), sharedSecret: 'SHARED-IN-THE-CLEAR' },
      audit,
    );
    await store.copyTo(join(store.folder, 'copy.db'));
    const clone = join(store.folder, '..', 'clone');
    cpSync(store.folder, clone, { recursive: true, filter: (path) => !path.endsWith('owner.lock') });
    for (const name of readdirSync(clone)) {
      const bytes = readFileSync(join(clone, name));
      for (const secret of [
        seed,
        Buffer.from(seed.toString('base64')),
        Buffer.from('SHARED-IN-THE-CLEAR'),
        Buffer.from(passphrase),
        Buffer.from(store.keySlots.dataKey),
      ]) {
        expect(bytes.includes(secret), name).toBe(false);
      }
    }
    // Without its keys the copy does not open, and with other keys its values do not.
    rmSync(join(clone, 'keys.json'));
    await expect(openStore({ folder: clone, random, clock })).rejects.toMatchObject({ code: 'KEY_SLOT_UNAVAILABLE' });
    if (process.platform !== 'win32') {
      expect(statSync(store.folder).mode & 0o777).toBe(0o700);
      for (const name of ['service.key', 'keys.json', DATABASE_FILE]) {
        expect(statSync(join(store.folder, name)).mode & 0o777, name).toBe(0o600);
      }
    }
  });
});

it('shows an operator audit log that was tampered with', async () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const changes = [
    "UPDATE operator_audit SET detail = '{}' WHERE id = 3",
    'DELETE FROM operator_audit WHERE id = 3',
    "UPDATE operator_audit SET actor = 'somebody' WHERE id = 3",
  ];
  const store = await openStore({ folder: data, random, clock });
  for (let i = 0; i < 6; i += 1) {
    await store.write('users.set-enabled', { ids: [], isEnabled: true }, { ...audit, detail: { i } });
  }
  expect(await store.read('audit.verify', undefined)).toMatchObject({ isIntact: true, checkedCount: 6 });
  await store.close();
  for (const change of changes) {
    const copy = join(folder.path, 'copy');
    cpSync(data, copy, { recursive: true });
    const connection = new Database(join(copy, DATABASE_FILE));
    expect(() => connection.exec(change)).toThrow('append-only');
    connection.exec('DROP TRIGGER operator_audit_unchangeable; DROP TRIGGER operator_audit_undeletable');
    connection.exec(change);
    connection.close();
    const tampered = await openStore({ folder: copy, random, clock });
    const found = await tampered.read('audit.verify', undefined);
    expect(found.isIntact, change).toBe(false);
    expect([3, 4]).toContain(found.brokenAtId);
    await tampered.close();
    rmSync(copy, { recursive: true });
  }
  folder.remove();
});

it('keeps attempts append-only', async () => {
  await withStore(async (store) => {
    await store.commit({ guards: [], effects: [{ kind: 'record-attempt', attempt: attemptDraft() }], ifMissed: [] });
    const connection = new Database(join(store.folder, DATABASE_FILE));
    expect(() => connection.exec('DELETE FROM attempts')).toThrow('append-only');
    expect(() => connection.exec('UPDATE attempts SET result = 1')).toThrow('append-only');
    connection.exec('BEGIN; INSERT INTO pruning_permit (id) VALUES (1); DELETE FROM attempts; ROLLBACK');
    connection.close();
  });
});

it('lets one process own a data folder, also after the owner was killed', async () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const victim = new URL('../support/store-victim.ts', import.meta.url).pathname;
  const child = spawn(process.execPath, [victim, data], { stdio: ['ignore', 'pipe', 'inherit'] });
  child.stdout.resume();
  await once(child.stdout, 'data');
  await expect(openStore({ folder: data, random, clock })).rejects.toMatchObject({
    code: 'DATA_FOLDER_IN_USE',
    detail: { processId: child.pid },
  });
  child.kill('SIGKILL');
  await once(child, 'exit');
  const store = await openStore({ folder: data, random, clock });
  await expect(openStore({ folder: data, random, clock })).rejects.toMatchObject({ code: 'DATA_FOLDER_IN_USE' });
  await store.close();
  folder.remove();
});
