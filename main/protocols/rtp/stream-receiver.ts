// The packets of one incoming RTP stream in their order: RFC 3550 §5.1, §6.4.1. Left out: playing at a steady pace, as nobody listens:
// digits and tones are read from the packets as they come.
import { decodeRtp, type RtpPacket } from './packet.ts';
import { openReorder } from './reorder.ts';
import { openSequenceTracker, type ReceivedFigures, type SequenceTracker } from './sequence.ts';
import { type MediaSource, openSourceLock, type SourceLockOptions } from './source-lock.ts';

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

const NOTHING: readonly RtpPacket[] = [];
const NO_FIGURES: ReceivedFigures = { received: 0, expected: 0, lost: 0, duplicates: 0, jitterMilliseconds: 0 };

/** A stream has a life: from the first description to the end of the call, or to one that moves the media elsewhere. */
export function openStreamReceiver(options: StreamReceiverOptions): StreamReceiver {
  const gate = openGate(options);
  const reorder = openReorder<RtpPacket>();
  let current: { readonly ssrc: number; readonly tracker: SequenceTracker } | undefined;
  let before = NO_FIGURES;
  let tooLate = 0;

  const note = ({ tracker }: { tracker: SequenceTracker }, packet: RtpPacket, now: number): ReturnType<SequenceTracker['note']> =>
    tracker.note({ ...packet, arrivedAt: now, isTimed: options.audioPayloadTypes.includes(packet.payloadType) });
  const place = (packet: RtpPacket, extended: number, now: number): readonly RtpPacket[] => {
    const released = reorder.push(packet, extended, now);
    if (released === undefined) tooLate += 1;
    return released ?? NOTHING;
  };
  /** A new SSRC or a restart: what waited belongs to the stream before and goes first. */
  const begin = (packet: RtpPacket, now: number): readonly RtpPacket[] => {
    if (current !== undefined) before = added(before, current.tracker.figures());
    current = { ssrc: packet.ssrc, tracker: openSequenceTracker(packet.sequence) };
    const extended = note(current, packet, now);
    const rest = reorder.flush();
    return typeof extended === 'number' ? [...rest, ...place(packet, extended, now)] : rest;
  };

  return {
    receive(datagram, source, now) {
      const packet = gate.admit(datagram, source);
      if (packet === undefined) return NOTHING;
      if (current === undefined || packet.ssrc !== current.ssrc) return begin(packet, now);
      const extended = note(current, packet, now);
      if (extended === 'restart') return begin(packet, now);
      return typeof extended === 'number' ? place(packet, extended, now) : NOTHING;
    },
    releaseOverdue: reorder.releaseOverdue,
    target: gate.target,
    figures: () => ({
      ...(current === undefined ? before : added(before, current.tracker.figures())),
      ...gate.ignored(),
      tooLate,
    }),
  };
}

type Gate = {
  /** The datagram as a packet of the other side; undefined, with its reason counted, for all else. */
  admit(datagram: Uint8Array, source: MediaSource): RtpPacket | undefined;
  target(): MediaSource;
  ignored(): Omit<IgnoredFigures, 'tooLate'>;
};

function openGate(options: StreamReceiverOptions): Gate {
  const lock = openSourceLock(options);
  const payloadTypes = new Set([...options.audioPayloadTypes, ...options.eventPayloadTypes]);
  const ignored = { unexpectedSource: 0, malformed: 0, notAuthentic: 0, unknownPayloadType: 0 };
  const refuse = (reason: keyof typeof ignored): undefined => {
    ignored[reason] += 1;
  };
  return {
    admit(datagram, source) {
      if (!lock.admits(source)) return refuse('unexpectedSource');
      const clear = options.open === undefined ? datagram : options.open(datagram);
      if (clear === undefined) return refuse('notAuthentic');
      const packet = decodeRtp(clear);
      if (packet === 'rtcp') return undefined;
      if (typeof packet === 'string') return refuse('malformed');
      if (!payloadTypes.has(packet.payloadType)) return refuse('unknownPayloadType');
      lock.latch(source);
      return packet;
    },
    target: lock.target,
    ignored: () => ignored,
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
