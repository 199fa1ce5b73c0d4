import type { LockoutSettings } from '../../../shared/schemas/settings.ts';

/** The failure counters of one user. Instants in epoch milliseconds. */
export type FailureState = {
  readonly failureCount: number;
  readonly firstFailureAt: number | undefined;
  readonly longTermFailureCount: number;
  readonly lockedUntil: number | undefined;
  readonly isLockedLongTerm: boolean;
  readonly lastWrongFingerprint: string | undefined;
  readonly lastWrongAt: number | undefined;
};

export type Failure = { readonly otpFingerprint: string; readonly at: number; readonly policy: LockoutSettings };

/**
 * The state after a denial, or undefined when it does not count: the user is locked already, or the same
 * wrong code came again. The time in which a repeated code is free runs from the time it was counted, not
 * from its last repetition: otherwise somebody could send one code forever and wait until it becomes right.
 */
export function countFailure(state: FailureState, { otpFingerprint, at, policy }: Failure): FailureState | undefined {
  if (state.isLockedLongTerm) return undefined;
  if (state.lockedUntil !== undefined && state.lockedUntil > at) return undefined;
  if (isRepeated(state, otpFingerprint, at, policy)) return undefined;
  const isNewRun =
    state.lockedUntil !== undefined ||
    state.firstFailureAt === undefined ||
    at - state.firstFailureAt >= policy.resetAfterMinutes * 60_000;
  const failureCount = isNewRun ? 1 : state.failureCount + 1;
  const longTermFailureCount = state.longTermFailureCount + 1;
  const isLocked = policy.denialsToLock > 0 && failureCount >= policy.denialsToLock;
  return {
    failureCount,
    firstFailureAt: isNewRun ? at : state.firstFailureAt,
    longTermFailureCount,
    lockedUntil: isLocked ? at + policy.unlockAfterMinutes * 60_000 : undefined,
    isLockedLongTerm: policy.longTermDenialsToLock > 0 && longTermFailureCount >= policy.longTermDenialsToLock,
    lastWrongFingerprint: otpFingerprint,
    lastWrongAt: at,
  };
}

function isRepeated(state: FailureState, fingerprint: string, at: number, policy: LockoutSettings): boolean {
  if (fingerprint === '' || state.lastWrongFingerprint !== fingerprint || state.lastWrongAt === undefined) return false;
  // A clock that was set back must not make repetitions free until it has caught up.
  return at >= state.lastWrongAt && at - state.lastWrongAt < policy.repeatedCodeSeconds * 1000;
}
