import Database from 'better-sqlite3';
import { type AppError, appError } from '../../engine/app-error.ts';

export type Connection = Database.Database;
export type Statement = Database.Statement;

export const DATABASE_FILE = 'countersign.db';
/** Milliseconds that a statement waits for another connection's lock; ours: only start and back-up can meet one. */
const BUSY_TIMEOUT_MILLISECONDS = 10_000;
/** Pages of 4 KiB after which a commit moves the WAL into the database; ours: 8 MB, measured; a longer WAL makes each commit dearer. */
const CHECKPOINT_PAGES = 2000;
/** Bytes that the WAL file keeps after a checkpoint. */
const JOURNAL_SIZE_LIMIT_BYTES = 64 * 1024 * 1024;
const WRITER_CACHE_KIBIBYTES = 32 * 1024;
const READER_CACHE_KIBIBYTES = 32 * 1024;
const HOT_CACHE_KIBIBYTES = 8 * 1024;

/** The one connection that writes. FULL: a used code must still be used after a power cut. */
export function openWriterConnection(path: string): Connection {
  const connection = new Database(path, { timeout: BUSY_TIMEOUT_MILLISECONDS });
  connection.pragma('journal_mode = WAL');
  connection.pragma('synchronous = FULL');
  connection.pragma('foreign_keys = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('temp_store = MEMORY');
  connection.pragma(`wal_autocheckpoint = ${CHECKPOINT_PAGES}`);
  connection.pragma(`journal_size_limit = ${JOURNAL_SIZE_LIMIT_BYTES}`);
  connection.pragma(`cache_size = -${WRITER_CACHE_KIBIBYTES}`);
  return connection;
}

function openReadOnly(path: string, cacheKibibytes: number): Connection {
  const connection = new Database(path, { readonly: true, fileMustExist: true, timeout: BUSY_TIMEOUT_MILLISECONDS });
  connection.pragma('query_only = ON');
  connection.pragma('trusted_schema = OFF');
  connection.pragma('temp_store = MEMORY');
  connection.pragma(`cache_size = -${cacheKibibytes}`);
  return connection;
}

/** For the screens' reads, which may be long. */
export function openReaderConnection(path: string): Connection {
  const connection = openReadOnly(path, READER_CACHE_KIBIBYTES);
  // Costs as much as the read itself where pages are cold: for this thread only.
  connection.pragma('cell_size_check = ON');
  return connection;
}

/** For the engine's reads on the thread that answers. */
export function openHotConnection(path: string): Connection {
  return openReadOnly(path, HOT_CACHE_KIBIBYTES);
}

const DAMAGE = /^SQLITE_(CORRUPT|NOTADB|FORMAT)/;

export function isSqliteError(error: unknown): error is Error & { code: string } {
  return error instanceof Database.SqliteError;
}

/** Whether the file itself is broken, rather than the disk full or a constraint in the way. */
function isDamage(error: unknown): boolean {
  return isSqliteError(error) && DAMAGE.test(error.code);
}

/** SQLite's error as one of ours: the code of SQLite in `problem`, the text in `cause`. */
export function storeError(error: Error & { code: string }, fallback: 'STORE_WRITE_FAILED' | 'STORE_DAMAGED'): AppError {
  const problem = error.code;
  if (isDamage(error)) return appError('STORE_DAMAGED', { detail: { problem }, cause: error });
  if (problem.startsWith('SQLITE_BUSY')) return appError('STORE_BUSY', { cause: error });
  return appError(fallback, { detail: { problem }, cause: error });
}
