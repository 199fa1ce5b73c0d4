// The packets of one outgoing RTP stream and when each leaves, RFC 3550 §5.1 and RFC 3551 §4.1. Left out: sockets and timers, which
// the caller has; changes of the packet time within a stream.
import { encodeRtp } from './packet.ts';

/** Samples a millisecond: G.711 and telephone-event run at 8000 Hz (RFC 3551 §4.5.14). */
export const SAMPLES_A_MILLISECOND = 8;

/** Milliseconds; ours: a sender later than this (the process was stopped) goes on from now instead of sending a burst. */
const LATE_MAX_MILLISECONDS = 100;

export type StreamSenderOptions = {
  readonly ssrc: number;
  /** RFC 3550 §5.1: both begin at a random number, so that known plaintext does not help against SRTP. */
  readonly firstSequence: number;
  readonly firstTimestamp: number;
  readonly packetMilliseconds: number;
  /** Milliseconds of a clock that never steps back: when the first packet leaves. */
  readonly startsAt: number;
};

export type SlotContent = {
  readonly payloadType: number;
  readonly payload: Uint8Array;
  /** Slots before this one where the sound of the content began: RFC 4733 events keep the timestamp of their start. */
  readonly startedSlotsAgo?: number;
  /** Set for the first packet of an event; the first after silence has the mark anyway (RFC 3551 §4.1). */
  readonly marker?: boolean;
};

export type StreamSender = {
  /** When the next packet leaves, by the clock of `startsAt`. Computed from the start: what a timer is late is not handed on. */
  nextSendAt(): number;
  /** Slots to send now: 0 or 1 on time, more where the caller's timer came late. Gives slots up after a long stop. */
  slotsDue(now: number): number;
  /** The packet of the next slot. */
  send(content: SlotContent): Uint8Array;
  /** The next slot passes in silence, without a packet. */
  rest(): void;
  /** That have been sent. */
  packetCount(): number;
};

/** A stream has a life: it is opened once for a call, or once more where the other side changes the packet time. */
export function openStreamSender(options: StreamSenderOptions): StreamSender {
  const { ssrc, packetMilliseconds, startsAt } = options;
  const samplesASlot = packetMilliseconds * SAMPLES_A_MILLISECOND;
  let slot = 0;
  let packets = 0;
  let isAfterSilence = true;

  const nextSendAt = (): number => startsAt + slot * packetMilliseconds;
  const timestampOf = (index: number): number => (options.firstTimestamp + index * samplesASlot) >>> 0;
  return {
    nextSendAt,
    slotsDue(now) {
      const late = now - nextSendAt();
      if (late < 0) return 0;
      const due = Math.floor(late / packetMilliseconds) + 1;
      if (late <= LATE_MAX_MILLISECONDS) return due;
      slot += due - 1;
      isAfterSilence = true;
      return 1;
    },
    send({ payloadType, payload, startedSlotsAgo = 0, marker = false }) {
      const bytes = encodeRtp({
        marker: marker || isAfterSilence,
        payloadType,
        sequence: (options.firstSequence + packets) & 0xffff,
        timestamp: timestampOf(slot - startedSlotsAgo),
        ssrc,
        payload,
      });
      slot += 1;
      packets += 1;
      isAfterSilence = false;
      return bytes;
    },
    rest() {
      slot += 1;
      isAfterSilence = true;
    },
    packetCount: () => packets,
  };
}
