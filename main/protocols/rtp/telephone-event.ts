// Keys of a telephone as RTP packets, RFC 4733 §2.3 and §2.5. Left out: several events in one packet (§2.5.1.5), redundancy by RFC 2198,
// flash hook (16) and the events of lines and modems, which are no digits.
import { timestampDistance } from './packet.ts';
import { SAMPLES_A_MILLISECOND, type SlotContent } from './stream-sender.ts';

/** RFC 4733 §3.2, table 3: the index is the event code. */
const EVENTS = '0123456789*#ABCD';
export type Digit = '0' | '1' | '2' | '3' | '4' | '5' | '6' | '7' | '8' | '9' | '*' | '#' | 'A' | 'B' | 'C' | 'D';
export const DIGITS = [...EVENTS] as readonly Digit[];

const EVENT_BYTES = 4;
const END_BIT = 0x80;
/** 16 bits of samples, 8.19 s; a longer press goes on in a new segment (§2.5.1.3). */
const DURATION_MAX_SAMPLES = 0xffff;
/** §2.5.1.4: the last packet is sent three times in all. */
const END_PACKETS = 3;
/** Minus dBm0; §2.5.2.2: what is not heard in the call is sent as -10, a usual level of phones. */
const VOLUME = 10;
/** Samples; ours, 1 s: farther back than any network swaps packets, a timestamp is of a stream that began again. */
const REORDER_MAX_SAMPLES = 8000;

export type TelephoneEvent = {
  /** undefined: an event that is no digit. */
  readonly digit: Digit | undefined;
  readonly event: number;
  readonly isEnd: boolean;
  /** Samples since the timestamp of the packet. */
  readonly durationSamples: number;
};

/** The event in the payload of a telephone-event packet; undefined where it is too short to be one. */
export function decodeTelephoneEvent(payload: Uint8Array): TelephoneEvent | undefined {
  const [event, flags, high, low] = payload;
  if (event === undefined || flags === undefined || high === undefined || low === undefined) return undefined;
  return { digit: DIGITS[event], event, isEnd: (flags & END_BIT) !== 0, durationSamples: (high << 8) | low };
}

export type EventPacketOptions = {
  /** What the answer gave (AudioAgreement.sendEventPayloadType). */
  readonly payloadType: number;
  readonly packetMilliseconds: number;
  /** How long the key is held; rounded up to whole packets. Up to 8 s. */
  readonly durationMilliseconds: number;
};

/** The slots of one digit, for StreamSender.send one after another; a pause before the next digit is the caller's (rest). */
export function telephoneEventSlots(digit: Digit, options: EventPacketOptions): readonly SlotContent[] {
  const { payloadType, packetMilliseconds } = options;
  const samplesASlot = packetMilliseconds * SAMPLES_A_MILLISECOND;
  const held = Math.max(1, Math.ceil(options.durationMilliseconds / packetMilliseconds));
  if (held * samplesASlot > DURATION_MAX_SAMPLES) throw new RangeError('digit held over 8 s');
  return Array.from({ length: held + END_PACKETS - 1 }, (_, slot) => {
    const isEnd = slot >= held - 1;
    const durationSamples = Math.min(slot + 1, held) * samplesASlot;
    const payload = new Uint8Array(EVENT_BYTES);
    payload[0] = EVENTS.indexOf(digit);
    payload[1] = (isEnd ? END_BIT : 0) | VOLUME;
    payload[2] = durationSamples >> 8;
    payload[3] = durationSamples;
    return { payloadType, payload, startedSlotsAgo: slot, marker: slot === 0 };
  });
}

export type EventPacket = {
  readonly payload: Uint8Array;
  readonly timestamp: number;
  readonly marker: boolean;
  readonly ssrc: number;
};

export type DigitReader = {
  /** The digit that begins with this packet; undefined for the other packets of a digit and for what is none. */
  read(packet: EventPacket): Digit | undefined;
};

type Press = { event: number; timestamp: number; durationSamples: number; isEnded: boolean; ssrc: number };

/**
 * Reads presses from the event packets of a call. A press is told by its timestamp, so it counts once whichever of its
 * packets are lost or repeated, and as soon as the first of them is here.
 */
export function openDigitReader(): DigitReader {
  let last: Press | undefined;
  return {
    read({ payload, timestamp, marker, ssrc }) {
      const event = decodeTelephoneEvent(payload);
      if (event === undefined) return undefined;
      const { durationSamples, isEnd } = event;
      if (last?.ssrc === ssrc) {
        const distance = timestampDistance(timestamp, last.timestamp);
        if (distance < 0 && distance > -REORDER_MAX_SAMPLES) return undefined;
        if (distance === 0 || isSamePress(last, event, { distance, marker })) {
          // A packet that was overtaken must not shorten the press.
          last.durationSamples = distance === 0 ? Math.max(last.durationSamples, durationSamples) : durationSamples;
          last.timestamp = timestamp;
          last.isEnded ||= isEnd;
          return undefined;
        }
      }
      last = { event: event.event, timestamp, durationSamples, isEnded: isEnd, ssrc };
      return event.digit;
    },
  };
}

/**
 * A later timestamp may still be of the same press: the next segment of a long one (§2.5.1.3), or the packet of a
 * gateway that wrongly moves the timestamp on with each packet. Two presses of one key can not overlap, nor touch.
 */
function isSamePress(last: Press, event: TelephoneEvent, { distance, marker }: { distance: number; marker: boolean }): boolean {
  if (event.event !== last.event || marker || distance < 0) return false;
  if (distance <= last.durationSamples) return true;
  const grown = event.durationSamples - last.durationSamples;
  return !last.isEnded && (distance === DURATION_MAX_SAMPLES || distance === grown);
}
