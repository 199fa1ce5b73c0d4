/** From a method's step to the decision: guards, effects, the row of the log, and what a missed guard means. */
import { type ResultName, resultNumber } from '../../../shared/authentication-results.ts';
import type { Method, Mode } from '../../../shared/methods.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import { formatHex } from '../../protocols/hex.ts';
import type { AttemptOutcome, Effect, Guard } from '../effects.ts';
import { fillMessageText, messageText } from '../messages/message-text.ts';
import type { Ask, Denied, Granted, GuardedBy, Outcome, Wait } from '../methods/method.ts';
import type { Challenge, Subject, TokenCredential } from '../ports.ts';
import type { Decision, Notice, Verdict, WaitsFor } from './decision.ts';
import { draftAttempt } from './draft-attempt.ts';
import type { EnginePorts } from './engine-ports.ts';
import type { AuthenticationRequest } from './request.ts';
import { rememberGrant } from './rules/caching.ts';
import type { StepTrace } from './step-trace.ts';

/** Bytes of State: 128 random bits cannot be guessed within a challenge's life. */
const STATE_BYTES = 16;
/** The console's test stands for a client of its own in the challenges. */
export const CONSOLE_CLIENT_ID = 0;

/** What is known of the attempt so far. */
export type Known = {
  readonly request: AuthenticationRequest;
  readonly now: number;
  readonly trace: StepTrace;
  readonly sessionId: string;
  readonly challenge?: Challenge | undefined;
  readonly subject?: Subject | undefined;
  /** Where they are not the user's own. */
  readonly method?: Method | undefined;
  readonly mode?: Mode | undefined;
};
export type KnownUser = Known & { readonly subject: Subject };

const AGAIN: Verdict = { kind: 'again', result: 'UNKNOWN', reason: 'challenge-unknown' };

export function grant(ports: EnginePorts, known: Known, step: Granted, isAdmitted = true): Decision {
  const { subject, now } = known;
  const admit: GuardedBy[] =
    subject === undefined || !isAdmitted
      ? []
      : [
          {
            guard: { kind: 'admit-user', userId: subject.userId, at: now },
            missed: { result: 'ACCOUNT_LOCKED', reason: 'user-locked' },
          },
        ];
  const effects = [record(ports, known, step, true), ...(step.effects ?? []), ...rememberGrant(ports.settings(), known, step)];
  const verdict: Verdict = { kind: 'accept', result: step.result, reason: step.reason };
  return decide(known, verdict, [...(step.guards ?? []), ...admit], effects, step);
}

export function deny(ports: EnginePorts, known: Known, step: Denied): Decision {
  const { result, reason } = step;
  const verdict: Verdict = asksCodeOfAnyone(known)
    ? { kind: 'challenge', result, reason, state: ports.random.bytes(STATE_BYTES), prompt: promptForAnyone(ports, known) }
    : { kind: 'reject', result, reason };
  const effects = [record(ports, known, step, false), ...(step.effects ?? []), ...countGuess(ports, known, step.guess)];
  return decide(known, verdict, step.guards ?? [], effects, step);
}

/** What was denied before something else is asked instead; it has a row of its own. */
export type DeniedBefore = { readonly known: Known; readonly step: Denied };

export function ask(ports: EnginePorts, known: KnownUser, step: Ask, denied?: DeniedBefore): Decision {
  const { request, now, subject } = known;
  const state = ports.random.bytes(STATE_BYTES);
  const challenge: Challenge = {
    id: formatHex(ports.digest.sha256(state)),
    sessionId: known.sessionId,
    userId: subject.userId,
    username: request.username,
    radiusClientId: request.application.radiusClientId ?? (CONSOLE_CLIENT_ID as Challenge['radiusClientId']),
    task: step.task,
    openedAt: now,
    expiresAt: step.expiresAt,
  };
  const before = denied?.step;
  const earlier =
    denied === undefined || before === undefined
      ? []
      : [record(ports, denied.known, before, false), ...(before.effects ?? []), ...countGuess(ports, known, before.guess)];
  const effects: Effect[] = [
    ...earlier,
    record(ports, known, step, false),
    { kind: 'open-challenge', challenge },
    ...(step.effects ?? []),
  ];
  const prompt = asksCodeOfAnyone(known) ? promptForAnyone(ports, known) : step.prompt;
  const verdict: Verdict = { kind: 'challenge', result: step.result, reason: step.reason, state, prompt };
  const guards = [...(before?.guards ?? []), ...(step.guards ?? [])];
  const notices = [...(before?.notices ?? []), ...(step.notices ?? [])];
  return { ...decide(known, verdict, guards, effects, { notices }), messageIds: step.messageIds ?? [] };
}

/** Nothing is logged: the attempt has not come to an end. */
export function wait(known: KnownUser, step: Wait): Decision {
  const waitsFor: WaitsFor =
    step.stage === 'call'
      ? { stage: 'call', callId: step.callId }
      : { stage: step.stage, messageId: step.messageId, codeId: step.codeId };
  const verdict: Verdict = {
    kind: 'wait',
    result: step.stage === 'call' ? 'UNKNOWN' : 'SMS_SENT',
    reason: step.stage === 'call' ? 'not-asked' : 'message-sent',
    pending: {
      ...waitsFor,
      userId: known.subject.userId,
      method: known.method ?? known.subject.method,
      mode: known.mode ?? known.subject.mode,
      request: known.request,
      sessionId: known.sessionId,
      startedAt: known.now,
      until: step.until,
    },
  };
  const handedOver = { messageIds: step.messageIds ?? [], ...(step.call === undefined ? {} : { call: step.call }) };
  return { ...decide(known, verdict, step.guards ?? [], [], {}), ...handedOver };
}

function decide(
  known: Known,
  verdict: Verdict,
  own: readonly GuardedBy[],
  effects: readonly Effect[],
  { notices }: { readonly notices?: readonly Notice[] | undefined },
): Decision {
  const guarded = [...challengeGuards(known), ...own];
  const guards: readonly Guard[] = guarded.map(({ guard }) => guard);
  return {
    verdict,
    commit: { guards, effects, ifMissed: guarded.map(({ missed }) => outcomeOf(missed)) },
    missedVerdicts: guarded.map(({ missed }) => (missed === undefined ? AGAIN : { kind: 'reject', ...missed })),
    notices: notices ?? [],
  };
}

/** The guard that answers the challenge, where there is one: somebody may have been faster. */
function challengeGuards({ challenge }: Known): readonly GuardedBy[] {
  if (challenge === undefined) return [];
  return [
    {
      guard: { kind: 'spend-challenge', challengeId: challenge.id },
      missed: { result: 'INVALID_MESSAGE', reason: 'challenge-unknown' },
    },
  ];
}

function outcomeOf(missed: Outcome | undefined): AttemptOutcome | null {
  return missed === undefined ? null : { result: resultNumber(missed.result), isGranted: false, reason: missed.reason };
}

/** The same for every name: the digits of a phone, or a language, would tell who is real. */
function promptForAnyone(ports: EnginePorts, { request }: Known): string | undefined {
  const { challengeText, name } = request.application;
  if (challengeText !== '') return undefined;
  const settings = ports.settings();
  const text = messageText(settings['message-texts'], 'oath-standard', settings['user-defaults'].oathTokenLanguage);
  return fillMessageText(text, { application_name: name });
}

type Logged = {
  readonly result: ResultName;
  readonly reason: DecisionReason;
  readonly token?: TokenCredential | undefined;
  readonly gatewayName?: string | undefined;
};

function record(ports: EnginePorts, known: Known, step: Logged, isGranted: boolean): Effect {
  return {
    kind: 'record-attempt',
    attempt: draftAttempt({
      request: known.request,
      server: ports.server,
      log: ports.settings().log,
      subject: known.subject,
      token: step.token,
      method: known.method,
      mode: known.mode,
      gatewayName: step.gatewayName ?? '',
      isGranted,
      sessionId: known.sessionId,
      result: step.result,
      reason: step.reason,
      trace: known.trace.finish(),
    }),
  };
}

function countGuess(ports: EnginePorts, { subject, now }: Known, guess: string | undefined): readonly Effect[] {
  if (subject === undefined || guess === undefined) return [];
  const mac = ports.digest.hmac('SHA256', ports.fingerprintKey, new TextEncoder().encode(`${subject.userId}:${guess}`));
  return [
    {
      kind: 'count-failure',
      userId: subject.userId,
      otpFingerprint: formatHex(mac.subarray(0, STATE_BYTES)),
      at: now,
      policy: ports.settings().lockout,
    },
  ];
}

/**
 * Without a first factor, every name gets a challenge: if only real users were challenged, one request a name
 * would list them. The State of a refused user is stored nowhere, so no answer to it can succeed (decision 0003).
 */
export function asksCodeOfAnyone({ request, challenge }: Pick<Known, 'request' | 'challenge'>): boolean {
  const { application } = request;
  const isFirstStep = challenge === undefined && request.challengeId === undefined;
  return (
    isFirstStep &&
    application.otpEntry === 'challenge' &&
    application.firstFactor === 'none' &&
    application.radiusClientId !== undefined
  );
}
