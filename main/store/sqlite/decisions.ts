/** Counts that the Status page asks a person about. */
import type { Reads } from '../port.ts';
import type { Connection } from './connection.ts';

const DECISIONS = `
SELECT
  count(*) FILTER (WHERE t.expires_at > @now AND t.expires_at <= @expiresBefore AND t.is_enabled = 1) AS expiring,
  count(*) FILTER (WHERE t.type = 'totp' AND t.is_enabled = 1 AND t.is_pending = 0
    AND abs(f.drift_steps) >= CASE t.origin WHEN 'app' THEN @appDriftSteps ELSE @hardwareDriftSteps END) AS drifting,
  count(*) FILTER (WHERE t.type = 'hotp' AND t.is_enabled = 0 AND t.user_id IS NOT NULL) AS hotpDisabled
FROM tokens t JOIN token_states f ON f.token_id = t.id`;

export function countTokenDecisions(
  connection: Connection,
  bounds: Reads['tokens.decisions']['input'],
  now: number,
): Reads['tokens.decisions']['output'] {
  const counts = connection.prepare<[object], Reads['tokens.decisions']['output']>(DECISIONS).get({ ...bounds, now });
  return counts ?? { expiring: 0, drifting: 0, hotpDisabled: 0 };
}

/** The oldest attempt and how many there are. The count comes from the ids' ends: counting rows would read them all. */
export function attemptsExtent(connection: Connection): Reads['attempts.extent']['output'] {
  const row = connection
    .prepare<[], { oldestAt: number | null; rowCount: number }>(
      `SELECT (SELECT at FROM attempts ORDER BY id LIMIT 1) AS oldestAt,
         coalesce((SELECT max(id) FROM attempts) - (SELECT min(id) FROM attempts) + 1, 0) AS rowCount`,
    )
    .get();
  return { oldestAt: row?.oldestAt ?? undefined, rowCount: row?.rowCount ?? 0 };
}
