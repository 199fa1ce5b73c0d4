/** The rows of the log while it grows at its head and is loaded at its end. Pure. */
import type { Attempt } from '../../../shared/schemas/attempt.ts';

export type LiveRows = {
  /** Newest first. */
  readonly rows: readonly Attempt[];
  /** Older rows match too. */
  readonly hasMore: boolean;
};
export const NO_ROWS: LiveRows = { rows: [], hasMore: false };

/** Rows kept in the page; ours. Beyond it the oldest are dropped, and can be loaded again. */
const ROWS_MAX = 20_000;

/**
 * The newest page joined with what is there. Where more arrived than one page holds, rows between them are missing:
 * the list starts anew from the page, and the rest is loaded as older rows.
 */
export function withNewest(before: LiveRows, newest: LiveRows): LiveRows {
  const known = before.rows[0];
  const last = newest.rows.at(-1);
  if (known === undefined || last === undefined) return newest;
  const isJoined = last.id <= known.id || !newest.hasMore;
  if (!isJoined) return newest;
  const older = before.rows.filter((row) => row.id < last.id);
  if (older.length === 0) return newest;
  return cut({ rows: [...newest.rows, ...older], hasMore: before.hasMore });
}

/** `older` are rows before the last one there is. */
export function withOlder(before: LiveRows, older: LiveRows): LiveRows {
  const last = before.rows.at(-1);
  const rows = last === undefined ? older.rows : older.rows.filter((row) => row.id < last.id);
  return { rows: [...before.rows, ...rows], hasMore: older.hasMore };
}

function cut(rows: LiveRows): LiveRows {
  return rows.rows.length <= ROWS_MAX ? rows : { rows: rows.rows.slice(0, ROWS_MAX), hasMore: true };
}
