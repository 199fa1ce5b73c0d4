import type { ResultName } from '../../../shared/authentication-results.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { Commit } from '../effects.ts';

/** What the front end does once `commit` is on disk. */
export type Verdict = {
  readonly kind: 'accept' | 'reject' | 'challenge';
  readonly result: ResultName;
  readonly reason: DecisionReason;
  /** For a challenge: the bytes of State to send (16, random). */
  readonly state?: Uint8Array;
};

/**
 * The engine's answer: the verdict if every guard of `commit` hits, and the verdict for each guard that may
 * miss, in the guards' order. Nothing is answered before the commit resolves; if it rejects, nothing is
 * answered at all.
 */
export type Decision = {
  readonly verdict: Verdict;
  readonly commit: Commit;
  readonly missedVerdicts: readonly Verdict[];
};
