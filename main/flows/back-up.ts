/** One encrypted file of the whole database, made while the engine runs. */
import { open, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { writeBackupFile } from '../adapters/backup-file.ts';
import { PRIVATE_FILE_MODE, problemOf } from '../adapters/durable-file.ts';
import type { KeySlots } from '../adapters/key-slots.ts';
import { AppError, appError } from '../engine/app-error.ts';
import type { Clock, Random } from '../engine/ports.ts';
import type { Store } from '../store/port.ts';

/** The copy on its way: sealed secrets as in the database itself, in the data folder, gone afterwards. */
const COPY_FILE = 'back-up.partial.db';

export type BackUpPorts = {
  readonly store: Pick<Store, 'copyTo' | 'write'>;
  readonly keySlots: Pick<KeySlots, 'dataKey' | 'passphraseSlot'>;
  /** The data folder. */
  readonly folder: string;
  readonly clock: Clock;
  readonly random: Random;
};
export type BackUpRequest = {
  readonly path: string;
  readonly actor: string;
  readonly kind: 'manual' | 'scheduled';
  /** Called after each piece with the bytes written so far, and how many there will be. */
  readonly onProgress?: ((writtenBytes: number, totalBytes: number) => void) | undefined;
};
export type BackUpResult = { readonly path: string; readonly sizeBytes: number; readonly at: number };

/** Data folders whose copy is being made: two at once would share the file. */
const running = new Set<string>();

/**
 * `path` must not be there yet. `actor` goes to the operator audit log.
 * @throws PASSPHRASE_NOT_SET · BACKUP_WRITE_FAILED (nothing is left at `path`) · STORE_BUSY · STORE_DAMAGED
 */
export async function backUp(ports: BackUpPorts, request: BackUpRequest): Promise<BackUpResult> {
  const { path, actor, kind, onProgress } = request;
  const slot = ports.keySlots.passphraseSlot();
  if (slot === undefined) throw appError('PASSPHRASE_NOT_SET');
  if (running.has(ports.folder)) throw appError('STORE_BUSY');
  running.add(ports.folder);
  const copy = join(ports.folder, COPY_FILE);
  try {
    await refuseExisting(path);
    const at = ports.clock.now();
    await makeEmpty(copy);
    await ports.store.copyTo(copy);
    const { dataKey } = ports.keySlots;
    const sizeBytes = await writeBackupFile({
      source: copy,
      target: path,
      createdAt: at,
      dataKey,
      slot,
      random: ports.random,
      onProgress,
    });
    await ports.store.write(
      'backups.record',
      { at, path, kind, actor, sizeBytes },
      { actor, action: 'backups.create', subject: path, detail: { sizeBytes } },
    );
    return { path, sizeBytes, at };
  } catch (error) {
    if (error instanceof AppError && error.code !== 'STORE_WRITE_FAILED') throw error;
    const problem = error instanceof AppError ? String(error.detail.problem) : problemOf(error);
    throw appError('BACKUP_WRITE_FAILED', { detail: { path, problem }, cause: error });
  } finally {
    await rm(copy, { force: true });
    running.delete(ports.folder);
  }
}

async function refuseExisting(path: string): Promise<void> {
  const exists = await stat(path).then(
    () => true,
    () => false,
  );
  if (exists) throw appError('BACKUP_WRITE_FAILED', { detail: { path, problem: 'EEXIST' } });
}

/** SQLite fills an empty file and keeps its mode; one left by a crash is replaced. */
async function makeEmpty(path: string): Promise<void> {
  await rm(path, { force: true });
  await (await open(path, 'wx', PRIVATE_FILE_MODE)).close();
}
