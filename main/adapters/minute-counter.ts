import type { Clock } from '../engine/ports.ts';

const SECONDS = 60;
const MINUTES = 60;

export type MinuteCounter = {
  count(): void;
  /** How often in the last sixty seconds. */
  lastMinute(): number;
  /** How often in each of the last sixty minutes of the clock, oldest first; the last one is still running. */
  lastHour(): number[];
};

/** How often something happened, at no more cost than two additions. */
export function createMinuteCounter(clock: Clock): MinuteCounter {
  const seconds = createRing(SECONDS, () => Math.floor(clock.now() / 1000));
  const minutes = createRing(MINUTES, () => Math.floor(clock.now() / 60_000));
  return {
    count() {
      seconds.count();
      minutes.count();
    },
    lastMinute: () => seconds.all().reduce((sum, count) => sum + count, 0),
    lastHour: () => minutes.all(),
  };
}

/** Counts of the last `length` ticks; `tick` only ever goes forward, a clock that is set back counts in the newest one. */
function createRing(length: number, tick: () => number): { count(): void; all(): number[] } {
  const counts = new Array<number>(length).fill(0);
  let newest = tick();
  const forward = (): void => {
    const now = tick();
    for (let passed = 1; passed <= Math.min(now - newest, length); passed += 1) counts[(newest + passed) % length] = 0;
    newest = Math.max(newest, now);
  };
  return {
    count() {
      forward();
      const slot = newest % length;
      counts[slot] = (counts[slot] ?? 0) + 1;
    },
    all() {
      forward();
      return Array.from({ length }, (_, index) => counts[(newest + 1 + index) % length] ?? 0);
    },
  };
}
