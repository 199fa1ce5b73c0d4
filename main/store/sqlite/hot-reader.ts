/** The engine's reads, on the thread that answers: one indexed statement each. */
import type { RadiusClientId, TokenId, UserId } from '../../../shared/ids.ts';
import type { Method, Mode } from '../../../shared/methods.ts';
import type { OathAlgorithm, TokenOrigin } from '../../../shared/schemas/token.ts';
import type { SecretBox } from '../../adapters/secret-box.ts';
import type { AuthenticationReader, Challenge, Subject, TokenCredential } from '../../engine/ports.ts';
import type { Connection } from './connection.ts';
import { fromCounterText } from './counter-text.ts';
import { createSeedCache, type OpenSeed } from './seed-cache.ts';
import { usernameKey } from './username-key.ts';

type CredentialRow = {
  token_id: number;
  serial: string;
  type: string;
  algorithm: string;
  digits: number;
  period_seconds: number;
  origin: string;
  token_is_enabled: number;
  is_pending: number;
  last_step: number | null;
  drift_steps: number;
  next_counter: string;
  resync_factor: string | null;
  resync_at: number | null;
  starts_at: number | null;
  expires_at: number | null;
  sealed_seed: Uint8Array;
};
type SubjectRow = {
  user_id: number;
  username: string;
  first_name: string;
  last_name: string;
  email: string;
  country_code: string;
  phone: string;
  is_enabled: number;
  method: string;
  mode: string;
  password_hash: string | null;
  failure_count: number;
  long_term_failure_count: number;
  locked_until: number | null;
  is_locked_long_term: number;
};
/** One row a token; a user without one has a single row with nothing there. */
type JoinedRow = SubjectRow & (CredentialRow | { readonly token_id: null });
type ChallengeRow = {
  id: string;
  session_id: string;
  user_id: number;
  username: string;
  radius_client_id: number;
  opened_at: number;
  expires_at: number;
};

const CREDENTIAL_COLUMNS = `t.id AS token_id, t.serial, t.type, t.algorithm, t.digits, t.period_seconds, t.origin,
  t.is_enabled AS token_is_enabled, t.is_pending, t.last_step, t.drift_steps, t.next_counter, t.resync_factor, t.resync_at,
  t.starts_at, t.expires_at, t.sealed_seed`;
const SUBJECT = `SELECT u.id AS user_id, u.username, u.first_name, u.last_name, u.email, u.country_code, u.phone, u.is_enabled,
  u.method, u.mode, u.password_hash, s.failure_count, s.long_term_failure_count, s.locked_until, s.is_locked_long_term,
  ${CREDENTIAL_COLUMNS}
  FROM users u CROSS JOIN user_states s ON s.user_id = u.id LEFT JOIN tokens t ON t.user_id = u.id`;

export type HotReader = AuthenticationReader & { findCredential(id: TokenId): TokenCredential | undefined };

export function createHotReader(connection: Connection, box: SecretBox): HotReader {
  const byName = connection.prepare<[string], JoinedRow>(`${SUBJECT} WHERE u.username_key = ?`);
  const byId = connection.prepare<[number], JoinedRow>(`${SUBJECT} WHERE u.id = ?`);
  const credential = connection.prepare<[number], CredentialRow>(`SELECT ${CREDENTIAL_COLUMNS} FROM tokens t WHERE t.id = ?`);
  const challenge = connection.prepare<[string], ChallengeRow>('SELECT * FROM challenges WHERE id = ?');
  const openSeed = createSeedCache(box);
  return {
    findSubject: async (username) => toSubject(byName.all(usernameKey(username)), openSeed),
    findSubjectById: async (userId) => toSubject(byId.all(userId), openSeed),
    findChallenge: async (id) => {
      const row = challenge.get(id);
      return row === undefined ? undefined : toChallenge(row);
    },
    findCredential: (id) => {
      const row = credential.get(id);
      return row === undefined ? undefined : toCredential(row, openSeed);
    },
  };
}

function toSubject(rows: readonly JoinedRow[], openSeed: OpenSeed): Subject | undefined {
  const row = rows[0];
  if (row === undefined) return undefined;
  const tokens: TokenCredential[] = [];
  for (const joined of rows) if (joined.token_id !== null) tokens.push(toCredential(joined, openSeed));
  return {
    userId: row.user_id as UserId,
    username: row.username,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    phone: row.country_code === '' ? row.phone : `+${row.country_code} ${row.phone}`,
    isEnabled: row.is_enabled === 1,
    method: row.method as Method,
    mode: row.mode as Mode,
    passwordHash: row.password_hash ?? undefined,
    failureCount: row.failure_count,
    longTermFailureCount: row.long_term_failure_count,
    lockedUntil: row.locked_until ?? undefined,
    isLockedLongTerm: row.is_locked_long_term === 1,
    tokens,
  };
}

function toCredential(row: CredentialRow, openSeed: OpenSeed): TokenCredential {
  const base = {
    id: row.token_id as TokenId,
    serial: row.serial,
    algorithm: row.algorithm as OathAlgorithm,
    digits: row.digits,
    seed: openSeed(row.token_id as TokenId, row.serial, row.sealed_seed),
    origin: row.origin as TokenOrigin,
    isEnabled: row.token_is_enabled === 1,
    isPending: row.is_pending === 1,
    startsAt: row.starts_at ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    resyncCandidate:
      row.resync_factor === null || row.resync_at === null
        ? undefined
        : { factor: fromCounterText(row.resync_factor), at: row.resync_at },
  };
  if (row.type === 'hotp') return { ...base, type: 'hotp', nextCounter: fromCounterText(row.next_counter) };
  return {
    ...base,
    type: 'totp',
    periodSeconds: row.period_seconds,
    driftSteps: row.drift_steps,
    lastStep: row.last_step ?? undefined,
  };
}

function toChallenge(row: ChallengeRow): Challenge {
  return {
    id: row.id,
    sessionId: row.session_id,
    userId: row.user_id as UserId,
    username: row.username,
    radiusClientId: row.radius_client_id as RadiusClientId,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
  };
}
