/** Reads of tokens: list and facts. */
import type { Page } from '../../../shared/schemas/common.ts';
import type { Token, TokenFacts, TokenListQuery } from '../../../shared/schemas/token.ts';
import type { Connection } from './connection.ts';
import { DRIFTING_SQL, driftingBounds, EXPIRING_SQL, expiringBounds } from './decisions.ts';
import { TOKEN_COLUMNS, type TokenRow, toToken } from './token-rows.ts';
import { usernameKey } from './username-key.ts';

const SORT_SQL: Readonly<Record<TokenListQuery['sort'], string>> = {
  serial: 't.serial',
  username: 'u.username_key',
  manufacturer: 't.manufacturer COLLATE NOCASE',
  createdAt: 't.id',
  lastUsedAt: 'f.last_used_at',
};
const SORT_JOIN: Readonly<Partial<Record<TokenListQuery['sort'], string>>> = {
  username: 'LEFT JOIN users u ON u.id = t.user_id',
  lastUsedAt: 'JOIN token_states f ON f.token_id = t.id',
};
const STATE_SQL: Readonly<Record<NonNullable<TokenListQuery['state']>, string>> = {
  assigned: 't.user_id IS NOT NULL AND t.is_pending = 0',
  unassigned: 't.user_id IS NULL AND t.is_pending = 0',
  disabled: 't.is_enabled = 0',
  pending: 't.is_pending = 1',
  expired: 't.expires_at <= @now',
  expiring: EXPIRING_SQL,
  drifting: DRIFTING_SQL,
};
const SEARCH_SQL = `t.id IN (
  SELECT id FROM tokens WHERE serial >= @serial AND serial < @serialEnd
  UNION SELECT held.id FROM users holder JOIN tokens held ON held.user_id = holder.id
    WHERE holder.username_key >= @holder AND holder.username_key < @holderEnd)`;
/** Sorts after every text that starts with what stands before it. */
const LAST_CHARACTER = '\u{10FFFF}';

type Filter = { readonly where: readonly string[]; readonly values: Record<string, string | number> };

export function listTokens(connection: Connection, query: TokenListQuery, now: number): Page<Token> {
  const { where, values } = filterOf(connection, query, now);
  const whereSql = where.length === 0 ? '' : `WHERE ${where.join(' AND ')}`;
  const total =
    connection.prepare<[typeof values], { total: number }>(`SELECT count(*) AS total FROM tokens t ${whereSql}`).get(values)
      ?.total ?? 0;
  if (total <= query.offset) return { rows: [], total };
  const direction = query.direction === 'asc' ? 'ASC' : 'DESC';
  const order = `${SORT_SQL[query.sort]} ${direction}, t.id ${direction}`;
  const sorted = SORT_JOIN[query.sort] ?? '';
  const rows = connection
    .prepare<[typeof values], TokenRow>(
      `SELECT ${TOKEN_COLUMNS} FROM (SELECT t.id AS page_id FROM tokens t ${sorted} ${whereSql} ORDER BY ${order}
         LIMIT @limit OFFSET @offset)
       CROSS JOIN tokens t ON t.id = page_id JOIN token_states f ON f.token_id = t.id LEFT JOIN users u ON u.id = t.user_id ORDER BY ${order}`,
    )
    .all({ ...values, limit: query.limit, offset: query.offset });
  return { rows: rows.map(toToken), total };
}

function filterOf(connection: Connection, query: TokenListQuery, now: number): Filter {
  const where: string[] = [];
  const values: Record<string, string | number> = {};
  if (query.search !== '') {
    const holder = usernameKey(query.search);
    where.push(SEARCH_SQL);
    values.serial = query.search;
    values.serialEnd = query.search + LAST_CHARACTER;
    values.holder = holder;
    values.holderEnd = holder + LAST_CHARACTER;
  }
  if (query.state !== undefined) where.push(STATE_SQL[query.state]);
  if (query.state === 'expired') values.now = now;
  if (query.state === 'expiring') Object.assign(values, expiringBounds(now));
  if (query.state === 'drifting') Object.assign(values, driftingBounds(connection));
  if (query.type !== undefined) {
    where.push('t.type = @type');
    values.type = query.type;
  }
  if (query.userId !== undefined) {
    where.push('t.user_id = @userId');
    values.userId = query.userId;
  }
  return { where, values };
}

/** A pending enrolment is neither assigned nor unassigned; a disabled token is one of them too. */
export function tokenFacts(connection: Connection): TokenFacts {
  const count = (where: string) =>
    connection.prepare<[], { total: number }>(`SELECT count(*) AS total FROM tokens t WHERE ${where}`).get()?.total ?? 0;
  const assigned = count(STATE_SQL.assigned);
  const unassigned = count(STATE_SQL.unassigned);
  const pending = count(STATE_SQL.pending);
  return { total: assigned + unassigned + pending, assigned, unassigned, disabled: count(STATE_SQL.disabled), pending };
}
