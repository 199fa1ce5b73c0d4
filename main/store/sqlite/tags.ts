/** Tags: their list and changes, and which of them a user has. The writes run inside the writer's transaction. */
import type { TagId, UserId } from '../../../shared/ids.ts';
import type { Tag } from '../../../shared/schemas/tag.ts';
import { appError } from '../../engine/app-error.ts';
import type { Writes } from '../port.ts';
import { type Connection, isSqliteError } from './connection.ts';
import { usernameKey } from './username-key.ts';

type TagRow = { id: number; name: string; user_count: number; created_at: number };

const toTag = (row: TagRow): Tag => ({
  id: row.id as TagId,
  name: row.name,
  userCount: row.user_count,
  createdAt: row.created_at,
});

export function listTags(connection: Connection): readonly Tag[] {
  return connection.prepare<[], TagRow>('SELECT id, name, user_count, created_at FROM tags ORDER BY name_key').all().map(toTag);
}

/** @throws TAG_NOT_FOUND */
export function getTag(connection: Connection, id: TagId): Tag {
  const row = connection.prepare<[number], TagRow>('SELECT id, name, user_count, created_at FROM tags WHERE id = ?').get(id);
  if (row === undefined) throw appError('TAG_NOT_FOUND', { detail: { tag: id } });
  return toTag(row);
}

/** @throws TAG_NAME_TAKEN when `change` breaks the uniqueness of name_key. */
function refuseTaken<Result>(name: string, change: () => Result): Result {
  try {
    return change();
  } catch (error) {
    if (isSqliteError(error) && error.code === 'SQLITE_CONSTRAINT_UNIQUE')
      throw appError('TAG_NAME_TAKEN', { detail: { name }, cause: error });
    throw error;
  }
}

export function createTag(connection: Connection, { name }: Writes['tags.create']['input'], at: number): Tag {
  const insert = connection.prepare('INSERT INTO tags (name, name_key, created_at) VALUES (?, ?, ?)');
  const { lastInsertRowid } = refuseTaken(name, () => insert.run(name, usernameKey(name), at));
  return getTag(connection, Number(lastInsertRowid) as TagId);
}

export function renameTag(connection: Connection, { id, name }: Writes['tags.rename']['input']): Tag {
  getTag(connection, id);
  const rename = connection.prepare('UPDATE tags SET name = ?, name_key = ? WHERE id = ?');
  refuseTaken(name, () => rename.run(name, usernameKey(name), id));
  return getTag(connection, id);
}

/** Takes the tag off `limit` users at most; deletes it once nobody has it. */
export function deleteTag(
  connection: Connection,
  { id, limit }: Writes['tags.delete']['input'],
  at: number,
): Writes['tags.delete']['output'] {
  getTag(connection, id);
  const holders = connection
    .prepare<[number, number], { user_id: number }>('SELECT user_id FROM user_tags WHERE tag_id = ? LIMIT ?')
    .all(id, limit);
  const changedCount = removeTag(
    connection,
    { tagId: id, ids: holders.map((holder) => holder.user_id as UserId) },
    at,
  ).changedCount;
  const isDone = holders.length < limit;
  if (isDone) connection.prepare('DELETE FROM tags WHERE id = ?').run(id);
  return { changedCount, isDone };
}

type TagChange = { readonly tagId: TagId; readonly ids: readonly UserId[] };
type Changed = { readonly changedCount: number; readonly changedIds: readonly UserId[] };

export function addTag(connection: Connection, { tagId, ids }: TagChange, at: number): Changed {
  getTag(connection, tagId);
  const insert = connection.prepare('INSERT OR IGNORE INTO user_tags (user_id, tag_id) SELECT id, ? FROM users WHERE id = ?');
  return touchChanged(connection, ids, at, (id) => insert.run(tagId, id).changes);
}

export function removeTag(connection: Connection, { tagId, ids }: TagChange, at: number): Changed {
  const remove = connection.prepare('DELETE FROM user_tags WHERE user_id = ? AND tag_id = ?');
  return touchChanged(connection, ids, at, (id) => remove.run(id, tagId).changes);
}

/** A user whose tags change is a newer state of that user: its form in another console has to notice. */
function touchChanged(connection: Connection, ids: readonly UserId[], at: number, change: (id: UserId) => number): Changed {
  const touch = connection.prepare('UPDATE users SET revision = revision + 1, updated_at = ? WHERE id = ?');
  const changedIds = ids.filter((id) => change(id) > 0);
  for (const id of changedIds) touch.run(at, id);
  return { changedCount: changedIds.length, changedIds };
}

/**
 * Makes the names in `names` the tags of the user, prepared once for many users.
 * @throws TAG_NOT_FOUND for a name that is no tag where `createsTags` is false.
 */
export function prepareUserTags(
  connection: Connection,
  { createsTags, at }: { readonly createsTags: boolean; readonly at: number },
): (userId: UserId, names: readonly string[]) => void {
  const find = connection.prepare<[string], { id: number }>('SELECT id FROM tags WHERE name_key = ?');
  const held = connection.prepare<[number], { tag_id: number }>('SELECT tag_id FROM user_tags WHERE user_id = ?');
  const insert = connection.prepare('INSERT INTO user_tags (user_id, tag_id) VALUES (?, ?)');
  const remove = connection.prepare('DELETE FROM user_tags WHERE user_id = ? AND tag_id = ?');
  const idOf = (name: string): number => {
    const id = find.get(usernameKey(name))?.id;
    if (id !== undefined) return id;
    if (!createsTags) throw appError('TAG_NOT_FOUND', { detail: { tag: name } });
    return createTag(connection, { name }, at).id;
  };
  return (userId, names) => {
    const wanted = new Set(names.map(idOf));
    for (const { tag_id } of held.all(userId)) if (!wanted.delete(tag_id)) remove.run(userId, tag_id);
    for (const tagId of wanted) insert.run(userId, tagId);
  };
}
