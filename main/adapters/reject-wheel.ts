/**
 * Replies that wait (Access-Reject): a wheel of slots that one timer turns while something waits. A reply never
 * leaves before its time and at most one slot after it.
 */

/** Milliseconds of one slot; ours. */
const SLOT_MILLISECONDS = 10;
/** Slots; longer than the longest reject delay that can be set (10 s). */
const SLOT_COUNT = 1024;
/** Replies that may wait; ours: at one second of delay 65,536 rejects a second. */
const WAITING_MAX = 65_536;

export type RejectWheel = {
  /** Runs `send` at `at` (monotonic milliseconds). False when too many wait: nothing will be sent. */
  schedule(at: number, send: () => void): boolean;
  /** Forgets all that wait. */
  close(): void;
  waitingCount(): number;
};

export function createRejectWheel(now: () => number, waitingMax = WAITING_MAX): RejectWheel {
  const slots: (() => void)[][] = Array.from({ length: SLOT_COUNT }, () => []);
  let waiting = 0;
  let turnedTo = 0;
  let timer: NodeJS.Timeout | undefined;

  const turn = (): void => {
    // A slot is due when all of its span is over; a process that was suspended turns at most once round.
    const due = Math.min(Math.floor(now() / SLOT_MILLISECONDS), turnedTo + SLOT_COUNT);
    while (turnedTo < due) {
      turnedTo += 1;
      const index = turnedTo % SLOT_COUNT;
      const sends = slots[index];
      if (sends === undefined || sends.length === 0) continue;
      slots[index] = [];
      waiting -= sends.length;
      for (const send of sends) send();
    }
    if (waiting > 0) return;
    clearInterval(timer);
    timer = undefined;
  };

  return {
    schedule(at, send) {
      if (waiting >= waitingMax) return false;
      if (timer === undefined) {
        turnedTo = Math.floor(now() / SLOT_MILLISECONDS);
        timer = setInterval(turn, SLOT_MILLISECONDS);
      }
      const wanted = Math.ceil(at / SLOT_MILLISECONDS);
      const slot = Math.min(Math.max(wanted, turnedTo + 1), turnedTo + SLOT_COUNT - 1);
      slots[slot % SLOT_COUNT]?.push(send);
      waiting += 1;
      return true;
    },
    close() {
      clearInterval(timer);
      timer = undefined;
      for (const sends of slots) sends.length = 0;
      waiting = 0;
    },
    waitingCount: () => waiting,
  };
}
