import type { UserId } from '../../../shared/ids.ts';
import { appError } from '../../engine/app-error.ts';
import type { Connection } from './connection.ts';

/** What rows that outlive their user note of him. */
export type NamedUser = {
  readonly username: string;
  readonly usernameKey: string;
  /** As it is logged. */
  readonly phone: string;
  readonly blockedUntil: number | null;
};

/** @throws USER_NOT_FOUND */
export function getNamed(connection: Connection, userId: UserId): NamedUser {
  const user = connection
    .prepare<[number], NamedUser>(
      `SELECT u.username, u.username_key AS usernameKey, s.blocked_until AS blockedUntil,
         CASE u.country_code WHEN '' THEN u.phone ELSE '+' || u.country_code || ' ' || u.phone END AS phone
       FROM users u JOIN user_states s ON s.user_id = u.id WHERE u.id = ?`,
    )
    .get(userId);
  if (user === undefined) throw appError('USER_NOT_FOUND', { detail: { user: userId } });
  return user;
}

/** Before these users are deleted: what runs for them ends, and nothing more is sent to them. */
export function prepareRulesEnd(connection: Connection): (userId: UserId, at: number) => void {
  const statements = [
    'UPDATE blocks SET ended_at = @at WHERE user_id = @userId AND is_blocking = 1 AND ended_at IS NULL AND expires_at > @at',
    `UPDATE bypasses SET ended_at = @at, outcome = 'cancelled' WHERE user_id = @userId AND ended_at IS NULL AND expires_at > @at`,
    `UPDATE messages SET state = 'expired', sealed_text = NULL
     WHERE user_id = @userId AND state IN ('queued', 'sending')`,
  ].map((sql) => connection.prepare(sql));
  return (userId, at) => {
    for (const statement of statements) statement.run({ userId, at });
  };
}
