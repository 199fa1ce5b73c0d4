import type { Clock } from '../engine/ports.ts';

const SECONDS = 60;

/** How often something happened in the last sixty seconds, at no more cost than an addition. */
export function createMinuteCounter(clock: Clock): { count(): void; lastMinute(): number } {
  const counts = new Array<number>(SECONDS).fill(0);
  let newestSecond = Math.floor(clock.now() / 1000);
  const forward = (): void => {
    const second = Math.floor(clock.now() / 1000);
    for (let passed = 1; passed <= Math.min(second - newestSecond, SECONDS); passed += 1)
      counts[(newestSecond + passed) % SECONDS] = 0;
    newestSecond = Math.max(newestSecond, second);
  };
  return {
    count() {
      forward();
      const slot = newestSecond % SECONDS;
      counts[slot] = (counts[slot] ?? 0) + 1;
    },
    lastMinute() {
      forward();
      return counts.reduce((sum, count) => sum + count, 0);
    },
  };
}
