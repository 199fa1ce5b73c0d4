/**
 * The engine's reads, on the thread that answers. A user is read by four indexed statements in one snapshot:
 * measured, that takes a third of the time of one statement that joins them.
 */
import type { RadiusClientId, TokenId, UserId } from '../../../shared/ids.ts';
import type { Method, Mode } from '../../../shared/methods.ts';
import type { OathAlgorithm, TokenOrigin } from '../../../shared/schemas/token.ts';
import type { SecretBox } from '../../adapters/secret-box.ts';
import { appError } from '../../engine/app-error.ts';
import type { AuthenticationReader, Challenge, ChallengeTask, Subject, TokenCredential } from '../../engine/ports.ts';
import type { Connection } from './connection.ts';
import { fromCounterText } from './counter-text.ts';
import { createMessageReader } from './message-reader.ts';
import { createSeedCache, type OpenSeed } from './seed-cache.ts';
import type { Snapshot } from './snapshot.ts';
import { usernameKey } from './username-key.ts';

type CredentialRow = {
  id: number;
  serial: string;
  type: string;
  algorithm: string;
  digits: number;
  period_seconds: number;
  origin: string;
  is_enabled: number;
  is_pending: number;
  starts_at: number | null;
  expires_at: number | null;
  sealed_seed: Uint8Array;
};
type FactorRow = {
  last_step: number | null;
  drift_steps: number;
  next_counter: string;
  resync_factor: string | null;
  resync_at: number | null;
};
type UserRow = {
  id: number;
  username: string;
  first_name: string;
  last_name: string;
  email: string;
  country_code: string;
  phone: string;
  extension: string;
  backup_country_code: string;
  backup_phone: string;
  backup_extension: string;
  language: string;
  is_enabled: number;
  method: string;
  mode: string;
  enables_global_services: number | null;
  can_change_pin: number | null;
  can_change_phone: number | null;
  password_hash: string | null;
  pin_hash: string | null;
  pin_set_at: number | null;
  must_change_pin: number;
};
type StateRow = {
  failure_count: number;
  long_term_failure_count: number;
  locked_until: number | null;
  is_locked_long_term: number;
  blocked_until: number | null;
  bypass_until: number | null;
};
type ChallengeRow = {
  id: string;
  session_id: string;
  user_id: number;
  username: string;
  radius_client_id: number;
  task: string;
  opened_at: number;
  expires_at: number;
};

const USER = `SELECT id, username, first_name, last_name, email, country_code, phone, extension,
  backup_country_code, backup_phone, backup_extension, language, is_enabled, method,
  mode, enables_global_services, can_change_pin, can_change_phone, password_hash, pin_hash, pin_set_at, must_change_pin FROM users`;
const STATE = `SELECT failure_count, long_term_failure_count, locked_until, is_locked_long_term, blocked_until, bypass_until
  FROM user_states WHERE user_id = ?`;
const CREDENTIAL = `SELECT id, serial, type, algorithm, digits, period_seconds, origin, is_enabled, is_pending, starts_at,
  expires_at, sealed_seed FROM tokens`;
const FACTOR = `SELECT last_step, drift_steps, next_counter, resync_factor, resync_at FROM token_states WHERE token_id = ?`;

/** Users kept; ours: about 30 MB when full. */
const KNOWN_MAX = 20_000;

/** What only named writes and a new PIN change: forgotten after each of them. */
type Known = { readonly user: UserRow; readonly credentials: readonly CredentialRow[] };

export type HotReader = AuthenticationReader & {
  findCredential(id: TokenId): TokenCredential | undefined;
  /** After each named write and each new PIN, before its caller is told: users and tokens may be others now. */
  forget(): void;
};

/**
 * Users and tokens are kept between reads, failure counters and moving factors never: those are read each
 * time. A row that changes while a request runs is caught by the guards of its commit.
 */
export function createHotReader(connection: Connection, snapshot: Snapshot, box: SecretBox): HotReader {
  const byName = connection.prepare<[string], UserRow>(`${USER} WHERE username_key = ?`);
  const byId = connection.prepare<[number], UserRow>(`${USER} WHERE id = ?`);
  const state = connection.prepare<[number], StateRow>(STATE);
  const tokens = connection.prepare<[number], CredentialRow>(`${CREDENTIAL} WHERE user_id = ?`);
  const credential = connection.prepare<[number], CredentialRow>(`${CREDENTIAL} WHERE id = ?`);
  const factor = connection.prepare<[number], FactorRow>(FACTOR);
  const challenge = connection.prepare<[string], ChallengeRow>('SELECT * FROM challenges WHERE id = ?');
  const byEmail = connection
    .prepare<[string], number>("SELECT id FROM users WHERE email = ? COLLATE NOCASE AND email <> '' LIMIT 2")
    .pluck();
  const openSeed = createSeedCache(box);
  const known = new Map<string | number, Known>();

  const find = (key: string | number): Known | undefined => {
    const kept = known.get(key);
    if (kept !== undefined) return kept;
    const user = typeof key === 'string' ? byName.get(key) : byId.get(key);
    if (user === undefined) return undefined;
    const found = { user, credentials: tokens.all(user.id) };
    if (known.size >= KNOWN_MAX) known.clear();
    known.set(key, found);
    return found;
  };
  const readCredential = (row: CredentialRow): TokenCredential => {
    const factors = factor.get(row.id);
    if (factors === undefined) throw appError('STORE_DAMAGED', { detail: { problem: `token ${row.id} has no state` } });
    return toCredential(row, factors, openSeed);
  };
  const readSubject = (key: string | number): Subject | undefined => {
    snapshot.enter();
    const found = find(key);
    const failures = found === undefined ? undefined : state.get(found.user.id);
    if (found === undefined || failures === undefined) return undefined;
    return joinSubject(found.user, failures, found.credentials.map(readCredential));
  };
  return {
    findSubject: async (username) => readSubject(usernameKey(username)),
    findSubjectById: async (userId) => readSubject(userId),
    findSubjectsByEmail: async (email) => {
      snapshot.enter();
      return (byEmail.all(email) as UserId[]).flatMap((id) => readSubject(id) ?? []);
    },
    ...createMessageReader(connection, snapshot),
    findChallenge: async (id) => {
      snapshot.enter();
      const row = challenge.get(id);
      return row === undefined ? undefined : toChallenge(row);
    },
    findCredential: (id) => {
      snapshot.enter();
      const row = credential.get(id);
      return row === undefined ? undefined : readCredential(row);
    },
    forget: () => known.clear(),
  };
}

function joinSubject(user: UserRow, state: StateRow, tokens: readonly TokenCredential[]): Subject {
  return {
    userId: user.id as UserId,
    username: user.username,
    firstName: user.first_name,
    lastName: user.last_name,
    email: user.email,
    phone: user.country_code === '' ? user.phone : `+${user.country_code} ${user.phone}`,
    countryCode: user.country_code,
    phoneNumber: user.phone,
    extension: user.extension,
    backupCountryCode: user.backup_country_code,
    backupPhoneNumber: user.backup_phone,
    backupExtension: user.backup_extension,
    language: user.language,
    isEnabled: user.is_enabled === 1,
    method: user.method as Method,
    mode: user.mode as Mode,
    enablesGlobalServices: toBoolean(user.enables_global_services),
    canChangePin: toBoolean(user.can_change_pin),
    canChangePhone: toBoolean(user.can_change_phone),
    passwordHash: user.password_hash ?? undefined,
    pinHash: user.pin_hash ?? undefined,
    pinSetAt: user.pin_set_at ?? undefined,
    mustChangePin: user.must_change_pin === 1,
    failureCount: state.failure_count,
    longTermFailureCount: state.long_term_failure_count,
    lockedUntil: state.locked_until ?? undefined,
    isLockedLongTerm: state.is_locked_long_term === 1,
    blockedUntil: state.blocked_until ?? undefined,
    bypassUntil: state.bypass_until ?? undefined,
    tokens,
  };
}

const toBoolean = (value: number | null): boolean | undefined => (value === null ? undefined : value === 1);

function toCredential(row: CredentialRow, factors: FactorRow, openSeed: OpenSeed): TokenCredential {
  const base = {
    id: row.id as TokenId,
    serial: row.serial,
    algorithm: row.algorithm as OathAlgorithm,
    digits: row.digits,
    seed: openSeed(row.id as TokenId, row.serial, row.sealed_seed),
    origin: row.origin as TokenOrigin,
    isEnabled: row.is_enabled === 1,
    isPending: row.is_pending === 1,
    startsAt: row.starts_at ?? undefined,
    expiresAt: row.expires_at ?? undefined,
    resyncCandidate:
      factors.resync_factor === null || factors.resync_at === null
        ? undefined
        : { factor: fromCounterText(factors.resync_factor), at: factors.resync_at },
  };
  if (row.type === 'hotp') return { ...base, type: 'hotp', nextCounter: fromCounterText(factors.next_counter) };
  return {
    ...base,
    type: 'totp',
    periodSeconds: row.period_seconds,
    driftSteps: factors.drift_steps,
    lastStep: factors.last_step ?? undefined,
  };
}

function toChallenge(row: ChallengeRow): Challenge {
  return {
    id: row.id,
    sessionId: row.session_id,
    userId: row.user_id as UserId,
    username: row.username,
    radiusClientId: row.radius_client_id as RadiusClientId,
    task: JSON.parse(row.task) as ChallengeTask,
    openedAt: row.opened_at,
    expiresAt: row.expires_at,
  };
}
