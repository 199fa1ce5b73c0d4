// What the sequence numbers of a source say: RFC 3550 appendix A.1 (wrap, restart), A.3 (loss), §6.4.1 and A.8 (jitter).
// Left out: the probation of A.1, as a source is chosen by its address here (source-lock.ts).
import { timestampDistance } from './packet.ts';
import { SAMPLES_A_MILLISECOND } from './stream-sender.ts';

/** Packets; RFC 3550 A.1. A jump over the first is a restart, not a loss; so far back is a late packet, not a restart. */
const DROPOUT_MAX = 3000;
const MISORDER_MAX = 100;
const SEQUENCES = 65_536;

export type Arrival = {
  readonly sequence: number;
  readonly timestamp: number;
  /** Milliseconds of the caller's clock. */
  readonly arrivedAt: number;
  /** Packets of an event share the timestamp of its start (RFC 4733 §2.2.1.1), which would read as jitter. */
  readonly isTimed: boolean;
};

/** RFC 3550 §6.4.1; `lost` is below 0 never here: duplicates are counted by themselves. */
export type ReceivedFigures = {
  readonly received: number;
  readonly expected: number;
  readonly lost: number;
  readonly duplicates: number;
  /** Milliseconds. */
  readonly jitterMilliseconds: number;
};

export type SequenceTracker = {
  /** The extended sequence number (wraps counted), or what to do with the packet instead. */
  note(arrival: Arrival): number | 'duplicate' | 'jump' | 'restart';
  figures(): ReceivedFigures;
};

/** Follows one SSRC from its first packet. After 'restart' the stream begins anew: open another tracker. */
export function openSequenceTracker(first: number): SequenceTracker {
  // One turn above zero, so that packets sent before the first one, which arrive after it, have a number too.
  const base = SEQUENCES + first;
  let highest = base - 1;
  let lowest = base;
  let received = 0;
  let duplicates = 0;
  let jitter = 0;
  let lastTransit: number | undefined;
  let restartAt: number | undefined;
  const seen = new Set<number>();

  const noteJitter = ({ timestamp, arrivedAt }: Arrival): void => {
    const transit = Math.round(arrivedAt * SAMPLES_A_MILLISECOND) - timestamp;
    if (lastTransit !== undefined) jitter += (Math.abs(timestampDistance(transit, lastTransit)) - jitter) / 16;
    lastTransit = transit;
  };
  return {
    note(arrival) {
      const { sequence } = arrival;
      const step = (sequence - (highest % SEQUENCES) + SEQUENCES) % SEQUENCES;
      const isLate = step > SEQUENCES - MISORDER_MAX || step === 0;
      if (!isLate && step > DROPOUT_MAX) {
        // Two in a row of the new numbers: the other side began again (RFC 3550 A.1).
        const isRestart = sequence === restartAt;
        restartAt = (sequence + 1) % SEQUENCES;
        return isRestart ? 'restart' : 'jump';
      }
      restartAt = undefined;
      const extended = isLate ? highest - ((SEQUENCES - step) % SEQUENCES) : highest + step;
      if (seen.has(extended)) {
        duplicates += 1;
        return 'duplicate';
      }
      seen.add(extended);
      for (let old = highest - MISORDER_MAX; old <= extended - MISORDER_MAX; old += 1) seen.delete(old);
      highest = Math.max(highest, extended);
      lowest = Math.min(lowest, extended);
      received += 1;
      if (arrival.isTimed) noteJitter(arrival);
      return extended;
    },
    figures() {
      const expected = highest - lowest + 1;
      return { received, expected, lost: expected - received, duplicates, jitterMilliseconds: jitter / SAMPLES_A_MILLISECOND };
    },
  };
}
