/** Builders for engine tests: an engine with a clock that stands still, and subjects, tokens, applications with defaults. */

import { nodeDigest } from '../../main/adapters/node-digest.ts';
import { createAuthentication } from '../../main/engine/authentication/authentication.ts';
import type { Decision, PendingEvent, Verdict } from '../../main/engine/authentication/decision.ts';
import type { EngineSettings } from '../../main/engine/authentication/engine-ports.ts';
import type { Application, AuthenticationRequest } from '../../main/engine/authentication/request.ts';
import type { CallOutcome } from '../../main/engine/phone-call/phone-call.ts';
import type { HotpCredential, PasswordHasher, Subject, TotpCredential } from '../../main/engine/ports.ts';
import { Secret } from '../../main/engine/secret.ts';
import { generateHotp } from '../../main/protocols/oath/hotp.ts';
import { timeStepAt } from '../../main/protocols/oath/totp.ts';
import type { RadiusClientId, TokenId, UserId } from '../../shared/ids.ts';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
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
  countryCode: '',
  phoneNumber: '',
  extension: '',
  backupCountryCode: '',
  backupPhoneNumber: '',
  backupExtension: '',
  language: '',
  isEnabled: true,
  method: 'oath-token',
  mode: 'standard',
  enablesGlobalServices: undefined,
  canChangePin: undefined,
  canChangePhone: undefined,
  passwordHash: undefined,
  pinHash: undefined,
  pinSetAt: undefined,
  mustChangePin: false,
  failureCount: 0,
  longTermFailureCount: 0,
  lockedUntil: undefined,
  isLockedLongTerm: false,
  blockedUntil: undefined,
  bypassUntil: undefined,
  tokens: [aTotpToken()],
  ...over,
});
export const anApplication = (over: Partial<Application> = {}): Application => ({
  radiusClientId: 1 as RadiusClientId,
  name: 'VPN',
  type: 'radius',
  requiresUserMatch: true,
  enablesFallbackOathToken: false,
  enablesSecurityQuestions: false,
  allowsMethodChoice: false,
  challengeText: '',
  timeoutSeconds: 60,
  isTrusted: () => false,
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

/** Settings by section; what is not named is as it was delivered. */
export type SettingsOver = { readonly [Section in keyof EngineSettings]?: Partial<EngineSettings[Section]> };

/** As delivered, with these changes. */
export function engineSettings(over: SettingsOver): EngineSettings {
  const sections = Object.entries(SETTINGS_SECTIONS).map(([section, { default: standard }]) => [
    section,
    { ...standard, ...over[section as keyof EngineSettings] },
  ]);
  return Object.fromEntries(sections) as EngineSettings;
}

/** The message that a verdict waits for. */
export function messageOf({ pending }: Verdict): string {
  return pending === undefined || pending.stage === 'call' ? '' : pending.messageId;
}
/** The code that it waits for. */
export function codeOf({ pending }: Verdict): string {
  return pending === undefined || pending.stage === 'call' ? '' : pending.codeId;
}

export function anEngine({
  application: over = {},
  ...sections
}: SettingsOver & { readonly application?: Partial<Application> } = {}) {
  const store = new MemoryStore();
  const hasher = new PlainHasher();
  const clock = { at: NOON, now: () => clock.at };
  const gateways = { isReachable: true, receives: true };
  const trunks = { isInUse: true, isReachable: true };
  let random = 0;
  const settings = engineSettings(sections);
  const authentication = createAuthentication({
    reader: store,
    hasher,
    digest: nodeDigest,
    clock,
    monotonic: () => clock.at,
    settings: () => settings,
    random: {
      bytes: (lengthBytes) => {
        random += 1;
        return Uint8Array.from({ length: lengthBytes }, (_, at) => (random * 31 + at * 7) % 250);
      },
    },
    server: { name: 'server1', address: '192.0.2.1' },
    fingerprintKey: new Uint8Array(32),
    codeKey: new Uint8Array(32).fill(7),
    sealText: (text) => Buffer.from(text).toString('base64'),
    textGateways: () => gateways,
    phoneLines: () => trunks,
  });
  const application = anApplication(over);
  const settle = (decision: Decision): Verdict => {
    const outcome = store.commit(decision.commit);
    const missed = outcome.isDone ? decision.verdict : decision.missedVerdicts[outcome.missed];
    if (missed === undefined) throw new TypeError('a guard without a verdict missed');
    return missed;
  };
  /** Decides, commits, and answers what the front end would do. */
  async function signIn(password: string, more: Partial<AuthenticationRequest> = {}): Promise<Verdict> {
    const decision = await authentication.decide({
      application,
      username: 'user1',
      password: Secret.fromText(password),
      challengeId: undefined,
      clientAddress: '192.0.2.10',
      callingAddress: '',
      resendKey: '',
      receivedAt: clock.at,
      sessionId: `s${store.attempts.length}`,
      ...more,
    });
    return settle(decision);
  }
  /** What a request that waits becomes by this event. */
  async function proceed(verdict: Verdict, kind: Exclude<PendingEvent['kind'], 'call-over'>): Promise<Verdict> {
    return settle(await decideOn(verdict, { kind }));
  }
  function decideOn({ pending }: Verdict, event: PendingEvent): Promise<Decision> {
    if (pending === undefined) throw new TypeError('this verdict does not wait');
    return authentication.proceed(pending, event);
  }
  /** The calls that a verdict waits for end like this. */
  async function endCalls(verdict: Verdict, outcome: CallOutcome) {
    const decision = await decideOn(verdict, { kind: 'call-over', outcome, trunkName: 'Trunk 1' });
    return { verdict: settle(decision), decision };
  }
  /** The gateway takes the message that a verdict waits for. */
  async function deliver(verdict: Verdict): Promise<Verdict> {
    store.setMessage(messageOf(verdict), { state: 'sent', gatewayName: 'Gateway 1' });
    return proceed(verdict, 'message-over');
  }
  async function reply(text: string, from = '+31612345678') {
    const decision = await authentication.receiveReply({ from, text, gatewayName: 'Gateway 1', at: clock.at });
    settle(decision);
    return decision;
  }
  /** The code in the newest text or mail. */
  const lastCode = () => /\d{4,10}/.exec([...store.messages.values()].at(-1)?.words ?? '')?.[0] ?? 'none';
  const challengeIdOf = (verdict: Verdict) => Buffer.from(nodeDigest.sha256(verdict.state ?? new Uint8Array())).toString('hex');
  return {
    store,
    hasher,
    clock,
    gateways,
    trunks,
    authenticate: authentication.decide,
    signIn,
    proceed,
    endCalls,
    deliver,
    reply,
    lastCode,
    application,
    challengeIdOf,
  };
}
