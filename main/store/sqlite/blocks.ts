/**
 * Blocked users and fraud alerts. A block is in force while user_states.blocked_until says so; the rows tell why. A block
 * that passes by itself is not written to: its end is computed when it is read.
 */
import type { BlockId, UserId } from '../../../shared/ids.ts';
import type { Page } from '../../../shared/schemas/common.ts';
import type { Block, BlockListQuery } from '../../../shared/schemas/rule.ts';
import { appError } from '../../engine/app-error.ts';
import type { Reads, Writes } from '../port.ts';
import type { Connection } from './connection.ts';
import { listRuleRows } from './rule-list.ts';
import { getNamed } from './rule-user.ts';

type BlockRow = {
  id: number;
  user_id: number | null;
  username: string;
  phone: string;
  cause: Block['cause'];
  is_blocking: number;
  reason: string;
  started_at: number;
  started_by: string;
  expires_at: number;
  ended_at: number | null;
  ended_by: string;
  end_reason: string;
};

const DAY_MILLISECONDS = 86_400_000;
const FRAUD_FACTS_DAYS = 90;
/** As its partial index says it, so that it is used. */
const IN_FORCE = 'is_blocking = 1 AND ended_at IS NULL AND expires_at > @now';
const STATE_SQL: Readonly<Record<BlockListQuery['state'], readonly string[]>> = {
  blocked: [IN_FORCE],
  over: [`NOT (${IN_FORCE})`],
  all: [],
};
const SORT_SQL: Readonly<Record<BlockListQuery['sort'], string>> = {
  startedAt: 'started_at',
  username: 'username_key',
  expiresAt: 'expires_at',
};

function toBlock(row: BlockRow, now: number): Block {
  const isBlocking = row.is_blocking === 1;
  const endedAt = row.ended_at ?? (isBlocking && row.expires_at <= now ? row.expires_at : undefined);
  return {
    id: row.id as BlockId,
    ...(row.user_id === null ? {} : { userId: row.user_id as UserId }),
    username: row.username,
    phone: row.phone,
    cause: row.cause,
    isBlocking,
    reason: row.reason,
    startedAt: row.started_at,
    startedBy: row.started_by,
    expiresAt: row.expires_at,
    ...(endedAt === undefined ? {} : { endedAt }),
    endedBy: row.ended_by,
    endReason: row.end_reason,
  };
}

export function listBlocks(connection: Connection, query: BlockListQuery, now: number): Page<Block> {
  const where = [...STATE_SQL[query.state]];
  if (query.isFraudAlert !== undefined) where.push(query.isFraudAlert ? "cause = 'fraud'" : "cause <> 'fraud'");
  const list = { table: 'blocks', sort: SORT_SQL[query.sort], where } as const;
  const { rows, total } = listRuleRows<BlockRow>(connection, list, query, now);
  return { rows: rows.map((row) => toBlock(row, now)), total };
}

/** Users, not rows: a user who is blocked twice is one blocked user. */
export function blockFacts(connection: Connection, _input: undefined, now: number): Reads['blocks.facts']['output'] {
  const facts = connection
    .prepare<[object], Reads['blocks.facts']['output']>(
      `SELECT (SELECT count(DISTINCT user_id) FROM blocks WHERE ${IN_FORCE}) AS blocked,
         (SELECT count(*) FROM blocks WHERE cause = 'fraud' AND started_at > @since) AS fraudAlertsLast90Days`,
    )
    .get({ now, since: now - FRAUD_FACTS_DAYS * DAY_MILLISECONDS });
  return facts ?? { blocked: 0, fraudAlertsLast90Days: 0 };
}

export function findBlock(connection: Connection, { id }: { readonly id: BlockId }, now: number): Block | undefined {
  const row = connection.prepare<[number], BlockRow>('SELECT * FROM blocks WHERE id = ?').get(id);
  return row === undefined ? undefined : toBlock(row, now);
}

function getBlock(connection: Connection, id: BlockId, now: number): Block {
  const block = findBlock(connection, { id }, now);
  if (block === undefined) throw appError('BLOCK_NOT_FOUND');
  return block;
}

/** @throws USER_NOT_FOUND · USER_IS_BLOCKED */
export function addBlock(
  connection: Connection,
  { userId, reason, days, startedBy }: Writes['blocks.add']['input'],
  at: number,
): Block {
  const { username, usernameKey, phone, blockedUntil } = getNamed(connection, userId);
  if (blockedUntil !== null && blockedUntil > at) throw appError('USER_IS_BLOCKED', { detail: { username } });
  const until = at + days * DAY_MILLISECONDS;
  const { lastInsertRowid } = connection
    .prepare(
      `INSERT INTO blocks (user_id, username, username_key, phone, cause, is_blocking, reason, started_at, started_by, expires_at)
       VALUES (?, ?, ?, ?, 'operator', 1, ?, ?, ?, ?)`,
    )
    .run(userId, username, usernameKey, phone, reason, at, startedBy, until);
  connection.prepare('UPDATE user_states SET blocked_until = ? WHERE user_id = ?').run(until, userId);
  return getBlock(connection, Number(lastInsertRowid) as BlockId, at);
}

/** Lets the user in again: a second block of the same user (a fraud alert) ends with it. @throws BLOCK_NOT_FOUND */
export function endBlock(connection: Connection, { id, reason, endedBy }: Writes['blocks.end']['input'], at: number): Block {
  const { userId, isBlocking, endedAt } = getBlock(connection, id, at);
  if (userId === undefined || !isBlocking || endedAt !== undefined) throw appError('BLOCK_NOT_FOUND');
  connection
    .prepare(
      `UPDATE blocks SET ended_at = @now, ended_by = @endedBy, end_reason = @reason WHERE user_id = @userId AND ${IN_FORCE}`,
    )
    .run({ now: at, endedBy, reason, userId });
  connection.prepare('UPDATE user_states SET blocked_until = NULL WHERE user_id = ?').run(userId);
  return getBlock(connection, id, at);
}
