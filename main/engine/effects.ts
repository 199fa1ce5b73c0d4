/**
 * Effects are data, and JSON data: counters are decimal text. The engine decides and answers what must become true;
 * the store makes it true in one transaction and says whether it did (design section 1).
 *
 * A Commit is tried in order: every guard must change exactly one row. All guards hit: `effects` are applied.
 * Guard i missed: only the attempt of `effects` is recorded, as `ifMissed[i]` says, and the guards before it stay
 * spent. That is on purpose: a step spent for nothing lets nobody in, a step given back could be used twice.
 */
import type { TokenId, UserId } from '../../shared/ids.ts';
import type { Attempt } from '../../shared/schemas/attempt.ts';
import type { LockoutSettings } from '../../shared/schemas/settings.ts';
import type { Challenge } from './ports.ts';

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
  /** Lets the user in only while not locked and enabled, and clears the failure counter (not the long-term one). */
  | { readonly kind: 'admit-user'; readonly userId: UserId; readonly at: number };

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
  | { readonly kind: 'note-resync-candidate'; readonly tokenId: TokenId; readonly factor: string; readonly at: number };

/** What the attempt reads when a guard missed. */
export type AttemptOutcome = Pick<AttemptDraft, 'result' | 'isGranted' | 'reason'>;

export type Commit = {
  readonly guards: readonly Guard[];
  readonly effects: readonly Effect[];
  /** One for each guard. */
  readonly ifMissed: readonly AttemptOutcome[];
};

/** `missed` is the index of the guard that changed no row. */
export type CommitOutcome = { readonly isDone: true } | { readonly isDone: false; readonly missed: number };
