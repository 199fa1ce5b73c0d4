/** What soon needs a person: counts for the Status page, and the same conditions for the lists behind them. */
import { type OathSettings, SETTINGS_SECTIONS } from '../../../shared/schemas/settings.ts';
import { TOKEN_DRIFTING_SHARE, TOKEN_EXPIRING_DAYS } from '../../../shared/schemas/token.ts';
import type { Reads } from '../port.ts';
import type { Connection } from './connection.ts';
import { findSection } from './settings.ts';

const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

/** Of tokens t. */
export const EXPIRING_SQL = 't.is_enabled = 1 AND t.expires_at > @now AND t.expires_at <= @expiresBefore';
export const DRIFTING_SQL = `t.type = 'totp' AND t.is_enabled = 1 AND t.is_pending = 0 AND t.id IN (
  SELECT token_id FROM token_states WHERE abs(drift_steps) >= CASE t.origin WHEN 'app' THEN @appDrift ELSE @hardwareDrift END)`;

export type ExpiringBounds = { readonly now: number; readonly expiresBefore: number };
export type DriftingBounds = { readonly appDrift: number; readonly hardwareDrift: number };

export function expiringBounds(now: number): ExpiringBounds {
  return { now, expiresBefore: now + TOKEN_EXPIRING_DAYS * DAY_MILLISECONDS };
}

/** Whole steps off, by the windows in force. */
export function driftingBounds(connection: Connection): DriftingBounds {
  const stored = findSection(connection, 'oath');
  const { appWindowSteps, hardwareWindowSteps }: OathSettings =
    stored === undefined ? SETTINGS_SECTIONS.oath.default : SETTINGS_SECTIONS.oath.schema.parse(JSON.parse(stored.value));
  const near = (steps: number) => Math.max(1, Math.ceil(steps * TOKEN_DRIFTING_SHARE));
  return { appDrift: near(appWindowSteps), hardwareDrift: near(hardwareWindowSteps) };
}

const DECISIONS = `
SELECT count(*) FILTER (WHERE ${EXPIRING_SQL}) AS expiring, count(*) FILTER (WHERE ${DRIFTING_SQL}) AS drifting,
  count(*) FILTER (WHERE t.type = 'hotp' AND t.is_enabled = 0) AS hotpDisabled
FROM tokens t`;

export function countTokenDecisions(connection: Connection, _input: undefined, now: number): Reads['tokens.decisions']['output'] {
  const counts = connection
    .prepare<[object], Reads['tokens.decisions']['output']>(DECISIONS)
    .get({ ...expiringBounds(now), ...driftingBounds(connection) });
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
