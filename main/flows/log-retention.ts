/** Removes attempts that are older than the setting says: small batches with a pause between them, so that no sign-in waits. */
import type { LogSettings } from '../../shared/schemas/settings.ts';
import type { Clock } from '../engine/ports.ts';
import type { Store } from '../store/port.ts';

/** Rows a transaction; the writer does a batch in a few milliseconds. */
const BATCH_ROWS = 2000;
/** Milliseconds that the writer is left to the sign-ins between two batches. */
const PAUSE_MILLISECONDS = 50;
const DAY_MILLISECONDS = 24 * 60 * 60 * 1000;

export type PruningState = {
  readonly lastRunAt: number | undefined;
  /** Since the engine started. */
  readonly prunedCount: number;
  /** Why the last run failed. */
  readonly problem: string | undefined;
};

export type LogRetentionPorts = {
  readonly store: Pick<Store, 'write'>;
  readonly clock: Clock;
  readonly settings: () => LogSettings;
  readonly pause: (milliseconds: number) => Promise<void>;
  readonly onFailure: (error: unknown) => void;
};

export interface LogRetention {
  /** One run at a time: a second call while one runs does nothing. */
  run(): Promise<void>;
  state(): PruningState;
  /** Ends a run after its batch. */
  stop(): void;
}

export function createLogRetention({ store, clock, settings, pause, onFailure }: LogRetentionPorts): LogRetention {
  let state: PruningState = { lastRunAt: undefined, prunedCount: 0, problem: undefined };
  let isRunning = false;
  let isStopped = false;

  const pruneBefore = async (before: number): Promise<void> => {
    for (;;) {
      const { prunedCount } = await store.write('attempts.prune', { before, limit: BATCH_ROWS }, undefined);
      state = { ...state, prunedCount: state.prunedCount + prunedCount };
      // A batch ends with an hour: only an empty one says that nothing is left.
      if (prunedCount === 0 || isStopped) return;
      await pause(PAUSE_MILLISECONDS);
    }
  };
  return {
    async run() {
      const { keepDays } = settings();
      if (keepDays === null || isRunning || isStopped) return;
      isRunning = true;
      const at = clock.now();
      try {
        await pruneBefore(at - keepDays * DAY_MILLISECONDS);
        state = { ...state, lastRunAt: at, problem: undefined };
      } catch (error) {
        state = { ...state, lastRunAt: at, problem: error instanceof Error ? error.message : String(error) };
        onFailure(error);
      } finally {
        isRunning = false;
      }
    },
    state: () => state,
    stop() {
      isStopped = true;
    },
  };
}
