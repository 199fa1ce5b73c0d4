/** One-time bypasses. user_states.bypass_until says whether one runs; the rows tell its story, expired ones when they are read. */
import type { BypassId, UserId } from '../../../shared/ids.ts';
import type { Page } from '../../../shared/schemas/common.ts';
import type { Bypass, BypassListQuery } from '../../../shared/schemas/rule.ts';
import { appError } from '../../engine/app-error.ts';
import type { Writes } from '../port.ts';
import type { Connection } from './connection.ts';
import { listRuleRows } from './rule-list.ts';
import { getNamed } from './rule-user.ts';

type BypassRow = {
  id: number;
  user_id: number | null;
  username: string;
  phone: string;
  seconds: number;
  reason: string;
  started_at: number;
  started_by: string;
  expires_at: number;
  ended_at: number | null;
  outcome: Bypass['end'] | null;
};

/** As its partial index says it, so that it is used. */
const RUNNING = 'ended_at IS NULL AND expires_at > @now';
const STATE_SQL: Readonly<Record<BypassListQuery['state'], readonly string[]>> = {
  running: [RUNNING],
  over: [`NOT (${RUNNING})`],
  all: [],
};
const SORT_SQL: Readonly<Record<BypassListQuery['sort'], string>> = { startedAt: 'started_at', username: 'username_key' };

function toBypass(row: BypassRow, now: number): Bypass {
  const end = row.outcome ?? (row.expires_at <= now ? 'expired' : undefined);
  return {
    id: row.id as BypassId,
    ...(row.user_id === null ? {} : { userId: row.user_id as UserId }),
    username: row.username,
    phone: row.phone,
    seconds: row.seconds,
    reason: row.reason,
    startedAt: row.started_at,
    startedBy: row.started_by,
    expiresAt: row.expires_at,
    ...(end === undefined ? {} : { endedAt: row.ended_at ?? row.expires_at, end }),
  };
}

export function listBypasses(connection: Connection, query: BypassListQuery, now: number): Page<Bypass> {
  // Few run at once: the plus keeps SQLite from walking all of them in the order of the list.
  const sort = query.state === 'running' ? `+${SORT_SQL[query.sort]}` : SORT_SQL[query.sort];
  const list = { table: 'bypasses', sort, where: STATE_SQL[query.state] } as const;
  const { rows, total } = listRuleRows<BypassRow>(connection, list, query, now);
  return { rows: rows.map((row) => toBypass(row, now)), total };
}

export function findBypass(connection: Connection, { id }: { readonly id: BypassId }, now: number): Bypass | undefined {
  const row = connection.prepare<[number], BypassRow>('SELECT * FROM bypasses WHERE id = ?').get(id);
  return row === undefined ? undefined : toBypass(row, now);
}

function getBypass(connection: Connection, id: BypassId, now: number): Bypass {
  const bypass = findBypass(connection, { id }, now);
  if (bypass === undefined) throw appError('BYPASS_NOT_FOUND');
  return bypass;
}

/** A running one is replaced. @throws USER_NOT_FOUND */
export function startBypass(
  connection: Connection,
  { userId, seconds, reason, startedBy }: Writes['bypasses.start']['input'],
  at: number,
): Bypass {
  const { username, usernameKey, phone } = getNamed(connection, userId);
  connection
    .prepare(`UPDATE bypasses SET ended_at = @now, outcome = 'replaced' WHERE user_id = @userId AND ${RUNNING}`)
    .run({ now: at, userId });
  const until = at + seconds * 1000;
  const { lastInsertRowid } = connection
    .prepare(
      `INSERT INTO bypasses (user_id, username, username_key, phone, seconds, reason, started_at, started_by, expires_at)
       VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)`,
    )
    .run(userId, username, usernameKey, phone, seconds, reason, at, startedBy, until);
  connection.prepare('UPDATE user_states SET bypass_until = ? WHERE user_id = ?').run(until, userId);
  return getBypass(connection, Number(lastInsertRowid) as BypassId, at);
}

/** @throws BYPASS_NOT_FOUND when it is over already. */
export function cancelBypass(connection: Connection, { id }: Writes['bypasses.cancel']['input'], at: number): Bypass {
  const { userId, end } = getBypass(connection, id, at);
  if (userId === undefined || end !== undefined) throw appError('BYPASS_NOT_FOUND');
  connection.prepare("UPDATE bypasses SET ended_at = ?, outcome = 'cancelled' WHERE id = ?").run(at, id);
  connection.prepare('UPDATE user_states SET bypass_until = NULL WHERE user_id = ?').run(userId);
  return getBypass(connection, id, at);
}
