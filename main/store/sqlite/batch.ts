/** One batch of commits: one transaction, one fsync (group commit). */
import type { Commit } from '../../engine/effects.ts';
import { type Connection, isSqliteError } from './connection.ts';
import type { EffectApplier } from './effects.ts';

/** Every guard hit. Otherwise the index of the guard that missed, or FAILED. */
export const DONE = -1;
const FAILED = -2;

export type BatchRunner = {
  /**
   * Answers one outcome for each commit once they are on disk. A commit that fails for a reason of its own
   * (FAILED, told to `onFailure`) takes no other with it. Throws when the disk fails: then nothing happened.
   */
  readonly run: (commits: readonly Commit[], onFailure: (index: number, error: unknown) => void) => number[];
};

export function prepareBatches(connection: Connection, { apply, attempts }: EffectApplier): BatchRunner {
  const transact = connection.transaction((commits: readonly Commit[]): number[] => {
    const outcomes = commits.map(apply);
    attempts.flush();
    return outcomes;
  });
  const runOnce = (commits: readonly Commit[]): number[] => {
    try {
      return transact.immediate(commits);
    } catch (error) {
      attempts.discard();
      throw error;
    }
  };
  return {
    run: (commits, onFailure) => {
      try {
        return runOnce(commits);
      } catch (error) {
        if (!isOwnFault(error)) throw error;
      }
      return commits.map((commit, index) => runAlone(runOnce, commit, (error) => onFailure(index, error)));
    },
  };
}

/** In a transaction of its own: what it fails for, it fails for alone. */
function runAlone(
  runOnce: (commits: readonly Commit[]) => number[],
  commit: Commit,
  onFailure: (error: unknown) => void,
): number {
  try {
    return runOnce([commit])[0] ?? FAILED;
  } catch (error) {
    onFailure(error);
    return FAILED;
  }
}

/** Whether the commit itself cannot be stored, rather than the disk, the file or a lock standing in the way. */
function isOwnFault(error: unknown): boolean {
  if (!isSqliteError(error)) return true;
  return /^SQLITE_(CONSTRAINT|MISMATCH|TOOBIG|RANGE)/.test(error.code);
}
