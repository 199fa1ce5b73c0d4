/** Writes of tokens; each runs inside the writer's transaction. */
import type { TokenId } from '../../../shared/ids.ts';
import type { Token } from '../../../shared/schemas/token.ts';
import { appError } from '../../engine/app-error.ts';
import type { Writes } from '../port.ts';
import { type Connection, isSqliteError } from './connection.ts';
import { toCounterText } from './counter-text.ts';
import { findTokenById } from './token-rows.ts';
import { getUser, sumChanges } from './user-writes.ts';

const INSERT = `
INSERT INTO tokens (serial, type, algorithm, digits, period_seconds, origin, is_enabled, is_pending, user_id, starts_at, expires_at,
  sealed_seed, manufacturer, model, created_at)
VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?, ?, ?, ?, ?, ?)`;

export type TokenInsert = {
  readonly serial: string;
  readonly type: string;
  readonly algorithm: string;
  readonly digits: number;
  readonly periodSeconds: number;
  readonly origin: string;
  readonly isPending: boolean;
  readonly userId: number | null;
  readonly driftSteps: number;
  readonly nextCounter: bigint;
  readonly startsAt: number | null;
  readonly expiresAt: number | null;
  readonly sealedSeed: Uint8Array;
  readonly manufacturer: string;
  readonly model: string;
  readonly at: number;
};

/** Prepared once for many rows. Throws SQLite's own error when the serial is taken: see isSerialTaken. */
export function prepareTokenInsert(connection: Connection): (row: TokenInsert) => TokenId {
  const insert = connection.prepare(INSERT);
  const setFactor = connection.prepare('UPDATE token_states SET drift_steps = ?, next_counter = ? WHERE token_id = ?');
  return (row) => {
    const { lastInsertRowid } = insert.run(
      row.serial,
      row.type,
      row.algorithm,
      row.digits,
      row.periodSeconds,
      row.origin,
      row.isPending ? 1 : 0,
      row.userId,
      row.startsAt,
      row.expiresAt,
      row.sealedSeed,
      row.manufacturer,
      row.model,
      row.at,
    );
    if (row.driftSteps !== 0 || row.nextCounter !== 0n) {
      setFactor.run(row.driftSteps, toCounterText(row.nextCounter), lastInsertRowid);
    }
    return Number(lastInsertRowid) as TokenId;
  };
}

export function isSerialTaken(error: unknown): boolean {
  return isSqliteError(error) && error.code === 'SQLITE_CONSTRAINT_UNIQUE';
}

/** @throws TOKEN_NOT_FOUND */
function getToken(connection: Connection, id: TokenId): Token {
  const token = findTokenById(connection, id);
  if (token === undefined) throw appError('TOKEN_NOT_FOUND', { detail: { token: id } });
  return token;
}

/** The input of `tokens.add` on the writer's thread: the seed is sealed before it gets here. */
export type SealedTokenAdd = Pick<Writes['tokens.add']['input'], 'token'> & { readonly sealedSeed: Uint8Array };

export function addToken(connection: Connection, { token, sealedSeed }: SealedTokenAdd, at: number): Token {
  if (token.userId !== undefined) getUser(connection, token.userId, at);
  try {
    const id = prepareTokenInsert(connection)({
      serial: token.serial,
      type: token.type,
      algorithm: token.algorithm,
      digits: token.digits,
      periodSeconds: token.periodSeconds,
      origin: token.origin,
      isPending: token.isPending,
      userId: token.userId ?? null,
      driftSteps: 0,
      nextCounter: BigInt(token.counter),
      startsAt: token.startsAt ?? null,
      expiresAt: token.expiresAt ?? null,
      sealedSeed,
      manufacturer: token.manufacturer,
      model: token.model,
      at,
    });
    return getToken(connection, id);
  } catch (error) {
    if (isSerialTaken(error)) throw appError('TOKEN_SERIAL_TAKEN', { detail: { serial: token.serial }, cause: error });
    throw error;
  }
}

export function assignToken(connection: Connection, { id, userId }: Writes['tokens.assign']['input'], at: number): Token {
  const token = getToken(connection, id);
  getUser(connection, userId, at);
  if (token.userId === userId) return token;
  if (token.userId !== undefined) {
    throw appError('TOKEN_ALREADY_ASSIGNED', { detail: { serial: token.serial, username: token.username ?? '' } });
  }
  connection.prepare('UPDATE tokens SET user_id = ?, revision = revision + 1 WHERE id = ?').run(userId, id);
  return getToken(connection, id);
}

export function unassignToken(connection: Connection, { id }: Writes['tokens.unassign']['input']): Token {
  const token = getToken(connection, id);
  if (token.userId === undefined) throw appError('TOKEN_NOT_ASSIGNED', { detail: { serial: token.serial } });
  connection.prepare('UPDATE tokens SET user_id = NULL, revision = revision + 1 WHERE id = ?').run(id);
  return getToken(connection, id);
}

/** Steps and counters only go up: another request may have spent a later one since the codes were checked. */
export function setTokenFactor(connection: Connection, input: Writes['tokens.set-factor']['input']): Token {
  const { id, lastStep, driftSteps, nextCounter, confirms } = input;
  connection
    .prepare(
      `UPDATE token_states SET
         last_step = CASE WHEN @lastStep IS NULL THEN last_step ELSE max(coalesce(last_step, @lastStep), @lastStep) END,
         drift_steps = coalesce(@driftSteps, drift_steps),
         next_counter = max(next_counter, coalesce(@nextCounter, next_counter)),
         resync_factor = NULL, resync_at = NULL
       WHERE token_id = @id`,
    )
    .run({
      id,
      lastStep: lastStep ?? null,
      driftSteps: driftSteps ?? null,
      nextCounter: nextCounter === undefined ? null : toCounterText(BigInt(nextCounter)),
    });
  const confirmed = confirms ? ', is_pending = 0' : '';
  connection.prepare(`UPDATE tokens SET revision = revision + 1 ${confirmed} WHERE id = ?`).run(id);
  return getToken(connection, id);
}

export function setTokensEnabled(
  connection: Connection,
  { ids, isEnabled }: Writes['tokens.set-enabled']['input'],
): { changedCount: number } {
  const wanted = isEnabled ? 1 : 0;
  const set = connection.prepare('UPDATE tokens SET is_enabled = ?, revision = revision + 1 WHERE id = ? AND is_enabled <> ?');
  return { changedCount: sumChanges(ids, (id) => set.run(wanted, id, wanted).changes) };
}

export function deleteTokens(connection: Connection, { ids }: Writes['tokens.delete']['input']): { changedCount: number } {
  const drop = connection.prepare('DELETE FROM tokens WHERE id = ?');
  return { changedCount: sumChanges(ids, (id) => drop.run(id).changes) };
}
