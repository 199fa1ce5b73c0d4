/**
 * One timer for the media of all calls. It beats on a grid that is computed from its start, so that what one beat is late
 * is not handed on to the next; it rests while there is no call.
 */

/** Milliseconds: the shortest packet time that a trunk may ask for. */
export const BEAT_MILLISECONDS = 10;

export type MediaClock = {
  /** Milliseconds of the clock that the beats are on; it never steps back. */
  now(): number;
  /** The next beat of the grid: where a stream is to begin. */
  nextBeatAt(): number;
  /** Calls `onBeat` at each beat with the beat's own time; what it answers ends that. */
  join(onBeat: (at: number) => void): () => void;
  /** How much later than its time a beat came, the worst since the last time it was asked for. */
  takeLatestMilliseconds(): number;
};

export function openMediaClock(now: () => number = () => performance.now()): MediaClock {
  const members = new Set<(at: number) => void>();
  const startedAt = now();
  let beat = 0;
  let timer: NodeJS.Timeout | undefined;
  let isBeating = false;
  let latest = 0;

  const beatOf = (time: number): number => Math.floor((time - startedAt) / BEAT_MILLISECONDS);
  const timeOf = (index: number): number => startedAt + index * BEAT_MILLISECONDS;
  const schedule = (): void => {
    timer = setTimeout(run, Math.max(0, timeOf(beat) - now()));
  };
  const run = (): void => {
    const time = now();
    latest = Math.max(latest, time - timeOf(beat));
    // Timers may fire a little early: the beat is then this one all the same. Late ones pass over the beats between.
    beat = Math.max(beat, beatOf(time));
    isBeating = true;
    for (const onBeat of [...members]) onBeat(timeOf(beat));
    isBeating = false;
    beat += 1;
    timer = undefined;
    if (members.size > 0) schedule();
  };
  return {
    now,
    nextBeatAt: () => timeOf(beatOf(now()) + 1),
    join(onBeat) {
      members.add(onBeat);
      if (timer === undefined && !isBeating) {
        beat = beatOf(now()) + 1;
        schedule();
      }
      return () => {
        members.delete(onBeat);
        if (members.size > 0 || isBeating) return;
        clearTimeout(timer);
        timer = undefined;
      };
    },
    takeLatestMilliseconds() {
      const taken = latest;
      latest = 0;
      return taken;
    },
  };
}
