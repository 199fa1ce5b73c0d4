/** Reads of users: list, search, facts. */
import type { Page } from '../../../shared/schemas/common.ts';
import type { User, UserFacts, UserListQuery } from '../../../shared/schemas/user.ts';
import type { Connection } from './connection.ts';
import { toUser, USER_COLUMNS, type UserRow } from './user-rows.ts';

/** Matches up to which sorting the matches beats walking the sort order and testing each row; ours, measured. */
const SORT_MATCHES_MAX = 5000;
const GROUPS_MAX = 1000;

const SORT_SQL: Readonly<Record<UserListQuery['sort'], string>> = {
  username: 'u.username_key',
  lastName: 'u.last_name COLLATE NOCASE',
  userGroup: 'u.user_group COLLATE NOCASE',
  // Ids are given in the order of creation and cost no index.
  createdAt: 'u.id',
  lastSignInAt: 's.last_sign_in_at',
};
const LOCKED = '(s.is_locked_long_term = 1 OR s.locked_until > @now)';
const LOCKED_USERS = `SELECT user_id FROM user_states s
  WHERE (s.locked_until IS NOT NULL OR s.is_locked_long_term = 1) AND ${LOCKED}`;

type Filter = { readonly where: readonly string[]; readonly values: Record<string, string | number> };

export function listUsers(connection: Connection, query: UserListQuery, now: number): Page<User> {
  const words = searchWords(query.search);
  if (words === undefined && query.search !== '') return { rows: [], total: 0 };
  const filter = filterOf(query, words, now);
  const total = countUsers(connection, filter);
  if (total <= query.offset) return { rows: [], total };
  const isWalk = total > SORT_MATCHES_MAX;
  const rows = connection.prepare<[Record<string, string | number>], UserRow>(pageSql(query, filter, isWalk)).all({
    ...filter.values,
    limit: query.limit,
    offset: query.offset,
  });
  return { rows: rows.map(toUser), total };
}

/** Each word of the search as an FTS5 prefix term; undefined when there is none. */
function searchWords(search: string): string | undefined {
  const words = search.split(/[^\p{L}\p{N}\p{M}\p{Co}]+/u).filter((word) => word !== '');
  return words.length === 0 ? undefined : words.map((word) => `"${word}"*`).join(' AND ');
}

function filterOf(query: UserListQuery, words: string | undefined, now: number): Filter {
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
  if (query.userGroup !== undefined) {
    where.push('u.user_group = @userGroup COLLATE NOCASE');
    values.userGroup = query.userGroup;
  }
  if (query.method !== undefined) {
    where.push('u.method = @method');
    values.method = query.method;
  }
  return { where, values };
}

function whereSql({ where }: Filter): string {
  return where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
}

function countUsers(connection: Connection, filter: Filter): number {
  // The words alone: FTS counts its own matches without a look at users.
  const isWordsOnly = filter.where.length === 1 && filter.values.words !== undefined;
  const sql = isWordsOnly
    ? 'SELECT count(*) AS total FROM user_words WHERE user_words MATCH @words'
    : `SELECT count(*) AS total FROM users u ${whereSql(filter)}`;
  return connection.prepare<[Record<string, string | number>], { total: number }>(sql).get(filter.values)?.total ?? 0;
}

/**
 * Ids of the page first, the wide rows after. Few matches: find them, then sort. Many: walk the sort index
 * and stop after the page (the unary + keeps SQLite from starting with the matches).
 */
function pageSql(query: UserListQuery, filter: Filter, isWalk: boolean): string {
  const direction = query.direction === 'asc' ? 'ASC' : 'DESC';
  const order = `${SORT_SQL[query.sort]} ${direction}, u.id ${direction}`;
  const where = isWalk
    ? whereSql(filter).replaceAll(/\bu\.(id|is_enabled|token_count|method|user_group)\b/g, '+u.$1')
    : whereSql(filter);
  const from = query.sort === 'lastSignInAt' ? 'users u JOIN user_states s ON s.user_id = u.id' : 'users u';
  return `SELECT ${USER_COLUMNS} FROM (SELECT u.id AS page_id FROM ${from} ${where} ORDER BY ${order} LIMIT @limit OFFSET @offset)
    CROSS JOIN users u ON u.id = page_id JOIN user_states s ON s.user_id = u.id ORDER BY ${order}`;
}

export function userFacts(connection: Connection, now: number): UserFacts {
  const count = (where: string, values: Record<string, number> = {}) =>
    connection.prepare<[Record<string, number>], { total: number }>(`SELECT count(*) AS total FROM ${where}`).get(values)
      ?.total ?? 0;
  const groups = connection
    .prepare<[number], { name: string }>(
      `SELECT DISTINCT user_group COLLATE NOCASE AS name FROM users WHERE user_group > '' COLLATE NOCASE ORDER BY 1 LIMIT ?`,
    )
    .all(GROUPS_MAX);
  return {
    total: count('users'),
    disabled: count('users WHERE is_enabled = 0'),
    locked: count(`(${LOCKED_USERS})`, { now }),
    withoutToken: count('users WHERE token_count = 0'),
    groups: groups.map(({ name }) => name),
  };
}
