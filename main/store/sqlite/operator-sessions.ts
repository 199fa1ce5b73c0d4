import type { OperatorId } from '../../../shared/ids.ts';
import type { StoredSession, Writes } from '../port.ts';
import type { Connection } from './connection.ts';
import { spendOperatorCode } from './operator-tokens.ts';
import { endSessionsOf } from './operators.ts';

type SessionRow = {
  id_hash: string;
  operator_id: number;
  created_at: number;
  last_used_at: number;
  expires_at: number;
  address: string;
};

const toSession = (row: SessionRow): StoredSession => ({
  idHash: row.id_hash,
  operatorId: row.operator_id as OperatorId,
  createdAt: row.created_at,
  lastUsedAt: row.last_used_at,
  expiresAt: row.expires_at,
  address: row.address,
});

export function findSession(connection: Connection, idHash: string): StoredSession | undefined {
  const row = connection.prepare<[string], SessionRow>('SELECT * FROM operator_sessions WHERE id_hash = ?').get(idHash);
  return row === undefined ? undefined : toSession(row);
}

export function listSessions(connection: Connection, operatorId: OperatorId): StoredSession[] {
  return connection
    .prepare<[number], SessionRow>('SELECT * FROM operator_sessions WHERE operator_id = ? ORDER BY created_at DESC')
    .all(operatorId)
    .map(toSession);
}

/** The code of the second factor is spent in the transaction that makes the session. @throws OPERATOR_CODE_WRONG */
export function startSession(
  connection: Connection,
  { session, spends }: Writes['sessions.start']['input'],
): { changedCount: number } {
  const { idHash, operatorId, createdAt, lastUsedAt, expiresAt, address } = session;
  if (spends !== undefined) spendOperatorCode(connection, operatorId, spends, createdAt);
  connection.prepare('UPDATE operators SET last_sign_in_at = ? WHERE id = ?').run(createdAt, operatorId);
  const insert = connection.prepare(
    'INSERT INTO operator_sessions (id_hash, operator_id, created_at, last_used_at, expires_at, address) VALUES (?, ?, ?, ?, ?, ?)',
  );
  return { changedCount: insert.run(idHash, operatorId, createdAt, lastUsedAt, expiresAt, address).changes };
}

export function touchSession(
  connection: Connection,
  { idHash, at }: Writes['sessions.touch']['input'],
): { changedCount: number } {
  const touch = connection.prepare('UPDATE operator_sessions SET last_used_at = max(last_used_at, ?) WHERE id_hash = ?');
  return { changedCount: touch.run(at, idHash).changes };
}

export function endSession(connection: Connection, { idHash }: Writes['sessions.end']['input']): { changedCount: number } {
  return { changedCount: connection.prepare('DELETE FROM operator_sessions WHERE id_hash = ?').run(idHash).changes };
}

export function endOtherSessions(
  connection: Connection,
  { operatorId, keeps }: Writes['sessions.end-others']['input'],
): { changedCount: number } {
  return { changedCount: endSessionsOf(connection, operatorId, keeps) };
}
