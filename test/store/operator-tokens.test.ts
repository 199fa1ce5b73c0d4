/** The second factor of operators on disk: sealed, spent once, and closed by a restore. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { OperatorTokenDraft } from '../../main/store/port.ts';
import { DATABASE_FILE } from '../../main/store/sqlite/connection.ts';
import { type OpenedStore, openStore } from '../../main/store/sqlite/open.ts';
import { prepareRestoredDatabase } from '../../main/store/sqlite/restored-database.ts';
import { COUNTER_MAX } from '../../shared/limits.ts';
import { audit, fakeClock, NOON, random, temporaryFolder, withStore } from '../support/store.ts';

const SEED = Buffer.from('an operator seed....');
const TOTP: OperatorTokenDraft = { type: 'totp', algorithm: 'SHA1', digits: 6, periodSeconds: 30, origin: 'app' };
const HOTP: OperatorTokenDraft = { ...TOTP, type: 'hotp', origin: 'hardware' };
const STEP = Math.floor(NOON / 30_000);

async function addWithToken(store: OpenedStore, name: string, token: OperatorTokenDraft) {
  const { id } = await store.write('operators.add', { name, role: 'administrator', passwordHash: 'h' }, audit);
  const spends =
    token.type === 'totp'
      ? ({ kind: 'time-step', step: STEP, driftSteps: 0 } as const)
      : ({ kind: 'counter', nextCounter: '1' } as const);
  await store.write('operators.set-token', { id, token, seed: SEED, spends }, audit);
  return id;
}

it('a second token, and a step or a counter that was spent, are refused and leave nothing behind', async () => {
  await withStore(async (store) => {
    const id = await addWithToken(store, 'Alice', TOTP);
    const again = { id, token: TOTP, seed: SEED, spends: { kind: 'time-step', step: STEP + 1, driftSteps: 0 } } as const;
    await expect(store.write('operators.set-token', again, audit)).rejects.toMatchObject({ code: 'SECOND_FACTOR_IS_SET' });
    const times = { createdAt: NOON, lastUsedAt: NOON, expiresAt: NOON + 1000 };
    const session = { idHash: 's1', operatorId: id, ...times, address: '' };
    const spends = { kind: 'time-step', step: STEP, driftSteps: 0 } as const;
    await expect(store.write('sessions.start', { session, spends }, audit)).rejects.toMatchObject({
      code: 'OPERATOR_CODE_WRONG',
    });
    expect(await store.read('sessions.find', { idHash: 's1' })).toBeUndefined();
    const counted = await addWithToken(store, 'Bob', HOTP);
    const old = { id: counted, spends: { kind: 'counter', nextCounter: '1' } } as const;
    await expect(store.write('operators.remove-token', old, audit)).rejects.toMatchObject({ code: 'OPERATOR_CODE_WRONG' });
    expect(await store.findOperatorToken(counted)).toMatchObject({ credential: { nextCounter: 1n } });
  });
});

it('the seed stands in no file, and a restore makes earlier steps and counters useless', async () => {
  const folder = temporaryFolder();
  const data = join(folder.path, 'data');
  const open = () => openStore({ folder: data, random, clock: fakeClock() });
  const before = await open();
  const [timed, counted] = [await addWithToken(before, 'Alice', TOTP), await addWithToken(before, 'Bob', HOTP)];
  const opened = await before.findOperatorToken(timed);
  expect(Buffer.from(opened?.credential.seed.reveal() ?? []).equals(SEED)).toBe(true);
  await before.close();
  const path = join(data, DATABASE_FILE);
  expect(readFileSync(path).includes(SEED)).toBe(false);
  const at = NOON + 600_000;
  prepareRestoredDatabase(path, { at, backedUpAt: NOON, usedCodes: 'next-code' });
  const after = await open();
  expect(await after.findOperatorToken(timed)).toMatchObject({ credential: { lastStep: Math.floor(at / 30_000) } });
  expect(await after.findOperatorToken(counted)).toMatchObject({ credential: { nextCounter: COUNTER_MAX + 1n } });
  await after.close();
  folder.remove();
});
