/** Writes what the operator saves: whole or not at all, under the name that was chosen in the dialog. */
import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { problemOf, syncFolder } from '../adapters/durable-file.ts';
import { type AppError, appError } from '../engine/app-error.ts';

/** Windows says so while Excel has the file open; the others when the file or its folder may not be written. */
const LOCKED = new Set(['EBUSY', 'EPERM', 'EACCES', 'ETXTBSY']);
const FULL = new Set(['ENOSPC', 'EDQUOT']);

/** What the system refused, as the console explains it. */
export function refusalOf(path: string, error: unknown): AppError {
  const problem = problemOf(error);
  if (FULL.has(problem)) return appError('EXPORT_DISK_FULL', { detail: { path }, cause: error });
  if (LOCKED.has(problem)) return appError('EXPORT_FILE_LOCKED', { detail: { path }, cause: error });
  return appError('EXPORT_WRITE_FAILED', { detail: { path, problem }, cause: error });
}

/** @throws EXPORT_FILE_LOCKED · EXPORT_DISK_FULL · EXPORT_WRITE_FAILED; no half file is left */
export async function saveBytes(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.part`;
  try {
    const file = await open(partial, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    throw refusalOf(path, error);
  }
  // The file is there: a folder that cannot be synced makes it no failure.
  await syncFolder(dirname(path)).catch(() => undefined);
}
