/** A page of blocks or bypasses: rows with username_key, user_id and started_at. */
import type { UserId } from '../../../shared/ids.ts';
import type { Connection } from './connection.ts';
import { usernameKey } from './username-key.ts';

/** Sorts after every text that starts with what stands before it. */
const LAST_CHARACTER = '\u{10FFFF}';

export type RuleQuery = {
  readonly offset: number;
  readonly limit: number;
  readonly search: string;
  readonly userId?: UserId | undefined;
  readonly from?: number | undefined;
  readonly until?: number | undefined;
  readonly direction: 'asc' | 'desc';
};
export type RuleList = {
  readonly table: 'blocks' | 'bypasses';
  /** The column to sort by. */
  readonly sort: string;
  /** More conditions; they may name @now. */
  readonly where: readonly string[];
};

export function listRuleRows<Row>(
  connection: Connection,
  { table, sort, where: more }: RuleList,
  query: RuleQuery,
  now: number,
): { readonly rows: readonly Row[]; readonly total: number } {
  const where = [...more];
  const values: Record<string, string | number> = { now };
  if (query.search !== '') {
    where.push('username_key >= @prefix AND username_key < @prefixEnd');
    values.prefix = usernameKey(query.search);
    values.prefixEnd = `${values.prefix}${LAST_CHARACTER}`;
  }
  if (query.userId !== undefined) {
    where.push('user_id = @userId');
    values.userId = query.userId;
  }
  if (query.from !== undefined) {
    where.push('started_at >= @from');
    values.from = query.from;
  }
  if (query.until !== undefined) {
    where.push('started_at < @until');
    values.until = query.until;
  }
  const from = where.length === 0 ? table : `${table} WHERE ${where.join(' AND ')}`;
  const total = Number(connection.prepare<[typeof values], number>(`SELECT count(*) FROM ${from}`).pluck().get(values) ?? 0);
  if (total <= query.offset) return { rows: [], total };
  const direction = query.direction === 'asc' ? 'ASC' : 'DESC';
  const rows = connection
    .prepare<[typeof values], Row>(
      `SELECT * FROM ${from} ORDER BY ${sort} ${direction}, id ${direction} LIMIT @limit OFFSET @offset`,
    )
    .all({ ...values, limit: query.limit, offset: query.offset });
  return { rows, total };
}
