/**
 * The decision about one authentication: a written list of steps (design section 4). A step reads only what the
 * steps before it found. Everything that must become true is in the decision's commit; nothing is written here.
 */
import { type ResultName, resultNumber } from '../../../shared/authentication-results.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { AllSettings } from '../../../shared/schemas/settings.ts';
import type { Effect, Guard } from '../effects.ts';
import type {
  AuthenticationReader,
  Challenge,
  Clock,
  Digest,
  PasswordHasher,
  Random,
  Subject,
  TokenCredential,
} from '../ports.ts';
import type { Decision, Verdict } from './decision.ts';
import { draftAttempt, type ServerIdentity } from './draft-attempt.ts';
import { isCountedFailure, isRefusal, resultOfReason } from './refusal.ts';
import type { AuthenticationRequest } from './request.ts';
import { createStepTrace, type StepTrace } from './step-trace.ts';
import { checkFirstFactor } from './steps/check-first-factor.ts';
import { checkOtp } from './steps/check-otp.ts';
import { checkUser } from './steps/check-user.ts';
import { chooseTokens } from './steps/choose-tokens.ts';
import { resumeChallenge } from './steps/resume-challenge.ts';
import { splitPassword } from './steps/split-password.ts';

export type AuthenticatePorts = {
  readonly reader: AuthenticationReader;
  readonly hasher: PasswordHasher;
  readonly digest: Digest;
  readonly random: Random;
  readonly clock: Clock;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** The settings in force now. */
  readonly settings: () => Pick<AllSettings, 'oath' | 'lockout' | 'log'>;
  readonly server: ServerIdentity;
  /** Random for each start: fingerprints of wrong codes tell nothing to who reads the database. */
  readonly fingerprintKey: Uint8Array;
};

/** Bytes of State: 128 random bits cannot be guessed within a challenge's life. */
const STATE_BYTES = 16;

/** What is known of the attempt so far; grows step by step. */
type Known = {
  readonly request: AuthenticationRequest;
  readonly now: number;
  readonly trace: StepTrace;
  readonly challenge?: Challenge | undefined;
  readonly subject?: Subject | undefined;
  readonly token?: TokenCredential | undefined;
};

export function createAuthenticate(ports: AuthenticatePorts): (request: AuthenticationRequest) => Promise<Decision> {
  return async (request) => {
    const now = ports.clock.now();
    const trace = createStepTrace(ports.monotonic, request.arrivedAt ?? ports.monotonic());
    const { application } = request;
    if (application.radiusClientId !== undefined) trace.mark('client-found');

    const resumed = await resumeChallenge(ports.reader, request);
    if (isRefusal(resumed)) return refuse(ports, { request, now, trace }, resumed.refusal);
    const { challenge } = resumed;
    if (challenge !== undefined) trace.mark('challenge-found');

    const subject = await (challenge === undefined
      ? ports.reader.findSubject(request.username)
      : ports.reader.findSubjectById(challenge.userId));
    const typed = readTyped(request);
    if (subject === undefined) return decideUnknownUser(ports, { request, now, trace, challenge }, typed);
    trace.mark('user-found');
    const known = { request, now, trace, challenge, subject };

    const refusedUser = checkUser(subject, now);
    if (refusedUser !== undefined) return refuse(ports, known, refusedUser.refusal);
    trace.mark('user-checked');

    const chosen = chooseTokens(subject, application.enablesFallbackOathToken, now);
    trace.mark('tokens-chosen');
    const otpLengths = isRefusal(chosen) ? [] : [...new Set(chosen.tokens.map((token) => token.digits))];
    const readings =
      challenge === undefined ? splitPassword(typed, application.otpEntry, otpLengths) : [{ password: '', otp: typed }];

    const first = await checkFirstFactor(
      ports.hasher,
      challenge === undefined ? application.firstFactor : 'none',
      subject,
      readings,
    );
    if (challenge === undefined && application.firstFactor !== 'none') trace.mark('first-factor-checked');
    if (isRefusal(first)) return refuse(ports, known, first.refusal, { fingerprint: typed });
    if (isRefusal(chosen)) return refuse(ports, known, chosen.refusal);
    if (challenge === undefined && application.otpEntry === 'challenge') return openChallenge(ports, known);

    const { oath } = ports.settings();
    const candidates = readings.filter((reading) => reading === first.reading || application.firstFactor === 'none');
    const verdicts = candidates.map((reading) =>
      checkOtp({ hmac: ports.digest.hmac, settings: oath }, chosen.tokens, reading.otp, now),
    );
    const checked = verdicts.find((verdict) => verdict.isRight) ?? verdicts[0];
    if (checked === undefined) return refuse(ports, known, 'otp-missing');
    trace.mark('code-checked');
    if (checked.isRight)
      return grant(ports, { ...known, token: checked.token }, checked.spend, chosen.grantedResult, checked.reason);
    return refuse(ports, { ...known, token: checked.token }, checked.reason, { fingerprint: typed, effects: checked.effects });
  };
}

function readTyped(request: AuthenticationRequest): string {
  return new TextDecoder().decode(request.password.reveal());
}

/** Nobody by that name: `Require Multi-Factor Authentication user match` decides, after the first factor's time has passed. */
async function decideUnknownUser(ports: AuthenticatePorts, known: Known, typed: string): Promise<Decision> {
  const { application } = known.request;
  const readings = splitPassword(typed, application.otpEntry, []);
  const first = await checkFirstFactor(ports.hasher, application.firstFactor, undefined, readings);
  if (application.firstFactor !== 'none') known.trace.mark('first-factor-checked');
  if (application.requiresUserMatch || known.challenge !== undefined) return refuse(ports, known, 'user-unknown');
  if (isRefusal(first)) return refuse(ports, known, first.refusal);
  const verdict = verdictOf('accept', 'user-unknown-passed');
  return { verdict, commit: { guards: [], effects: [record(ports, known, verdict)], ifMissed: [] }, missedVerdicts: [] };
}

/** The guard that answers the challenge, where there is one, and what is logged when somebody was faster. */
function challengeGuards(known: Known): readonly Guard[] {
  return known.challenge === undefined ? [] : [{ kind: 'spend-challenge', challengeId: known.challenge.id }];
}

type RefusalExtras = {
  /** What was typed, where the refusal is a guess that counts. */
  readonly fingerprint?: string;
  readonly effects?: readonly Effect[];
};

function refuse(ports: AuthenticatePorts, known: Known, reason: DecisionReason, extras: RefusalExtras = {}): Decision {
  const verdict = asksCodeOfAnyone(known)
    ? { ...verdictOf('challenge', reason), state: ports.random.bytes(STATE_BYTES) }
    : verdictOf('reject', reason);
  const effects: Effect[] = [record(ports, known, verdict), ...(extras.effects ?? [])];
  if (known.subject !== undefined && extras.fingerprint !== undefined && isCountedFailure(reason)) {
    effects.push({
      kind: 'count-failure',
      userId: known.subject.userId,
      otpFingerprint: fingerprintOf(ports, known.subject, extras.fingerprint),
      at: known.now,
      policy: ports.settings().lockout,
    });
  }
  return guarded({
    verdict,
    guards: challengeGuards(known),
    missed: known.challenge === undefined ? [] : ['challenge-unknown'],
    effects,
  });
}

/**
 * Without a first factor, every name gets a challenge: if only real users were challenged, one request a name
 * would list them. The State of a refused user is stored nowhere, so no answer to it can succeed.
 */
function asksCodeOfAnyone({ request, challenge }: Known): boolean {
  const { application } = request;
  const isFirstStep = challenge === undefined && request.challengeId === undefined;
  return (
    isFirstStep &&
    application.otpEntry === 'challenge' &&
    application.firstFactor === 'none' &&
    application.radiusClientId !== undefined
  );
}

function grant(
  ports: AuthenticatePorts,
  known: Known & { readonly subject: Subject },
  spend: Guard,
  result: ResultName,
  reason: DecisionReason,
): Decision {
  const verdict: Verdict = { kind: 'accept', result, reason };
  const admit: Guard = { kind: 'admit-user', userId: known.subject.userId, at: known.now };
  return guarded({
    verdict,
    guards: [...challengeGuards(known), spend, admit],
    missed: [...(known.challenge === undefined ? [] : (['challenge-unknown'] as const)), 'otp-already-used', 'user-locked'],
    effects: [record(ports, known, verdict)],
  });
}

function openChallenge(ports: AuthenticatePorts, known: Known & { readonly subject: Subject }): Decision {
  const { request, now, subject } = known;
  // Only a RADIUS client can be challenged: the console's test has the code at hand.
  if (request.application.radiusClientId === undefined) return refuse(ports, known, 'otp-missing');
  const state = ports.random.bytes(STATE_BYTES);
  const verdict: Verdict = { ...verdictOf('challenge', 'challenge-sent'), state };
  const challenge: Challenge = {
    id: toHex(ports.digest.sha256(state)),
    sessionId: request.sessionId,
    userId: subject.userId,
    username: request.username,
    radiusClientId: request.application.radiusClientId,
    openedAt: now,
    expiresAt: now + ports.settings().oath.challengeLifetimeSeconds * 1000,
  };
  return {
    verdict,
    commit: { guards: [], effects: [record(ports, known, verdict), { kind: 'open-challenge', challenge }], ifMissed: [] },
    missedVerdicts: [],
  };
}

type GuardedDecision = {
  readonly verdict: Verdict;
  readonly guards: readonly Guard[];
  /** Why the attempt is refused when guard i misses. */
  readonly missed: readonly DecisionReason[];
  readonly effects: readonly Effect[];
};

function guarded(decision: GuardedDecision): Decision {
  const missedVerdicts = decision.missed.map((reason) => verdictOf('reject', reason));
  return {
    verdict: decision.verdict,
    commit: {
      guards: decision.guards,
      effects: decision.effects,
      ifMissed: missedVerdicts.map(({ result, reason }) => ({ result: resultNumber(result), isGranted: false, reason })),
    },
    missedVerdicts,
  };
}

function verdictOf(kind: Verdict['kind'], reason: DecisionReason): Verdict {
  return { kind, reason, result: resultOfReason(reason) };
}

function record(ports: AuthenticatePorts, known: Known, verdict: Verdict): Effect {
  const { request, subject, token } = known;
  const sessionId = known.challenge?.sessionId ?? request.sessionId;
  return {
    kind: 'record-attempt',
    attempt: draftAttempt({
      request,
      server: ports.server,
      log: ports.settings().log,
      subject,
      token,
      sessionId,
      result: verdict.result,
      reason: verdict.reason,
      trace: known.trace.finish(),
    }),
  };
}

/** The same wrong code of the same user has the same fingerprint until the engine restarts. */
function fingerprintOf(ports: AuthenticatePorts, subject: Subject, typed: string): string {
  const mac = ports.digest.hmac('SHA256', ports.fingerprintKey, new TextEncoder().encode(`${subject.userId}:${typed}`));
  return toHex(mac.subarray(0, STATE_BYTES));
}

function toHex(bytes: Uint8Array): string {
  let text = '';
  for (const byte of bytes) text += byte.toString(16).padStart(2, '0');
  return text;
}
