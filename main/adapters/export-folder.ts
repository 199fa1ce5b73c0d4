/** Where finished exports wait to be fetched: inside the data folder, for its owner only, wiped at every start. */
import { createReadStream } from 'node:fs';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { appError } from '../engine/app-error.ts';
import { PRIVATE_FILE_MODE, PRIVATE_FOLDER_MODE, problemOf } from './durable-file.ts';

const FOLDER = 'exports';
const FULL: ReadonlySet<string> = new Set(['ENOSPC', 'EDQUOT', 'EFBIG']);
/** What Windows says while another program has the file open. */
const LOCKED: ReadonlySet<string> = new Set(['EBUSY', 'EPERM', 'ETXTBSY']);

/** The file of an export, as the engine and a command on the same machine find it. */
export const exportPath = (dataFolder: string, id: string, format: string): string => join(dataFolder, FOLDER, `${id}.${format}`);

export async function makeExportFolder(dataFolder: string): Promise<void> {
  await mkdir(join(dataFolder, FOLDER), { recursive: true, mode: PRIVATE_FOLDER_MODE });
}

/** With everything that an earlier run left. */
export async function removeExportFolder(dataFolder: string): Promise<void> {
  await rm(join(dataFolder, FOLDER), { recursive: true, force: true });
}

/** Takes away a finished file and what is there of an unfinished one. */
export async function removeExport(path: string): Promise<void> {
  await Promise.all([rm(path, { force: true }), rm(`${path}.part`, { force: true })]);
}

/**
 * Copies a finished export to where the operator wants it: whole or not at all, and a file that was there stays until
 * the new one is whole.
 * @throws EXPORT_FILE_LOCKED · EXPORT_DISK_FULL · EXPORT_WRITE_FAILED
 */
export async function copyExport(source: string, target: string): Promise<void> {
  const part = `${target}.part`;
  try {
    // The operator's own folder and account: its usual permissions, but for nobody else while it is written.
    const file = await open(part, 'w', PRIVATE_FILE_MODE);
    try {
      await file.writeFile(createReadStream(source));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(part, target);
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined);
    const problem = problemOf(error);
    if (FULL.has(problem)) throw appError('EXPORT_DISK_FULL', { detail: { path: target }, cause: error });
    if (LOCKED.has(problem)) throw appError('EXPORT_FILE_LOCKED', { detail: { path: target }, cause: error });
    throw appError('EXPORT_WRITE_FAILED', { detail: { path: target, problem }, cause: error });
  }
}
