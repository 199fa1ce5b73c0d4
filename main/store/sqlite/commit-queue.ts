/** Group commit: what comes while a batch is on its way to disk goes together in the next one. */
import { appError } from '../../engine/app-error.ts';
import type { Commit, CommitOutcome } from '../../engine/effects.ts';
import { DONE } from './batch.ts';
import { type BatchAnswer, receiveError } from './thread-messages.ts';

/** Commits in one transaction; ours: more does not make it cheaper, and one bad disk answer refuses them all. */
const BATCH_MAX = 512;
/**
 * Commits that are worth a second batch with the writer while it works on the first; ours, measured with
 * test/bench/commit-load.ts. The writer then never waits, and fewer than that would only make more fsyncs.
 */
const SECOND_BATCH_MIN = 48;
/** Commits that wait; ours: more than a second's work. Then STORE_BUSY. */
const QUEUE_MAX = 100_000;

type Queued = {
  readonly commit: Commit;
  readonly resolve: (outcome: CommitOutcome) => void;
  readonly reject: (error: Error) => void;
};

const IS_DONE: CommitOutcome = { isDone: true };

export function createCommitQueue(
  send: (commits: readonly Commit[]) => Promise<BatchAnswer>,
  onCommitted: (commits: readonly Commit[]) => void,
): (commit: Commit) => Promise<CommitOutcome> {
  let queue: Queued[] = [];
  let inFlight = 0;
  let isScheduled = false;

  const dispatch = async (batch: readonly Queued[]) => {
    const commits = batch.map(({ commit }) => commit);
    inFlight += 1;
    try {
      const answer = await send(commits);
      settle(batch, answer);
      onCommitted(commits);
    } catch (error) {
      for (const { reject } of batch) reject(error as Error);
    } finally {
      inFlight -= 1;
      flush();
    }
  };
  const isWorthSending = () => (inFlight === 0 && queue.length > 0) || (inFlight === 1 && queue.length >= SECOND_BATCH_MIN);
  const flush = () => {
    isScheduled = false;
    while (isWorthSending()) {
      const batch = queue.slice(0, BATCH_MAX);
      queue = queue.slice(BATCH_MAX);
      void dispatch(batch);
    }
  };
  return (commit) =>
    new Promise((resolve, reject) => {
      if (queue.length >= QUEUE_MAX) {
        reject(appError('STORE_BUSY'));
        return;
      }
      queue.push({ commit, resolve, reject });
      if (isScheduled || !isWorthSending()) return;
      // After all datagrams of this turn have been read: they share the transaction.
      isScheduled = true;
      setImmediate(flush);
    });
}

function settle(batch: readonly Queued[], { outcomes, failures }: BatchAnswer): void {
  for (const { index, error } of failures) batch[index]?.reject(receiveError(error));
  for (const [index, { resolve }] of batch.entries()) {
    const outcome = outcomes[index];
    if (outcome === DONE) resolve(IS_DONE);
    else if (outcome !== undefined && outcome >= 0) resolve({ isDone: false, missed: outcome });
  }
}
