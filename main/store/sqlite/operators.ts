import type { OperatorId } from '../../../shared/ids.ts';
import type { OperatorRole } from '../../../shared/roles.ts';
import { appError } from '../../engine/app-error.ts';
import type { StoredOperator, StoredSession, Writes } from '../port.ts';
import { type Connection, isSqliteError } from './connection.ts';
import { usernameKey } from './username-key.ts';

type OperatorRow = {
  id: number;
  name: string;
  role: string;
  password_hash: string;
  created_at: number;
  last_sign_in_at: number | null;
};
type SessionRow = { id_hash: string; operator_id: number; created_at: number; last_used_at: number; expires_at: number };

function toOperator(row: OperatorRow): StoredOperator {
  return {
    id: row.id as OperatorId,
    name: row.name,
    role: row.role as OperatorRole,
    createdAt: row.created_at,
    ...(row.last_sign_in_at === null ? {} : { lastSignInAt: row.last_sign_in_at }),
    passwordHash: row.password_hash,
  };
}

export function listOperators(connection: Connection): StoredOperator[] {
  return connection.prepare<[], OperatorRow>('SELECT * FROM operators ORDER BY name_key').all().map(toOperator);
}

export function addOperator(connection: Connection, input: Writes['operators.add']['input'], at: number): StoredOperator {
  const { name, role, passwordHash } = input;
  try {
    const row = connection
      .prepare<(string | number)[], OperatorRow>(
        'INSERT INTO operators (name, name_key, role, password_hash, created_at) VALUES (?, ?, ?, ?, ?) RETURNING *',
      )
      .get(name, usernameKey(name), role, passwordHash, at);
    if (row === undefined) throw new TypeError('INSERT returned no row');
    return toOperator(row);
  } catch (error) {
    if (isSqliteError(error) && error.code === 'SQLITE_CONSTRAINT_UNIQUE') {
      throw appError('OPERATOR_NAME_TAKEN', { detail: { name }, cause: error });
    }
    throw error;
  }
}

/** @throws OPERATOR_NOT_FOUND */
export function setOperatorPassword(
  connection: Connection,
  { id, passwordHash }: Writes['operators.set-password']['input'],
): { changedCount: number } {
  const { changes } = connection.prepare('UPDATE operators SET password_hash = ? WHERE id = ?').run(passwordHash, id);
  if (changes !== 1) throw appError('OPERATOR_NOT_FOUND', { detail: { name: id } });
  connection.prepare('DELETE FROM operator_sessions WHERE operator_id = ?').run(id);
  return { changedCount: changes };
}

export function findSession(connection: Connection, idHash: string): StoredSession | undefined {
  const row = connection.prepare<[string], SessionRow>('SELECT * FROM operator_sessions WHERE id_hash = ?').get(idHash);
  if (row === undefined) return undefined;
  return {
    idHash: row.id_hash,
    operatorId: row.operator_id as OperatorId,
    createdAt: row.created_at,
    lastUsedAt: row.last_used_at,
    expiresAt: row.expires_at,
  };
}

export function startSession(connection: Connection, session: StoredSession): { changedCount: number } {
  const { idHash, operatorId, createdAt, lastUsedAt, expiresAt } = session;
  connection.prepare('UPDATE operators SET last_sign_in_at = ? WHERE id = ?').run(createdAt, operatorId);
  const insert = connection.prepare(
    'INSERT INTO operator_sessions (id_hash, operator_id, created_at, last_used_at, expires_at) VALUES (?, ?, ?, ?, ?)',
  );
  return { changedCount: insert.run(idHash, operatorId, createdAt, lastUsedAt, expiresAt).changes };
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

/** Expired challenges and sessions. */
export function sweep(connection: Connection, { at }: Writes['store.sweep']['input']): { changedCount: number } {
  const challenges = connection.prepare('DELETE FROM challenges WHERE expires_at <= ?').run(at).changes;
  const sessions = connection.prepare('DELETE FROM operator_sessions WHERE expires_at <= ?').run(at).changes;
  return { changedCount: challenges + sessions };
}
