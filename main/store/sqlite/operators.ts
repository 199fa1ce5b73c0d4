import type { OperatorId } from '../../../shared/ids.ts';
import type { OperatorRole } from '../../../shared/roles.ts';
import { appError } from '../../engine/app-error.ts';
import type { StoredOperator, Writes } from '../port.ts';
import { type Connection, isSqliteError } from './connection.ts';
import { usernameKey } from './username-key.ts';

type OperatorRow = {
  id: number;
  name: string;
  role: string;
  password_hash: string;
  created_at: number;
  last_sign_in_at: number | null;
  is_enabled: number;
  must_change_password: number;
  revision: number;
  has_token: number;
};

const SELECT = `SELECT o.*, EXISTS (SELECT 1 FROM operator_tokens t WHERE t.operator_id = o.id) AS has_token FROM operators o`;

function toOperator(row: OperatorRow): StoredOperator {
  return {
    id: row.id as OperatorId,
    name: row.name,
    role: row.role as OperatorRole,
    isEnabled: row.is_enabled === 1,
    hasSecondFactor: row.has_token === 1,
    mustChangePassword: row.must_change_password === 1,
    createdAt: row.created_at,
    ...(row.last_sign_in_at === null ? {} : { lastSignInAt: row.last_sign_in_at }),
    revision: row.revision,
    passwordHash: row.password_hash,
  };
}

export function listOperators(connection: Connection): StoredOperator[] {
  return connection.prepare<[], OperatorRow>(`${SELECT} ORDER BY o.name_key`).all().map(toOperator);
}

/** @throws OPERATOR_NOT_FOUND */
export function getOperator(connection: Connection, id: OperatorId): StoredOperator {
  const row = connection.prepare<[number], OperatorRow>(`${SELECT} WHERE o.id = ?`).get(id);
  if (row === undefined) throw appError('OPERATOR_NOT_FOUND', { detail: { name: id } });
  return toOperator(row);
}

export function addOperator(connection: Connection, input: Writes['operators.add']['input'], at: number): StoredOperator {
  const { name, role, passwordHash, mustChangePassword = false } = input;
  try {
    const { lastInsertRowid } = connection
      .prepare(
        'INSERT INTO operators (name, name_key, role, password_hash, created_at, must_change_password) VALUES (?, ?, ?, ?, ?, ?)',
      )
      .run(name, usernameKey(name), role, passwordHash, at, mustChangePassword ? 1 : 0);
    return getOperator(connection, Number(lastInsertRowid) as OperatorId);
  } catch (error) {
    if (isSqliteError(error) && error.code === 'SQLITE_CONSTRAINT_UNIQUE') {
      throw appError('OPERATOR_NAME_TAKEN', { detail: { name }, cause: error });
    }
    throw error;
  }
}

/** @throws OPERATOR_NOT_FOUND · OPERATOR_REVISION_CONFLICT · OPERATOR_LAST_ADMINISTRATOR */
export function updateOperator(connection: Connection, input: Writes['operators.update']['input']): StoredOperator {
  const { id, revision, role, isEnabled } = input;
  const { changes } = connection
    .prepare('UPDATE operators SET role = ?, is_enabled = ?, revision = revision + 1 WHERE id = ? AND revision = ?')
    .run(role, isEnabled ? 1 : 0, id, revision);
  if (changes !== 1) throw appError('OPERATOR_REVISION_CONFLICT', { detail: { name: getOperator(connection, id).name } });
  refuseWithoutAdministrator(connection);
  endSessionsOf(connection, id);
  return getOperator(connection, id);
}

/** @throws OPERATOR_NOT_FOUND · OPERATOR_LAST_ADMINISTRATOR */
export function deleteOperator(
  connection: Connection,
  { id }: Writes['operators.delete']['input'],
): { readonly changedCount: number } {
  const { changes } = connection.prepare('DELETE FROM operators WHERE id = ?').run(id);
  if (changes !== 1) throw appError('OPERATOR_NOT_FOUND', { detail: { name: id } });
  refuseWithoutAdministrator(connection);
  return { changedCount: changes };
}

/** Looked at after the change, inside its transaction: of two changes at once, the second is refused. */
function refuseWithoutAdministrator(connection: Connection): void {
  const left = connection.prepare("SELECT 1 FROM operators WHERE role = 'administrator' AND is_enabled = 1 LIMIT 1").get();
  if (left === undefined) throw appError('OPERATOR_LAST_ADMINISTRATOR');
}

/** @throws OPERATOR_NOT_FOUND */
export function setOperatorPassword(
  connection: Connection,
  { id, passwordHash, mustChangePassword, keepsSession }: Writes['operators.set-password']['input'],
): { changedCount: number } {
  const { changes } = connection
    .prepare('UPDATE operators SET password_hash = ?, must_change_password = ?, revision = revision + 1 WHERE id = ?')
    .run(passwordHash, mustChangePassword ? 1 : 0, id);
  if (changes !== 1) throw appError('OPERATOR_NOT_FOUND', { detail: { name: id } });
  endSessionsOf(connection, id, keepsSession);
  return { changedCount: changes };
}

/** Ends all sessions of an operator but the one with the hash `kept`. */
export function endSessionsOf(connection: Connection, id: OperatorId, kept = ''): number {
  return connection.prepare('DELETE FROM operator_sessions WHERE operator_id = ? AND id_hash <> ?').run(id, kept).changes;
}
