/** What a trunk carries now and has carried since the engine started; it outlives a change of the trunk. */
import { OWN_WORDS } from '../../../shared/own-words.ts';

export type TrunkLoad = {
  /** Milliseconds to wait for this call's turn, or why it has none; `release` is to be called at its end. */
  reserve(limits: CallLimits, now: number): { readonly waitMilliseconds: number } | { readonly words: string };
  /** Past all limits, as a test call is. */
  reserveAnyhow(): { readonly waitMilliseconds: 0 };
  release(): void;
  runningCount(): number;
  placedCount: number;
  answeredCount: number;
  failedCount: number;
};

export type CallLimits = { readonly callsAtOnceMax: number; readonly callsPerSecondMax: number };

/** Ours: longer, and the next trunk is faster. */
const WAIT_MAX_MILLISECONDS = 2_000;
const SECOND_MILLISECONDS = 1_000;

export function openTrunkLoad(): TrunkLoad {
  /** When the last calls began or will begin, the newest last. */
  let starts: readonly number[] = [];
  let running = 0;
  return {
    reserve({ callsAtOnceMax, callsPerSecondMax }, now) {
      if (running >= callsAtOnceMax) return { words: `${OWN_WORDS['calls-at-once']} (${callsAtOnceMax})` };
      const oldest = starts.at(-callsPerSecondMax);
      const startAt = oldest === undefined ? now : Math.max(now, oldest + SECOND_MILLISECONDS);
      if (startAt - now > WAIT_MAX_MILLISECONDS) return { words: `${OWN_WORDS['calls-a-second']} (${callsPerSecondMax})` };
      starts = [...starts, startAt].slice(-callsPerSecondMax);
      running += 1;
      return { waitMilliseconds: startAt - now };
    },
    reserveAnyhow() {
      running += 1;
      return { waitMilliseconds: 0 };
    },
    release() {
      running -= 1;
    },
    runningCount: () => running,
    placedCount: 0,
    answeredCount: 0,
    failedCount: 0,
  };
}
