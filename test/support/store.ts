import { randomBytes } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AttemptDraft, Commit, Effect, Guard } from '../../main/engine/effects.ts';
import type { Clock, Random } from '../../main/engine/ports.ts';
import type { AuditDraft } from '../../main/store/port.ts';
import { type OpenedStore, type OpenOptions, openStore } from '../../main/store/sqlite/open.ts';
import type { TokenId, UserId } from '../../shared/ids.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import type { Token, TokenInput } from '../../shared/schemas/token.ts';
import { type User, type UserFields, userFieldsSchema } from '../../shared/schemas/user.ts';

export const random: Random = { bytes: (length) => randomBytes(length) };
/** A fixed moment: 2026-11-20 12:00 UTC. */
export const NOON = Date.UTC(2026, 10, 20, 12);

export type FakeClock = Clock & { set(at: number): void };
export function fakeClock(at = NOON): FakeClock {
  let now = at;
  return {
    now: () => now,
    set: (next) => {
      now = next;
    },
  };
}

export const audit: AuditDraft = { actor: 'test', action: 'test.change', subject: 'something', detail: {} };

/** A folder of its own under the system's temporary folder. */
export function temporaryFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'countersign-test-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Opens a store in a new folder, runs `story`, closes and removes it. */
export async function withStore<Result>(
  story: (store: OpenedStore, clock: FakeClock) => Promise<Result>,
  options: Partial<OpenOptions> = {},
): Promise<Result> {
  const folder = temporaryFolder();
  const clock = fakeClock();
  const store = await openStore({ folder: join(folder.path, 'data'), random, clock, ...options });
  try {
    return await story(store, clock);
  } finally {
    await store.close();
    folder.remove();
  }
}

export function addUser(store: OpenedStore, fields: Partial<UserFields> & { username: string }): Promise<User> {
  return store.write('users.create', { fields: userFieldsSchema.parse(fields), source: 'manual' }, audit);
}

export function addToken(
  store: OpenedStore,
  token: Partial<TokenInput> & { serial: string; isPending?: boolean },
  seed: Uint8Array = Buffer.from('12345678901234567890'),
): Promise<Token> {
  return store.write(
    'tokens.add',
    {
      token: {
        type: 'totp',
        algorithm: 'SHA1',
        digits: 6,
        periodSeconds: 30,
        counter: '0',
        origin: 'hardware',
        manufacturer: '',
        model: '',
        isPending: false,
        ...token,
      },
      seed,
    },
    audit,
  );
}

export function attemptDraft(fields: Partial<AttemptDraft> = {}): AttemptDraft {
  return {
    at: NOON,
    sessionId: '0123456789abcdef0123456789abcdef',
    username: 'jan',
    firstName: 'Jan',
    lastName: 'Jansen',
    email: 'jan@example.test',
    phone: '+31 612345678',
    deviceToken: '',
    authenticationType: 'radius',
    applicationName: 'VPN',
    clientAddress: '192.0.2.1',
    callingAddress: '198.51.100.7',
    method: 'oath-token',
    mode: 'standard',
    tokenSerial: 'AB1',
    result: 3,
    isGranted: true,
    reason: 'otp-verified',
    gatewayName: '',
    serverName: 'mfa1',
    serverAddress: '192.0.2.10',
    durationMilliseconds: 1.5,
    ...fields,
  };
}

export const recordAttempt = (fields: Partial<AttemptDraft> = {}): Effect => ({
  kind: 'record-attempt',
  attempt: attemptDraft(fields),
});

/** Accepts `step`: spends it, admits the user, records the attempt; a refusal records another. */
export function acceptStep(tokenId: TokenId, userId: UserId, step: number, at = NOON): Commit {
  const guards: Guard[] = [
    { kind: 'spend-time-step', tokenId, step, driftSteps: 0, at },
    { kind: 'admit-user', userId, at },
  ];
  const refused = { isGranted: false, result: 139, reason: 'otp-already-used' as const };
  return { guards, effects: [recordAttempt({ at, userId, tokenId })], ifMissed: [refused, refused] };
}

export function countFailureCommit(userId: UserId, at: number, otpFingerprint = `code-${at}`): Commit {
  const policy = SETTINGS_SECTIONS.lockout.default;
  return { guards: [], effects: [{ kind: 'count-failure', userId, otpFingerprint, at, policy }], ifMissed: [] };
}
