import type { TokenId, UserId } from '../../../shared/ids.ts';
import type { OathAlgorithm, Token, TokenOrigin, TokenType } from '../../../shared/schemas/token.ts';
import type { Connection } from './connection.ts';
import { fromCounterText } from './counter-text.ts';

export type TokenRow = {
  id: number;
  serial: string;
  type: string;
  algorithm: string;
  digits: number;
  period_seconds: number;
  origin: string;
  is_enabled: number;
  is_pending: number;
  user_id: number | null;
  username: string | null;
  drift_steps: number;
  next_counter: string;
  last_used_at: number | null;
  starts_at: number | null;
  expires_at: number | null;
  manufacturer: string;
  model: string;
  created_at: number;
  revision: number;
};

export const TOKEN_COLUMNS = `t.id, t.serial, t.type, t.algorithm, t.digits, t.period_seconds, t.origin, t.is_enabled, t.is_pending,
  t.user_id, u.username, f.drift_steps, f.next_counter, f.last_used_at, t.starts_at, t.expires_at, t.manufacturer, t.model,
  t.created_at, t.revision`;
const SELECT = `SELECT ${TOKEN_COLUMNS} FROM tokens t JOIN token_states f ON f.token_id = t.id LEFT JOIN users u ON u.id = t.user_id`;

/** What a token's seed is sealed under: known before the token has an id. */
export function seedContext(serial: string): string {
  return `token-seed:${serial.toLowerCase()}`;
}

export function toToken(row: TokenRow): Token {
  return {
    id: row.id as TokenId,
    serial: row.serial,
    type: row.type as TokenType,
    algorithm: row.algorithm as OathAlgorithm,
    digits: row.digits,
    periodSeconds: row.period_seconds,
    counter: fromCounterText(row.next_counter).toString(),
    origin: row.origin as TokenOrigin,
    manufacturer: row.manufacturer,
    model: row.model,
    ...(row.user_id === null ? {} : { userId: row.user_id as UserId }),
    ...(row.username === null ? {} : { username: row.username }),
    isEnabled: row.is_enabled === 1,
    isPending: row.is_pending === 1,
    driftSteps: row.drift_steps,
    ...(row.starts_at === null ? {} : { startsAt: row.starts_at }),
    ...(row.expires_at === null ? {} : { expiresAt: row.expires_at }),
    ...(row.last_used_at === null ? {} : { lastUsedAt: row.last_used_at }),
    createdAt: row.created_at,
    revision: row.revision,
  };
}

export function findTokenById(connection: Connection, id: TokenId): Token | undefined {
  const row = connection.prepare<[number], TokenRow>(`${SELECT} WHERE t.id = ?`).get(id);
  return row === undefined ? undefined : toToken(row);
}

export function findTokenBySerial(connection: Connection, serial: string): Token | undefined {
  const row = connection.prepare<[string], TokenRow>(`${SELECT} WHERE t.serial = ?`).get(serial);
  return row === undefined ? undefined : toToken(row);
}
