/** What happens to a database file before anything else may use it: checked, then migrated. */
import { closeSync, existsSync, openSync, statSync } from 'node:fs';
import { appError } from '../../engine/app-error.ts';
import { type Connection, openReaderConnection, openWriterConnection } from './connection.ts';
import { checkSchemaIsKnown, migrate } from './migrate.ts';

const PRIVATE_FILE_MODE = 0o600;
/**
 * Bytes up to which the whole file is read at start; ours: about a second. Larger files have their small
 * tables checked here, the rest shows as STORE_DAMAGED when it is read, and at each back-up.
 */
const WHOLE_CHECK_MAX_BYTES = 192 * 1024 * 1024;
const SMALL_TABLES = [
  'settings',
  'operators',
  'radius_clients',
  'operator_audit',
  'challenges',
  'message_codes',
  'blocks',
  'bypasses',
];

/** @throws STORE_SCHEMA_FROM_FUTURE (nothing was written) · STORE_DAMAGED */
export function prepareDatabase(path: string): void {
  if (existsSync(path) && statSync(path).size > 0) checkBeforeWriting(path);
  // SQLite gives its WAL the mode of the database file.
  else closeSync(openSync(path, 'a', PRIVATE_FILE_MODE));
  const connection = openWriterConnection(path);
  try {
    migrate(connection, (version) => copyDatabase(connection, `${path}.before-${version}`));
  } finally {
    connection.close();
  }
}

function checkBeforeWriting(path: string): void {
  const connection = openReaderConnection(path);
  try {
    checkSchemaIsKnown(connection);
    checkDamage(connection, statSync(path).size <= WHOLE_CHECK_MAX_BYTES ? undefined : SMALL_TABLES);
  } finally {
    connection.close();
  }
}

/** `tables` undefined: the whole file. @throws STORE_DAMAGED */
export function checkDamage(connection: Connection, tables: readonly string[] | undefined): void {
  const existing = tables?.filter(
    (name) => connection.prepare("SELECT 1 FROM sqlite_schema WHERE type = 'table' AND name = ?").get(name) !== undefined,
  );
  for (const argument of existing ?? ['1']) {
    const problem = String(connection.pragma(`quick_check(${argument})`, { simple: true }));
    if (problem !== 'ok') throw appError('STORE_DAMAGED', { detail: { problem: problem.split('\n')[0] ?? '' } });
  }
}

/** A whole copy of one moment; the file at `target` must not be there. */
export function copyDatabase(connection: Connection, target: string): void {
  connection.prepare('VACUUM INTO ?').run(target);
}
