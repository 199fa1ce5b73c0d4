/**
 * Effects are data, and JSON data: counters are decimal text. The engine decides and answers what must become true;
 * the store makes it true in one transaction and says whether it did (design section 1).
 *
 * A Commit is tried in order: every guard must change exactly one row. All guards hit: `effects` are applied.
 * Guard i missed: only the attempts of `effects` are recorded, as `ifMissed[i]` says, and the guards before it stay
 * spent. That is on purpose: a step spent for nothing lets nobody in, a step given back could be used twice.
 */
import type { GatewayId, RadiusClientId, TokenId, UserId } from '../../shared/ids.ts';
import type { AuthenticationType } from '../../shared/methods.ts';
import type { Attempt } from '../../shared/schemas/attempt.ts';
import type { PlacedCall } from '../../shared/schemas/call.ts';
import type { MessageState, ReplyOutcome } from '../../shared/schemas/gateway.ts';
import type { LockoutSettings } from '../../shared/schemas/settings.ts';
import type { Challenge, MessageChannel, ReplyVerdict } from './ports.ts';

export type Guard =
  /** Accepts `step` once: only where it is later than every step accepted before, on an enabled token. */
  | {
      readonly kind: 'spend-time-step';
      readonly tokenId: TokenId;
      readonly step: number;
      readonly driftSteps: number;
      readonly at: number;
    }
  /** Accepts `counter` once: only where it is at or after the next one expected, on an enabled token. */
  | { readonly kind: 'spend-counter'; readonly tokenId: TokenId; readonly counter: string; readonly at: number }
  /** Answers a challenge once. */
  | { readonly kind: 'spend-challenge'; readonly challengeId: string }
  /** Lets the user in only while not locked, not blocked and enabled, and clears the failure counter (not the long-term one). */
  | { readonly kind: 'admit-user'; readonly userId: UserId; readonly at: number }
  /** Uses up the running one-time bypass: its row ends as used. */
  | { readonly kind: 'spend-bypass'; readonly userId: UserId; readonly at: number }
  /** open (one-way) or replied right (two-way) becomes spent, within its lifetime. */
  | { readonly kind: 'spend-message-code'; readonly codeId: string; readonly at: number }
  /**
   * Opens a code and queues its message, only where the user has no open code of this application opened after
   * `noneSince`. Earlier open codes of the channel become superseded.
   */
  | {
      readonly kind: 'open-message-code';
      readonly code: MessageCodeDraft;
      readonly message: MessageDraft;
      readonly noneSince: number;
    }
  /**
   * Begins the calls of one sign-in, only where the user has none that runs. The row is what a second request finds, and
   * what a time limit of texts and calls counts.
   */
  | { readonly kind: 'open-phone-call'; readonly call: PhoneCallDraft }
  /** The calls of a sign-in have come to their end, once. */
  | { readonly kind: 'end-phone-call'; readonly callId: string; readonly at: number }
  /** Takes a reply, once: an open two-way code gets its verdict. */
  | { readonly kind: 'take-reply'; readonly codeId: string; readonly verdict: ReplyVerdict; readonly at: number };

export type PhoneCallDraft = {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly sessionId: string;
  readonly userId: UserId;
  readonly applicationName: string;
  readonly radiusClientId: RadiusClientId | undefined;
  /** What makes two requests copies of one (a VPN that sends again with a new identifier). */
  readonly resendKey: string;
  readonly openedAt: number;
  /** The calls are over by then, whatever happens. */
  readonly expiresAt: number;
};

export type MessageCodeDraft = {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly sessionId: string;
  readonly userId: UserId;
  readonly channel: MessageChannel;
  readonly isTwoWay: boolean;
  /** HMAC-SHA-256 under the engine's code key, hexadecimal: the code itself stands nowhere. */
  readonly codeHash: string;
  /** Digits of the code. */
  readonly digits: number;
  readonly messageId: string;
  readonly applicationName: string;
  readonly radiusClientId: RadiusClientId | undefined;
  /** What makes two requests copies of one (a VPN that sends again with a new identifier). */
  readonly resendKey: string;
  readonly openedAt: number;
  readonly expiresAt: number;
};
export type MessageDraft = {
  /** 32 hexadecimal digits. */
  readonly id: string;
  readonly userId: UserId;
  readonly username: string;
  readonly channel: MessageChannel;
  /** E.164 with plus, or an e-mail address. */
  readonly recipient: string;
  readonly language: string;
  readonly applicationName: string;
  /** Base64 of the sealed words; wiped when the message is over. */
  readonly sealedText: string;
  readonly queuedAt: number;
  readonly expiresAt: number;
};

/** A row of the call log before it has its id. */
export type PlacedCallDraft = Omit<PlacedCall, 'id'>;
/** A row of the authentication log before it has its id; steps as text (step-trace.ts). */
export type AttemptDraft = Omit<Attempt, 'id' | 'steps'> & { readonly steps?: string | undefined };

export type Effect =
  | { readonly kind: 'record-attempt'; readonly attempt: AttemptDraft }
  /**
   * Counts a denial in both counters and locks at the thresholds. The same `otpFingerprint` again within
   * policy.repeatedCodeSeconds counts once (a VPN that repeats a wrong code must not lock its user).
   */
  | {
      readonly kind: 'count-failure';
      readonly userId: UserId;
      readonly otpFingerprint: string;
      readonly at: number;
      readonly policy: LockoutSettings;
    }
  | { readonly kind: 'open-challenge'; readonly challenge: Challenge }
  /** Remembers the first code of an automatic resync; undefined forgets it. */
  | { readonly kind: 'note-resync-candidate'; readonly tokenId: TokenId; readonly factor: string; readonly at: number }
  /** A wrong code: counts a try; at `triesMax` the code is exhausted. */
  | { readonly kind: 'count-code-try'; readonly codeId: string; readonly triesMax: number }
  /** An open code that nobody may answer any more. */
  | { readonly kind: 'end-message-code'; readonly codeId: string; readonly at: number }
  /** The new PIN; the one before goes to the history, which keeps `historyLength`. */
  | {
      readonly kind: 'set-pin';
      readonly userId: UserId;
      readonly pinHash: string;
      readonly at: number;
      readonly historyLength: number;
    }
  /** The number without country code, as the person dialled it in a call. */
  | { readonly kind: 'set-phone'; readonly userId: UserId; readonly phone: string; readonly at: number }
  /** One phone that was called, for the call log. */
  | { readonly kind: 'record-call'; readonly call: PlacedCallDraft }
  /** A success that caching rules may use. */
  | {
      readonly kind: 'remember-grant';
      readonly userId: UserId;
      readonly authenticationType: AuthenticationType;
      readonly applicationName: string;
      readonly callingAddress: string;
      readonly at: number;
    }
  /** A fraud alert; with `until` it blocks the user. */
  | {
      readonly kind: 'report-fraud';
      readonly userId: UserId;
      readonly username: string;
      readonly phone: string;
      readonly at: number;
      /** Undefined: recorded only. */
      readonly until: number | undefined;
      readonly reason: string;
    }
  | {
      readonly kind: 'set-message-state';
      readonly messageId: string;
      readonly state: MessageState;
      readonly at: number;
      readonly gatewayId?: GatewayId | undefined;
      readonly gatewayName?: string | undefined;
      readonly reference?: string | undefined;
      readonly problem?: string | undefined;
    }
  | {
      readonly kind: 'record-reply';
      readonly at: number;
      readonly gatewayName: string;
      readonly from: string;
      readonly userId: UserId | undefined;
      readonly username: string;
      readonly outcome: ReplyOutcome;
    };

/** What the attempt reads when a guard missed. */
export type AttemptOutcome = Pick<AttemptDraft, 'result' | 'isGranted' | 'reason'>;

export type Commit = {
  readonly guards: readonly Guard[];
  readonly effects: readonly Effect[];
  /** One for each guard; null records nothing: the decision is made anew. */
  readonly ifMissed: readonly (AttemptOutcome | null)[];
};

/** `missed` is the index of the guard that changed no row. */
export type CommitOutcome = { readonly isDone: true } | { readonly isDone: false; readonly missed: number };
