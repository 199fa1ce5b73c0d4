/** Writes of users; each runs inside the writer's transaction. */
import type { UserId } from '../../../shared/ids.ts';
import type { User, UserFields } from '../../../shared/schemas/user.ts';
import { appError } from '../../engine/app-error.ts';
import { assertNever } from '../../engine/assert-never.ts';
import type { Writes } from '../port.ts';
import { type Connection, isSqliteError } from './connection.ts';
import { preparePinChange } from './pins.ts';
import { prepareRulesEnd } from './rule-user.ts';
import { addTag, prepareUserTags, removeTag } from './tags.ts';
import { FIELD_COLUMNS, fieldValues, findUserById } from './user-rows.ts';

const INSERT = `INSERT INTO users (${FIELD_COLUMNS.join(', ')}, password_hash, source, created_at, updated_at)
  VALUES (${FIELD_COLUMNS.map(() => '?').join(', ')}, ?, ?, ?, ?)`;
const SET_FIELDS = `UPDATE users SET ${FIELD_COLUMNS.map((name) => `${name} = ?`).join(', ')}, updated_at = ?,
  revision = revision + 1`;

/** Prepared once for many rows. Answers the new user's id. */
export function prepareUserInsert(
  connection: Connection,
): (fields: UserFields, options: { passwordHash: string | null; source: User['source']; at: number }) => UserId {
  const insert = connection.prepare(INSERT);
  return (fields, { passwordHash, source, at }) =>
    refuseTaken(fields.username, () => {
      const { lastInsertRowid } = insert.run(...fieldValues(fields), passwordHash, source, at, at);
      return Number(lastInsertRowid) as UserId;
    });
}

/** @throws USERNAME_TAKEN when `change` breaks the uniqueness of username_key. */
function refuseTaken<Result>(username: string, change: () => Result): Result {
  try {
    return change();
  } catch (error) {
    if (isSqliteError(error) && error.code === 'SQLITE_CONSTRAINT_UNIQUE') {
      throw appError('USERNAME_TAKEN', { detail: { username }, cause: error });
    }
    throw error;
  }
}

/** @throws USER_NOT_FOUND */
export function getUser(connection: Connection, id: UserId, at: number): User {
  const user = findUserById(connection, id, at);
  if (user === undefined) throw appError('USER_NOT_FOUND', { detail: { user: id } });
  return user;
}

export function createUser(connection: Connection, input: Writes['users.create']['input'], at: number): User {
  const { fields, passwordHash, pinHash, source, createsTags = false } = input;
  const id = prepareUserInsert(connection)(fields, { passwordHash: passwordHash ?? null, source, at });
  if (typeof pinHash === 'string')
    connection.prepare('UPDATE users SET pin_hash = ?, pin_set_at = ? WHERE id = ?').run(pinHash, at, id);
  if (fields.tags.length > 0) prepareUserTags(connection, { createsTags, at })(id, fields.tags);
  return getUser(connection, id, at);
}

export function updateUser(connection: Connection, input: Writes['users.update']['input'], at: number): User {
  const { id, revision, fields, passwordHash, pinHash, pinHistoryLength = 0, createsTags = false } = input;
  const { changes } = refuseTaken(fields.username, () =>
    connection.prepare(`${SET_FIELDS} WHERE id = ? AND revision = ?`).run(...fieldValues(fields), at, id, revision),
  );
  if (changes !== 1) {
    throw appError('USER_REVISION_CONFLICT', { detail: { username: getUser(connection, id, at).username } });
  }
  prepareUserTags(connection, { createsTags, at })(id, fields.tags);
  if (passwordHash !== undefined) connection.prepare('UPDATE users SET password_hash = ? WHERE id = ?').run(passwordHash, id);
  if (pinHash !== undefined) {
    const { mustChangePin } = fields;
    preparePinChange(connection)({ userId: id, pinHash, mustChangePin, historyLength: pinHistoryLength, at });
  }
  return getUser(connection, id, at);
}

export function setUsersEnabled(
  connection: Connection,
  { ids, isEnabled }: Writes['users.set-enabled']['input'],
  at: number,
): { changedCount: number } {
  const wanted = isEnabled ? 1 : 0;
  const set = connection.prepare(
    'UPDATE users SET is_enabled = ?, updated_at = ?, revision = revision + 1 WHERE id = ? AND is_enabled <> ?',
  );
  return { changedCount: sumChanges(ids, (id) => set.run(wanted, at, id, wanted).changes) };
}

/** @throws TAG_NOT_FOUND */
export function changeManyUsers(
  connection: Connection,
  { ids, change }: Writes['users.change-many']['input'],
  at: number,
): Writes['users.change-many']['output'] {
  switch (change.kind) {
    case 'add-tag':
      return addTag(connection, { tagId: change.tagId, ids }, at);
    case 'remove-tag':
      return removeTag(connection, { tagId: change.tagId, ids }, at);
    case 'set-enabled':
      return setColumn(connection, { column: 'is_enabled', value: change.isEnabled ? 1 : 0, ids }, at);
    case 'set-group':
      return setColumn(connection, { column: 'user_group', value: change.userGroup, ids }, at);
    default:
      return assertNever(change);
  }
}

type ColumnChange = {
  readonly column: 'is_enabled' | 'user_group';
  readonly value: number | string;
  readonly ids: readonly UserId[];
};

function setColumn(
  connection: Connection,
  { column, value, ids }: ColumnChange,
  at: number,
): Writes['users.change-many']['output'] {
  const set = connection.prepare(
    `UPDATE users SET ${column} = ?, updated_at = ?, revision = revision + 1 WHERE id = ? AND ${column} <> ?`,
  );
  const changedIds = ids.filter((id) => set.run(value, at, id, value).changes === 1);
  return { changedCount: changedIds.length, changedIds };
}

/** The user's hardware tokens go back to the drawer; seeds in an authenticator app end with their user. */
export function deleteUsers(
  connection: Connection,
  { ids }: Writes['users.delete']['input'],
  at: number,
): { changedCount: number } {
  const endRules = prepareRulesEnd(connection);
  const dropAppTokens = connection.prepare("DELETE FROM tokens WHERE user_id = ? AND origin = 'app'");
  const dropUser = connection.prepare('DELETE FROM users WHERE id = ?');
  return {
    changedCount: sumChanges(ids, (id) => {
      endRules(id, at);
      dropAppTokens.run(id);
      return dropUser.run(id).changes;
    }),
  };
}

export function unlockUser(connection: Connection, { id }: Writes['users.unlock']['input'], at: number): User {
  connection
    .prepare(
      `UPDATE user_states SET failure_count = 0, first_failure_at = NULL, long_term_failure_count = 0, locked_until = NULL,
       is_locked_long_term = 0, last_wrong_fingerprint = NULL, last_wrong_at = NULL WHERE user_id = ?`,
    )
    .run(id);
  return getUser(connection, id, at);
}

export function importUsers(
  connection: Connection,
  { create, update }: Writes['users.import']['input'],
  at: number,
): { created: number; updated: number } {
  const insert = prepareUserInsert(connection);
  const setTags = prepareUserTags(connection, { createsTags: true, at });
  for (const fields of create) {
    const id = insert(fields, { passwordHash: null, source: 'csv', at });
    if (fields.tags.length > 0) setTags(id, fields.tags);
  }
  const set = connection.prepare(`${SET_FIELDS} WHERE id = ?`);
  for (const { id, fields } of update) {
    const { changes } = refuseTaken(fields.username, () => set.run(...fieldValues(fields), at, id));
    if (changes !== 1) throw appError('USER_NOT_FOUND', { detail: { user: fields.username } });
    setTags(id, fields.tags);
  }
  return { created: create.length, updated: update.length };
}

export function sumChanges<Id>(ids: readonly Id[], change: (id: Id) => number): number {
  return ids.reduce((sum, id) => sum + change(id), 0);
}
