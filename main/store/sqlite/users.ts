/** Reads of users: list, search, facts. */
import type { Page } from '../../../shared/schemas/common.ts';
import type { User, UserFacts, UserFilter, UserListQuery } from '../../../shared/schemas/user.ts';
import type { Connection } from './connection.ts';
import { type Condition, keptCount, NO_FILTER, type Ordered, orderedUsers, orderedUsersAtHand } from './user-order.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-rows.ts';

/** Matches up to which sorting the matches beats walking the sort order and testing each row; ours, measured. */
const SORT_MATCHES_MAX = 5000;
/** Rows that a walk may test before a list of ids is made instead; ours, measured. */
const WALK_ROWS_MAX = 20_000;
/** Share of all users above which a filter's matches are met soon in any order; ours. */
const DENSE_SHARE = 0.15;
const GROUPS_MAX = 1000;

const SORT_SQL: Readonly<Record<UserListQuery['sort'], readonly string[]>> = {
  username: ['u.username_key', 'u.id'],
  lastName: ['u.last_name COLLATE NOCASE', 'u.id'],
  userGroup: ['u.user_group COLLATE NOCASE', 'u.username_key'],
  // Ids are given in the order of creation and cost no index.
  createdAt: ['u.id'],
  lastSignInAt: ['s.last_sign_in_at', 'u.id'],
};
const LOCKED = '(s.is_locked_long_term = 1 OR s.locked_until > @now)';
const LOCKED_USERS = `SELECT user_id FROM user_states s
  WHERE (s.locked_until IS NOT NULL OR s.is_locked_long_term = 1) AND ${LOCKED}`;

const BLOCKED_USERS = 'SELECT user_id FROM user_states s WHERE s.blocked_until IS NOT NULL AND s.blocked_until > @now';

type Filter = { readonly where: readonly string[]; readonly values: Record<string, string | number> };
type Direction = UserListQuery['direction'];

/**
 * A page of the list. An index that leads to it is walked from the nearer end; few matches are sorted; for the rest
 * the list of all matching ids is made once and kept (user-order.ts).
 */
export function listUsers(connection: Connection, query: UserListQuery, now: number): Page<User> {
  const words = searchWords(query.search);
  if (words === undefined && query.search !== '') return { rows: [], total: 0 };
  const filter = filterOf(query, words, now);
  const ordered: Ordered = { filter: query, sort: query.sort, conditions: conditionsOf(query, words, now), now };
  const atHand = orderedUsersAtHand(connection, ordered);
  if (atHand !== undefined) return pageOf(connection, atHand, query, now);
  if (isLargeMeeting(connection, query)) return pageOf(connection, orderedUsers(connection, ordered), query, now);
  const total = countUsers(connection, query, filter);
  if (total <= query.offset) return { rows: [], total };
  if (hasIndex(query)) return { rows: walked(connection, query, filter, { total, now }), total };
  if (total > SORT_MATCHES_MAX && !isShortWalk(connection, query, total))
    return pageOf(connection, orderedUsers(connection, ordered), query, now);
  return { rows: rowsOf(connection, query, filter, { isWalk: total > SORT_MATCHES_MAX, now, ...query }), total };
}

/** Several filters of which none alone leaves few users: to count them is as much work as to list them. */
function isLargeMeeting(connection: Connection, query: UserListQuery): boolean {
  if (filtersSet(query) < 2) return false;
  const alone = [
    { search: query.search },
    { state: query.state },
    { userGroup: query.userGroup },
    { method: query.method },
    { tagId: query.tagId },
  ].map((one) => ({ ...NO_FILTER, ...one }));
  // A locked or blocked user is one of few.
  return alone.every((one) => filtersSet(one) === 0 || (countOfOne(connection, one) ?? 0) > SORT_MATCHES_MAX);
}

/** Whether the order's own index meets enough matches soon. Where they are rare they may also stand together at its end. */
function isShortWalk(connection: Connection, query: UserListQuery, total: number): boolean {
  if (query.sort === 'lastSignInAt') return false;
  const all = countOf(connection, 'all');
  return total > all * DENSE_SHARE && ((query.offset + query.limit) * all) / total <= WALK_ROWS_MAX;
}

/** Ids of all users that match, in no order that means anything. */
export function listUserIds(connection: Connection, filter: UserFilter, now: number): Int32Array {
  const words = searchWords(filter.search);
  if (words === undefined && filter.search !== '') return new Int32Array();
  return orderedUsers(connection, { filter, sort: 'createdAt', conditions: conditionsOf(filter, words, now), now });
}

function filtersSet({ search, state, userGroup, method, tagId }: UserFilter): number {
  return [search !== '', state, userGroup !== undefined, method, tagId].filter(Boolean).length;
}

/** Whether one index has both the filter and the order, so that a page is found without a look at other rows. */
function hasIndex(query: UserListQuery): boolean {
  const count = filtersSet(query);
  if (count === 0) return query.sort !== 'lastSignInAt';
  if (count > 1) return false;
  if (query.userGroup !== undefined) return query.sort === 'username' || query.sort === 'userGroup';
  const isIndexed = query.method !== undefined || query.state === 'disabled' || query.state === 'without-token';
  return isIndexed && query.sort === 'username';
}

/** From the end of the index that is nearer to the page. */
function walked(
  connection: Connection,
  query: UserListQuery,
  filter: Filter,
  { total, now }: { total: number; now: number },
): User[] {
  const limit = Math.min(query.limit, total - query.offset);
  if (query.offset <= total / 2) return rowsOf(connection, query, filter, { isWalk: false, now, ...query, limit });
  const back = { direction: opposite(query.direction), offset: total - query.offset - limit, limit };
  return rowsOf(connection, query, filter, { isWalk: false, now, ...back });
}

const opposite = (direction: Direction): Direction => (direction === 'asc' ? 'desc' : 'asc');

function pageOf(
  connection: Connection,
  ascending: Int32Array,
  { offset, limit, direction }: UserListQuery,
  now: number,
): Page<User> {
  const total = ascending.length;
  const ids =
    direction === 'asc'
      ? ascending.subarray(offset, offset + limit)
      : ascending.subarray(Math.max(0, total - offset - limit), Math.max(0, total - offset)).toReversed();
  const rows = connection
    .prepare<[string], UserRow>(
      `SELECT ${USER_COLUMNS} FROM json_each(?) AS page CROSS JOIN users u ON u.id = page.value
       JOIN user_states s ON s.user_id = u.id ORDER BY page.key`,
    )
    .all(JSON.stringify([...ids]));
  return { rows: rows.map((row) => toUser(row, now)), total };
}

/** Each word of the search as an FTS5 prefix term; undefined when there is none. */
function searchWords(search: string): string | undefined {
  const words = search.split(/[^\p{L}\p{N}\p{M}\p{Co}]+/u).filter((word) => word !== '');
  return words.length === 0 ? undefined : words.map((word) => `"${word}"*`).join(' AND ');
}

function filterOf(query: UserFilter, words: string | undefined, now: number): Filter {
  const where: string[] = [];
  const values: Record<string, string | number> = {};
  if (words !== undefined) {
    where.push('u.id IN (SELECT rowid FROM user_words WHERE user_words MATCH @words)');
    values.words = words;
  }
  if (query.state === 'enabled') where.push('u.is_enabled = 1');
  if (query.state === 'disabled') where.push('u.is_enabled = 0');
  if (query.state === 'without-token') where.push('u.token_count = 0');
  if (query.state === 'locked') {
    where.push(`u.id IN (${LOCKED_USERS})`);
    values.now = now;
  }
  if (query.state === 'blocked') {
    where.push(`u.id IN (${BLOCKED_USERS})`);
    values.now = now;
  }
  if (query.userGroup !== undefined) {
    where.push('u.user_group = @userGroup COLLATE NOCASE');
    values.userGroup = query.userGroup;
  }
  if (query.method !== undefined) {
    where.push('u.method = @method');
    values.method = query.method;
  }
  if (query.tagId !== undefined) {
    where.push('EXISTS (SELECT 1 FROM user_tags WHERE user_id = u.id AND tag_id = @tagId)');
    values.tagId = query.tagId;
  }
  return { where, values };
}

function whereSql({ where }: Filter): string {
  return where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
}

/** The same filter as SELECTs of ids. */
function conditionsOf(query: UserFilter, words: string | undefined, now: number): Condition[] {
  const conditions: Condition[] = [];
  if (words !== undefined) conditions.push({ ids: 'SELECT rowid FROM user_words WHERE user_words MATCH ?', values: [words] });
  if (query.state === 'enabled' || query.state === 'disabled') {
    const isComplement = query.state === 'enabled';
    conditions.push({ ids: 'SELECT id FROM users WHERE is_enabled = 0', values: [], isComplement });
  }
  if (query.state === 'without-token') conditions.push({ ids: 'SELECT id FROM users WHERE token_count = 0', values: [] });
  if (query.state === 'locked') conditions.push({ ids: LOCKED_USERS.replace('@now', '?'), values: [now] });
  if (query.state === 'blocked') conditions.push({ ids: BLOCKED_USERS.replace('@now', '?'), values: [now] });
  if (query.userGroup !== undefined)
    conditions.push({ ids: 'SELECT id FROM users WHERE user_group = ? COLLATE NOCASE', values: [query.userGroup] });
  if (query.method !== undefined) conditions.push({ ids: 'SELECT id FROM users WHERE method = ?', values: [query.method] });
  if (query.tagId !== undefined)
    conditions.push({ ids: 'SELECT user_id FROM user_tags WHERE tag_id = ?', values: [query.tagId] });
  return conditions;
}

function countOf(connection: Connection, kind: string, value = ''): number {
  return (
    connection
      .prepare<[string, string], { count: number }>('SELECT count FROM user_counts WHERE kind = ? AND value = ?')
      .get(kind, value)?.count ?? 0
  );
}

/** One filter alone is counted already; several are counted now. */
function countUsers(connection: Connection, query: UserFilter, filter: Filter): number {
  const one = filtersSet(query) > 1 ? undefined : countOfOne(connection, query);
  return one ?? count(connection, `users u ${whereSql(filter)}`, filter.values);
}

function countOfOne(connection: Connection, { search, state, userGroup, method, tagId }: UserFilter): number | undefined {
  if (search !== '') {
    const words = searchWords(search) ?? '';
    // FTS counts its own matches without a look at users.
    return keptCount(connection, words, () => count(connection, 'user_words WHERE user_words MATCH @words', { words }));
  }
  if (userGroup !== undefined) return countOf(connection, 'group', userGroup);
  if (method !== undefined) return countOf(connection, 'method', method);
  if (tagId !== undefined) return countOfTag(connection, tagId);
  if (state === 'locked' || state === 'blocked') return undefined;
  if (state === 'enabled') return countOf(connection, 'all') - countOf(connection, 'disabled');
  return countOf(connection, state ?? 'all');
}

function countOfTag(connection: Connection, tagId: number): number {
  const tag = connection.prepare<[number], { total: number }>('SELECT user_count AS total FROM tags WHERE id = ?').get(tagId);
  return tag?.total ?? 0;
}

function count(connection: Connection, from: string, values: Record<string, string | number>): number {
  return (
    connection.prepare<[Record<string, string | number>], { total: number }>(`SELECT count(*) AS total FROM ${from}`).get(values)
      ?.total ?? 0
  );
}

type Walk = {
  readonly now: number;
  readonly isWalk: boolean;
  readonly direction: Direction;
  readonly offset: number;
  readonly limit: number;
};

/**
 * Ids of the page first, the wide rows after. Few matches: find them, then sort. Many: walk the sort index
 * and stop after the page (the unary + keeps SQLite from starting with the matches).
 */
function rowsOf(connection: Connection, query: UserListQuery, filter: Filter, walk: Walk): User[] {
  const where = walk.isWalk
    ? whereSql(filter).replaceAll(/\bu\.(id|is_enabled|token_count|method|user_group)\b/g, '+u.$1')
    : whereSql(filter);
  const from = query.sort === 'lastSignInAt' ? 'users u JOIN user_states s ON s.user_id = u.id' : 'users u';
  const sql = `SELECT ${USER_COLUMNS}
    FROM (SELECT u.id AS page_id FROM ${from} ${where} ORDER BY ${orderSql(query.sort, walk.direction)} LIMIT @limit OFFSET @offset)
    CROSS JOIN users u ON u.id = page_id JOIN user_states s ON s.user_id = u.id
    ORDER BY ${orderSql(query.sort, query.direction)}`;
  const { limit, offset } = walk;
  return connection
    .prepare<[Record<string, string | number>], UserRow>(sql)
    .all({ ...filter.values, limit, offset })
    .map((row) => toUser(row, walk.now));
}

function orderSql(sort: UserListQuery['sort'], direction: Direction): string {
  return SORT_SQL[sort].map((column) => `${column} ${direction === 'asc' ? 'ASC' : 'DESC'}`).join(', ');
}

export function userFacts(connection: Connection, now: number): UserFacts {
  const groups = connection
    .prepare<[number], { name: string }>(
      "SELECT value AS name FROM user_counts WHERE kind = 'group' AND value > '' AND count > 0 ORDER BY value LIMIT ?",
    )
    .all(GROUPS_MAX);
  return {
    total: countOf(connection, 'all'),
    disabled: countOf(connection, 'disabled'),
    locked: count(connection, `(${LOCKED_USERS})`, { now }),
    blocked: count(connection, `(${BLOCKED_USERS})`, { now }),
    withoutToken: countOf(connection, 'without-token'),
    groups: groups.map(({ name }) => name),
  };
}
