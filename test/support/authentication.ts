/** Builders for engine tests: an engine with a clock that stands still, and subjects, tokens, applications with defaults. */

import { nodeDigest } from '../../main/adapters/node-digest.ts';
import { createAuthenticate } from '../../main/engine/authentication/authenticate.ts';
import type { Verdict } from '../../main/engine/authentication/decision.ts';
import type { Application, AuthenticationRequest } from '../../main/engine/authentication/request.ts';
import type { HotpCredential, PasswordHasher, Subject, TotpCredential } from '../../main/engine/ports.ts';
import { Secret } from '../../main/engine/secret.ts';
import { generateHotp } from '../../main/protocols/oath/hotp.ts';
import { timeStepAt } from '../../main/protocols/oath/totp.ts';
import type { RadiusClientId, TokenId, UserId } from '../../shared/ids.ts';
import { type LockoutSettings, type LogSettings, type OathSettings, SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { MemoryStore } from './memory-store.ts';

export const NOON = Date.UTC(2026, 5, 1, 12, 0, 0);
export const SEED = Secret.fromText('12345678901234567890');

export const aTotpToken = (over: Partial<TotpCredential> = {}): TotpCredential => ({
  id: 1 as TokenId,
  serial: 'T1',
  type: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  periodSeconds: 30,
  seed: SEED,
  origin: 'hardware',
  isEnabled: true,
  isPending: false,
  startsAt: undefined,
  expiresAt: undefined,
  driftSteps: 0,
  lastStep: undefined,
  resyncCandidate: undefined,
  ...over,
});
export const aHotpToken = (over: Partial<HotpCredential> = {}): HotpCredential => ({
  id: 2 as TokenId,
  serial: 'H1',
  type: 'hotp',
  algorithm: 'SHA1',
  digits: 6,
  seed: SEED,
  origin: 'hardware',
  isEnabled: true,
  isPending: false,
  startsAt: undefined,
  expiresAt: undefined,
  nextCounter: 0n,
  resyncCandidate: undefined,
  ...over,
});
export const aSubject = (over: Partial<Subject> = {}): Subject => ({
  userId: 1 as UserId,
  username: 'user1',
  firstName: 'Demo',
  lastName: 'User',
  email: 'user1@example.org',
  phone: '',
  isEnabled: true,
  method: 'oath-token',
  mode: 'standard',
  passwordHash: undefined,
  failureCount: 0,
  longTermFailureCount: 0,
  lockedUntil: undefined,
  isLockedLongTerm: false,
  tokens: [aTotpToken()],
  ...over,
});
export const anApplication = (over: Partial<Application> = {}): Application => ({
  radiusClientId: 1 as RadiusClientId,
  name: 'VPN',
  type: 'radius',
  requiresUserMatch: true,
  enablesFallbackOathToken: false,
  firstFactor: 'none',
  otpEntry: 'in-password',
  ...over,
});

/** The code that a token of SEED shows at `at`, `stepsLater` steps on. */
export function totpAt(at: number, stepsLater = 0): string {
  return generateHotp(nodeDigest.hmac, SEED.reveal(), timeStepAt(at, 30) + stepsLater, { algorithm: 'SHA1', digits: 6 });
}
export function hotpAt(counter: bigint): string {
  return generateHotp(nodeDigest.hmac, SEED.reveal(), counter, { algorithm: 'SHA1', digits: 6 });
}

/** Passwords are stored as `plain:<password>` here; `checks` counts how often one was compared. */
class PlainHasher implements PasswordHasher {
  checks = 0;
  async hash(password: string): Promise<string> {
    return `plain:${password}`;
  }
  async verify(phc: string | undefined, password: string): Promise<boolean> {
    this.checks += 1;
    return phc === `plain:${password}`;
  }
}

export function anEngine(
  options: {
    oath?: Partial<OathSettings>;
    lockout?: Partial<LockoutSettings>;
    log?: Partial<LogSettings>;
    application?: Partial<Application>;
  } = {},
) {
  const store = new MemoryStore();
  const hasher = new PlainHasher();
  const clock = { at: NOON, now: () => clock.at };
  let random = 0;
  const settings = {
    oath: { ...SETTINGS_SECTIONS.oath.default, ...options.oath },
    lockout: { ...SETTINGS_SECTIONS.lockout.default, ...options.lockout },
    log: { ...SETTINGS_SECTIONS.log.default, ...options.log },
  };
  const authenticate = createAuthenticate({
    reader: store,
    hasher,
    digest: nodeDigest,
    clock,
    monotonic: () => clock.at,
    settings: () => settings,
    random: {
      bytes: (lengthBytes) => {
        random += 1;
        return new Uint8Array(lengthBytes).fill(random);
      },
    },
    server: { name: 'server1', address: '192.0.2.1' },
    fingerprintKey: new Uint8Array(32),
  });
  const application = anApplication(options.application);
  /** Decides, commits, and answers what the front end would do. */
  async function signIn(password: string, over: Partial<AuthenticationRequest> = {}): Promise<Verdict> {
    const decision = await authenticate({
      application,
      username: 'user1',
      password: Secret.fromText(password),
      challengeId: undefined,
      clientAddress: '192.0.2.10',
      callingAddress: '',
      receivedAt: clock.at,
      sessionId: `s${store.attempts.length}`,
      ...over,
    });
    const outcome = store.commit(decision.commit);
    const missed = outcome.isDone ? undefined : decision.missedVerdicts[outcome.missed];
    return outcome.isDone ? decision.verdict : (missed ?? { kind: 'reject', result: 'UNKNOWN', reason: 'otp-mismatch' });
  }
  const challengeIdOf = (verdict: Verdict) => Buffer.from(nodeDigest.sha256(verdict.state ?? new Uint8Array())).toString('hex');
  return { store, hasher, clock, authenticate, signIn, application, challengeIdOf };
}
