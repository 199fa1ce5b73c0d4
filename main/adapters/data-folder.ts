/** The data folder: made for its owner only, and owned by one process at a time. */
import { chmodSync, existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { AppError, appError } from '../engine/app-error.ts';
import { PRIVATE_FILE_MODE, PRIVATE_FOLDER_MODE, problemOf } from './durable-file.ts';
import { closeToOthers, type RightsPorts, SYSTEM_RIGHTS } from './folder-rights.ts';
import { KEY_SLOTS_FILE } from './key-slots.ts';

const LOCK_FILE = 'owner.lock';
const OWNER_FILE = 'owner.pid';

export type DataFolder = {
  readonly path: string;
  /** Lets another process own the folder. */
  release(): void;
};

/**
 * Makes the folder where it is missing and takes it. The lock is SQLite's own exclusive file lock: the
 * operating system drops it when the process ends, however it ends, so none is ever stale. Do not read
 * owner.lock in the owning process: closing any handle of it would drop the lock on POSIX systems.
 * @throws DATA_FOLDER_IN_USE · DATA_FOLDER_UNUSABLE · DATA_FOLDER_OPEN_TO_OTHERS
 */
export function ownDataFolder(folder: string, rights: RightsPorts = SYSTEM_RIGHTS): DataFolder {
  try {
    mkdirSync(folder, { recursive: true, mode: PRIVATE_FOLDER_MODE });
    if (process.platform !== 'win32') chmodSync(folder, PRIVATE_FOLDER_MODE);
  } catch (error) {
    throw appError('DATA_FOLDER_UNUSABLE', { detail: { folder, problem: problemOf(error) }, cause: error });
  }
  const lock = takeLock(folder);
  try {
    refuseOpenFolder(folder, rights);
    writeFileSync(join(folder, OWNER_FILE), String(process.pid), { mode: PRIVATE_FILE_MODE });
  } catch (error) {
    lock.close();
    if (error instanceof AppError) throw error;
    throw appError('DATA_FOLDER_UNUSABLE', { detail: { folder, problem: problemOf(error) }, cause: error });
  }
  return { path: folder, release: () => lock.close() };
}

/** No keys are made where everybody could read them. A folder that is in use goes on: Status warns of it. */
export function refuseOpenFolder(folder: string, ports: RightsPorts = SYSTEM_RIGHTS): void {
  const rights = closeToOthers(folder, ports);
  if (rights.isClosed || existsSync(join(folder, KEY_SLOTS_FILE))) return;
  const { problem, command } = rights;
  throw appError('DATA_FOLDER_OPEN_TO_OTHERS', { detail: { folder, problem, command } });
}

function takeLock(folder: string): Database.Database {
  let lock: Database.Database | undefined;
  try {
    lock = new Database(join(folder, LOCK_FILE), { timeout: 0 });
    lock.exec('BEGIN EXCLUSIVE');
    return lock;
  } catch (error) {
    lock?.close();
    if (error instanceof Database.SqliteError && error.code.startsWith('SQLITE_BUSY')) {
      throw appError('DATA_FOLDER_IN_USE', { detail: { folder, processId: readOwner(folder) }, cause: error });
    }
    throw appError('DATA_FOLDER_UNUSABLE', { detail: { folder, problem: problemOf(error) }, cause: error });
  }
}

/** Process id of the owner; 0 when it has not written it yet. */
function readOwner(folder: string): number {
  try {
    return Number.parseInt(readFileSync(join(folder, OWNER_FILE), 'utf8'), 10) || 0;
  } catch {
    // The lock says enough: the number is only for the message.
    return 0;
  }
}
