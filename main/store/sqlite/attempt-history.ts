/**
 * Many attempts of the past at once, for demo data and measurements: the rows, chains and rollup that the same
 * attempts would have left when they happened. Opens a connection of its own: on a folder whose store is open, nobody
 * may sign in meanwhile.
 */
import type { AttemptDraft } from '../../engine/effects.ts';
import { prepareAttemptInsert } from './attempt-insert.ts';
import { type Connection, openWriterConnection } from './connection.ts';

/** Attempts in one transaction; ours. */
const TRANSACTION_ROWS = 50_000;

/** `attempts` oldest first, into a database that openStore has made. Answers how many there were. */
export function insertAttemptHistory(databasePath: string, attempts: Iterable<AttemptDraft>): number {
  const connection = openWriterConnection(databasePath);
  try {
    return insertHistory(connection, attempts);
  } finally {
    connection.close();
  }
}

function insertHistory(connection: Connection, attempts: Iterable<AttemptDraft>): number {
  const { insert, flush } = prepareAttemptInsert(connection);
  const signIn = connection.prepare('UPDATE user_states SET last_sign_in_at = ? WHERE user_id = ?');
  const lastSignIns = new Map<number, number>();
  let insertedCount = 0;
  let isOpen = false;
  const finish = () => {
    flush();
    for (const [userId, at] of lastSignIns) signIn.run(at, userId);
    lastSignIns.clear();
    connection.exec('COMMIT');
    isOpen = false;
  };
  for (const attempt of attempts) {
    if (!isOpen) connection.exec('BEGIN IMMEDIATE');
    isOpen = true;
    insert(attempt);
    insertedCount += 1;
    if (attempt.isGranted && attempt.userId !== undefined) lastSignIns.set(attempt.userId, attempt.at);
    if (insertedCount % TRANSACTION_ROWS === 0) finish();
  }
  if (isOpen) finish();
  return insertedCount;
}
