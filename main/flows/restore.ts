/** A new data folder from a back-up file and the recovery passphrase, on this machine or another. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, rmdir } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { readBackupBody, readBackupHeader } from '../adapters/backup-file.ts';
import { refuseOpenFolder } from '../adapters/data-folder.ts';
import { PRIVATE_FOLDER_MODE, problemOf, syncFolder } from '../adapters/durable-file.ts';
import { createKeySlots, openPassphraseSlot } from '../adapters/key-slots.ts';
import { AppError, appError } from '../engine/app-error.ts';
import type { Clock, Random } from '../engine/ports.ts';

type UsedCodes = 'next-code' | 'none-alive';

export type RestorePorts<Facts> = {
  /** Checks and migrates the restored file and makes sure that no used code comes alive again. */
  readonly prepareDatabase: (path: string, options: { at: number; backedUpAt: number; usedCodes: UsedCodes }) => Facts;
  readonly databaseFile: string;
  readonly clock: Clock;
  readonly random: Random;
};
export type RestoreRequest = {
  readonly file: string;
  readonly passphrase: string;
  /** Missing or empty. */
  readonly folder: string;
  readonly usedCodes?: UsedCodes;
};

/**
 * Works in a folder beside the target and renames it at the end: the target is there whole or not at all.
 * @throws DATA_FOLDER_NOT_EMPTY · FILE_UNREADABLE · BACKUP_FILE_INVALID · PASSPHRASE_WRONG ·
 * STORE_SCHEMA_FROM_FUTURE · DATA_FOLDER_UNUSABLE · DATA_FOLDER_OPEN_TO_OTHERS
 */
export async function restore<Facts>(
  ports: RestorePorts<Facts>,
  { file, passphrase, folder, usedCodes = 'next-code' }: RestoreRequest,
): Promise<{ readonly backedUpAt: number } & Facts> {
  const target = resolve(folder);
  await refuseFilled(target);
  const opened = await readBackupHeader(file);
  const { random, clock } = ports;
  const dataKey = await openPassphraseSlot(opened.header.slot, passphrase, random);
  const stage = `${target}.restoring-${randomUUID()}`;
  try {
    await mkdir(dirname(target), { recursive: true });
    await mkdir(stage, { mode: PRIVATE_FOLDER_MODE });
    // Its rights go with it when it is renamed.
    refuseOpenFolder(stage);
    const database = join(stage, ports.databaseFile);
    await readBackupBody(file, opened, { dataKey, target: database, random });
    const backedUpAt = opened.header.createdAt;
    const facts = ports.prepareDatabase(database, { at: clock.now(), backedUpAt, usedCodes });
    await createKeySlots({ folder: stage, random }, { dataKey, passphraseSlot: opened.header.slot });
    await syncFolder(stage);
    await putInPlace(stage, target);
    return { backedUpAt, ...facts };
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw appError('DATA_FOLDER_UNUSABLE', { detail: { folder: target, problem: problemOf(error) }, cause: error });
  } finally {
    dataKey.fill(0);
    await rm(stage, { recursive: true, force: true });
  }
}

async function refuseFilled(target: string): Promise<void> {
  let names: string[];
  try {
    names = await readdir(target);
  } catch (error) {
    if (problemOf(error) === 'ENOENT') return;
    throw appError('DATA_FOLDER_UNUSABLE', { detail: { folder: target, problem: problemOf(error) }, cause: error });
  }
  if (names.length > 0) throw appError('DATA_FOLDER_NOT_EMPTY', { detail: { folder: target } });
}

/** rmdir refuses a folder that was filled meanwhile. */
async function putInPlace(stage: string, target: string): Promise<void> {
  try {
    await rmdir(target);
  } catch (error) {
    if (problemOf(error) === 'ENOTEMPTY' || problemOf(error) === 'EEXIST') {
      throw appError('DATA_FOLDER_NOT_EMPTY', { detail: { folder: target }, cause: error });
    }
    if (problemOf(error) !== 'ENOENT') throw error;
  }
  await rename(stage, target);
  await syncFolder(dirname(target));
}
