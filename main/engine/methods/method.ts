/**
 * The one shape of a method: start, answer, and proceed for what comes to a request that waits (time-out and cancel among
 * it). A method decides; what its steps become in log and store is authentication/conclude.ts. Adding one is a folder
 * here, a line in methods.ts, its form and its texts in the console.
 */
import type { ResultName } from '../../../shared/authentication-results.ts';
import type { Method, Mode } from '../../../shared/methods.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { Notice, Pending, PendingEvent, PlannedCalls, WaitsFor, WaitsForMessage } from '../authentication/decision.ts';
import type { EnginePorts, EngineSettings } from '../authentication/engine-ports.ts';
import type { AuthenticationRequest } from '../authentication/request.ts';
import type { StepTrace } from '../authentication/step-trace.ts';
import type { PasswordReading } from '../authentication/steps/split-password.ts';
import type { Effect, Guard } from '../effects.ts';
import type { Challenge, ChallengeTask, Subject, TokenCredential } from '../ports.ts';

export type MethodContext = {
  readonly ports: EnginePorts;
  readonly settings: EngineSettings;
  readonly request: AuthenticationRequest;
  readonly subject: Subject;
  /** Epoch milliseconds. */
  readonly now: number;
  readonly trace: StepTrace;
  readonly sessionId: string;
  /** The user's own, or what the user chose instead. */
  readonly method: Method;
  readonly mode: Mode;
  /** What this request answers. */
  readonly challenge: Challenge | undefined;
  /** Ways to verify this user that the application lets users choose from; the words for them. */
  readonly choice: readonly string[];
};

/** Why it is not as it should be: what is logged. */
export type Outcome = { readonly result: ResultName; readonly reason: DecisionReason };
/** A guard, and what becomes of the attempt when it misses; undefined: the decision is made anew. */
export type GuardedBy = { readonly guard: Guard; readonly missed: Outcome | undefined };

type StepBase = Outcome & {
  readonly guards?: readonly GuardedBy[];
  readonly effects?: readonly Effect[];
  readonly token?: TokenCredential | undefined;
  readonly gatewayName?: string;
  readonly notices?: readonly Notice[];
};
export type Granted = StepBase & { readonly kind: 'granted' };
export type Denied = StepBase & {
  readonly kind: 'denied';
  /** The method has come to its end: a fallback may follow. */
  readonly isFinal: boolean;
  /** What was typed, where it was a guess: it counts towards lockout. */
  readonly guess?: string | undefined;
};
/** The person is asked something (Access-Challenge). */
export type Ask = StepBase & {
  readonly kind: 'ask';
  readonly task: ChallengeTask;
  readonly prompt: string | undefined;
  /** Epoch milliseconds. */
  readonly expiresAt: number;
  readonly messageIds?: readonly string[];
};
/** The request stays open; nothing is logged yet. */
export type Wait = {
  readonly kind: 'wait';
  readonly guards?: readonly GuardedBy[];
  readonly until: number;
  readonly messageIds?: readonly string[];
  readonly call?: PlannedCalls;
} & WaitsFor;
export type Step = Granted | Denied | Ask | Wait;

export interface AuthenticationMethod {
  /** Why this user cannot be verified this way, or undefined. Reads nothing. */
  check(context: MethodContext): Outcome | undefined;
  /** The ways to read what was typed into first factor and code, where the code stands after the password. */
  readings(context: MethodContext, typed: string): Promise<readonly PasswordReading[]>;
  /** A first request; `otp` is what was typed as its code, '' for nothing. */
  start(context: MethodContext, otp: string): Step | Promise<Step>;
  /** The answer to what the method asked. */
  answer(context: MethodContext, task: ChallengeTask, typed: string): Step | Promise<Step>;
  /** Something came to a request that waits: its message is over, its reply is there, time is up, nobody waits any more. */
  proceed(context: MethodContext, pending: Pending, event: PendingEvent): Promise<Step>;
}

/** What a method that sends messages waits for; no other kind is ever pending under its name. */
export function messageOf(pending: Pending): Extract<Pending, WaitsForMessage> {
  if (pending.stage === 'call') throw new TypeError('a message is waited for, not a call');
  return pending;
}

export const denied = (
  result: ResultName,
  reason: DecisionReason,
  more: Partial<Omit<Denied, 'kind' | 'result' | 'reason'>> = {},
): Denied => ({ kind: 'denied', result, reason, isFinal: false, ...more });

/** The proceed of a method that never waits. */
export function neverWaits(): Promise<Step> {
  throw new TypeError('this method does not wait');
}
