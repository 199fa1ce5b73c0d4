import type { Clock } from '../engine/ports.ts';

/** Failures that cost nothing, then the wait doubles from one second to five minutes; ours. */
const FREE_FAILURES = 3;
const WAIT_FIRST_MILLISECONDS = 1000;
const WAIT_MAX_MILLISECONDS = 5 * 60 * 1000;
/** Milliseconds after which a run of failures is forgotten; ours. */
const FORGET_MILLISECONDS = 60 * 60 * 1000;
/** Names and addresses remembered; ours. Beyond it the oldest is forgotten, so that made-up names cannot fill memory. */
const REMEMBERED_MAX = 10_000;

type Run = { readonly count: number; readonly lastAt: number };

/** Growing delay after failed sign-ins, by name and by address alike: it does not tell which names exist. */
export type SignInThrottle = {
  /** Milliseconds to wait before the next try of any of these keys; 0 when it may be tried now. */
  waitOf(keys: readonly string[]): number;
  recordFailure(keys: readonly string[]): void;
  recordSuccess(keys: readonly string[]): void;
};

export function createSignInThrottle(clock: Clock): SignInThrottle {
  const runs = new Map<string, Run>();
  const runOf = (key: string): Run | undefined => {
    const run = runs.get(key);
    return run !== undefined && clock.now() - run.lastAt > FORGET_MILLISECONDS ? undefined : run;
  };
  const waitOfKey = (key: string): number => {
    const run = runOf(key);
    if (run === undefined || run.count < FREE_FAILURES) return 0;
    const wait = Math.min(WAIT_MAX_MILLISECONDS, WAIT_FIRST_MILLISECONDS * 2 ** (run.count - FREE_FAILURES));
    return Math.max(0, run.lastAt + wait - clock.now());
  };
  return {
    waitOf: (keys) => Math.max(0, ...keys.map(waitOfKey)),
    recordFailure(keys) {
      for (const key of keys) {
        const count = (runOf(key)?.count ?? 0) + 1;
        runs.delete(key);
        runs.set(key, { count, lastAt: clock.now() });
      }
      for (const oldest of runs.keys()) {
        if (runs.size <= REMEMBERED_MAX) break;
        runs.delete(oldest);
      }
    },
    recordSuccess(keys) {
      for (const key of keys) runs.delete(key);
    },
  };
}
