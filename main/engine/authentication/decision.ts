import type { ResultName } from '../../../shared/authentication-results.ts';
import type { UserId } from '../../../shared/ids.ts';
import type { Method, Mode } from '../../../shared/methods.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { Commit } from '../effects.ts';
import type { CallPlanSetup } from '../phone-call/call-plan.ts';
import type { CallOutcome } from '../phone-call/phone-call.ts';
import type { AuthenticationRequest } from './request.ts';

/** What the front end does once `commit` is on disk. */
export type Verdict = {
  /** wait: the request stays open; what it waits for is in `pending`. again: decide anew, something came between. */
  readonly kind: 'accept' | 'reject' | 'challenge' | 'wait' | 'again';
  readonly result: ResultName;
  readonly reason: DecisionReason;
  /** For a challenge: the bytes of State to send (16, random). */
  readonly state?: Uint8Array;
  /** For a challenge: what the person is asked, in their language; undefined: the application's own text. */
  readonly prompt?: string | undefined;
  readonly pending?: Pending;
};

/** message: until its message was handed over (or could not be). reply: until its code has a reply. */
export type WaitsForMessage = { readonly stage: 'message' | 'reply'; readonly messageId: string; readonly codeId: string };
/** Until the calls of the sign-in have been decided. */
export type WaitsForCall = { readonly stage: 'call'; readonly callId: string };
export type WaitsFor = WaitsForMessage | WaitsForCall;

/** What an open request waits for, after its commit. */
export type Pending = WaitsFor & {
  readonly userId: UserId;
  /** What the user is verified by. */
  readonly method: Method;
  readonly mode: Mode;
  /** The request that waits; its password has been wiped by then. */
  readonly request: AuthenticationRequest;
  readonly sessionId: string;
  /** Epoch milliseconds. */
  readonly startedAt: number;
  /** Epoch milliseconds: what has not come by then does not count any more. */
  readonly until: number;
};

export type PendingCall = Extract<Pending, WaitsForCall>;

/** What came of it. */
export type PendingEvent =
  | { readonly kind: 'message-over' } /** The state of the message is in the store. */
  | { readonly kind: 'reply-came' } /** The reply's verdict is in the store. */
  /** The calls are decided: in this process, and once. Their row is in the store until then. */
  | { readonly kind: 'call-over'; readonly outcome: CallOutcome; readonly trunkName: string }
  | { readonly kind: 'timed-out' }
  /** The front end gave up (the engine stops, the console closed its test). */
  | { readonly kind: 'cancelled' };

/**
 * The engine's answer: the verdict if every guard of `commit` hits, and the verdict for each guard that may
 * miss, in the guards' order. Nothing is answered before the commit resolves; if it rejects, nothing is
 * answered at all.
 */
export type Decision = {
  readonly verdict: Verdict;
  readonly commit: Commit;
  readonly missedVerdicts: readonly Verdict[];
  /** Messages to hand over once the commit is on disk: their ids in the outbox. */
  readonly messageIds?: readonly string[];
  /** Phones to call once the commit is on disk. */
  readonly call?: PlannedCalls;
  /** Mails to send once the commit is on disk. */
  readonly notices?: readonly Notice[];
};

/** The calls of one sign-in. */
export type PlannedCalls = {
  readonly id: string;
  readonly sessionId: string;
  readonly userId: UserId;
  readonly username: string;
  readonly applicationName: string;
  readonly plan: CallPlanSetup;
};

/** Something that people are told of. */
export type Notice =
  | {
      readonly kind: 'fraud-alert';
      readonly userId: UserId;
      readonly username: string;
      readonly isBlocked: boolean;
      readonly at: number;
      readonly applicationName: string;
    }
  | { readonly kind: 'account-locked'; readonly userId: UserId; readonly username: string; readonly at: number };

/** The two doors of the engine. Each decision must be committed before it is acted on. */
export interface Authentication {
  /** A first request, or the answer to a challenge. */
  decide(request: AuthenticationRequest): Promise<Decision>;
  /** A request that waits, after something came (or did not). */
  proceed(pending: Pending, event: PendingEvent): Promise<Decision>;
  /** A text that came in. Matched by number and time; `codeId` of the code that got a verdict. */
  receiveReply(reply: {
    readonly from: string;
    readonly text: string;
    readonly gatewayName: string;
    readonly at: number;
  }): Promise<Decision & { readonly codeId: string | undefined }>;
}
