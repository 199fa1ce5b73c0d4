// The packets of one incoming RTP stream in their order: RFC 3550 §5.1, §6.4.1. Left out: playing at a steady pace, as nobody listens:
// digits and tones are read from the packets as they come.
import { decodeRtp, type RtpPacket } from './packet.ts';
import { openSequenceTracker, type ReceivedFigures, type SequenceTracker } from './sequence.ts';
import { type MediaSource, openSourceLock, type SourceLockOptions } from './source-lock.ts';

/** Packets that wait for a missing one before it; ours: 4 of 20 ms, more than a network that is fit for speech swaps. */
const WAITING_MAX = 4;
/** Milliseconds a packet waits for one before it, where nothing follows; ours. */
const WAITING_MAX_MILLISECONDS = 100;

export type StreamReceiverOptions = SourceLockOptions & {
  /** Of speech: their timestamps run with the time. */
  readonly audioPayloadTypes: readonly number[];
  readonly eventPayloadTypes: readonly number[];
  /** With SRTP: the packet in the clear, undefined where it is not authentic or a replay. */
  readonly open?: (datagram: Uint8Array) => Uint8Array | undefined;
};

/** What was left unheard, by its reason. */
export type IgnoredFigures = {
  readonly unexpectedSource: number;
  readonly malformed: number;
  /** SRTP: not authentic or a replay. */
  readonly notAuthentic: number;
  readonly unknownPayloadType: number;
  /** Arrived after its place had been given up. */
  readonly tooLate: number;
};

export type StreamReceiver = {
  /** The packets that are next in their order, often one, none while one before it is awaited. `now` in milliseconds. */
  receive(datagram: Uint8Array, source: MediaSource, now: number): readonly RtpPacket[];
  /** Packets whose predecessor did not come in time. To be called each packet time. */
  releaseOverdue(now: number): readonly RtpPacket[];
  target(): MediaSource;
  figures(): ReceivedFigures & IgnoredFigures;
};

type Waiting = { readonly extended: number; readonly packet: RtpPacket; readonly arrivedAt: number };
const NOTHING: readonly RtpPacket[] = [];

/** A stream has a life: from the first description to the end of the call, or to one that moves the media elsewhere. */
export function openStreamReceiver(options: StreamReceiverOptions): StreamReceiver {
  const lock = openSourceLock(options);
  const ignored = { unexpectedSource: 0, malformed: 0, notAuthentic: 0, unknownPayloadType: 0, tooLate: 0 };
  let ssrc: number | undefined;
  let tracker: SequenceTracker | undefined;
  let before: ReceivedFigures = { received: 0, expected: 0, lost: 0, duplicates: 0, jitterMilliseconds: 0 };
  const waiting: Waiting[] = [];
  let next = 0;

  const begin = (packet: RtpPacket): SequenceTracker => {
    if (tracker !== undefined) before = added(before, tracker.figures());
    tracker = openSequenceTracker(packet.sequence);
    ssrc = packet.ssrc;
    return tracker;
  };
  /** Takes what follows without a gap, and up to `mustGo` from behind gaps. */
  const take = (mustGo: (one: Waiting) => boolean): readonly RtpPacket[] => {
    if (waiting.length === 0) return NOTHING;
    waiting.sort((one, other) => one.extended - other.extended);
    const last = waiting.findLastIndex((one) => mustGo(one));
    let count = last + 1;
    let following = count === 0 ? next : (waiting[last]?.extended ?? next) + 1;
    while (waiting[count]?.extended === following) {
      count += 1;
      following += 1;
    }
    next = following;
    return waiting.splice(0, count).map(({ packet }) => packet);
  };
  /** A new SSRC or a restart: what waited belongs to the stream before and goes first. */
  const startStream = (packet: RtpPacket, now: number): readonly RtpPacket[] => {
    const rest = take(() => true);
    const extended = begin(packet).note({ ...packet, arrivedAt: now, isTimed: isAudio(packet) });
    if (typeof extended === 'number') next = extended + 1;
    return [...rest, packet];
  };
  const isAudio = ({ payloadType }: RtpPacket): boolean => options.audioPayloadTypes.includes(payloadType);

  /** The datagram as a packet of the other side, or undefined with its reason counted. */
  const admit = (datagram: Uint8Array, source: MediaSource): RtpPacket | undefined => {
    if (!lock.admits(source)) {
      ignored.unexpectedSource += 1;
      return undefined;
    }
    const clear = options.open === undefined ? datagram : options.open(datagram);
    if (clear === undefined) {
      ignored.notAuthentic += 1;
      return undefined;
    }
    const packet = decodeRtp(clear);
    if (typeof packet === 'string') {
      if (packet !== 'rtcp') ignored.malformed += 1;
      return undefined;
    }
    if (!isAudio(packet) && !options.eventPayloadTypes.includes(packet.payloadType)) {
      ignored.unknownPayloadType += 1;
      return undefined;
    }
    lock.latch(source);
    return packet;
  };

  return {
    receive(datagram, source, now) {
      const packet = admit(datagram, source);
      if (packet === undefined) return NOTHING;
      if (tracker === undefined || packet.ssrc !== ssrc) return startStream(packet, now);
      const extended = tracker.note({ ...packet, arrivedAt: now, isTimed: isAudio(packet) });
      if (extended === 'restart') return startStream(packet, now);
      if (typeof extended !== 'number') return NOTHING;
      if (extended < next) {
        ignored.tooLate += 1;
        return NOTHING;
      }
      waiting.push({ extended, packet, arrivedAt: now });
      const isFull = waiting.length > WAITING_MAX;
      const released = take(() => false);
      if (released.length > 0 || !isFull) return released;
      const first = waiting[0];
      return take((one) => one === first);
    },
    releaseOverdue: (now) => take(({ arrivedAt }) => now - arrivedAt >= WAITING_MAX_MILLISECONDS),
    target: lock.target,
    figures: () => ({ ...(tracker === undefined ? before : added(before, tracker.figures())), ...ignored }),
  };
}

/** Figures of two streams of one call; the jitter is that of the later. */
function added(one: ReceivedFigures, other: ReceivedFigures): ReceivedFigures {
  return {
    received: one.received + other.received,
    expected: one.expected + other.expected,
    lost: one.lost + other.lost,
    duplicates: one.duplicates + other.duplicates,
    jitterMilliseconds: other.jitterMilliseconds,
  };
}
