import { dtmfSamples } from '../../protocols/rtp/dtmf-generate.ts';
import { encodeG711, SILENCE_CODE } from '../../protocols/rtp/g711.ts';
import { SAMPLES_A_MILLISECOND, type SlotContent } from '../../protocols/rtp/stream-sender.ts';
import { type Digit, telephoneEventSlots } from '../../protocols/rtp/telephone-event.ts';
import type { AudioAgreement } from '../../protocols/sdp/answer.ts';

/** Milliseconds; ours: what PBXs surely hear. Q.24 wants 40 of each. */
const DIGIT_MILLISECONDS = 120;
const DIGIT_PAUSE_MILLISECONDS = 100;

export type KeyStroke = { readonly kind: 'key'; readonly key: Digit } | { readonly kind: 'pause'; readonly milliseconds: number };

export type OutgoingSound = {
  /** What the next packet carries. */
  next(agreement: AudioAgreement): SlotContent;
  /** In place of what plays now. 16-bit samples at 8000 Hz. `playId` comes back with the end of it. */
  play(sounds: readonly Int16Array[], playId: number): void;
  /** Behind the keys that are under way. */
  sendKeys(strokes: readonly KeyStroke[]): void;
};

export type SoundDone = { readonly kind: 'played'; readonly playId: number } | { readonly kind: 'keys-sent' };

/** What a call sends: digits first, then what plays, else the silence of a line that is there. */
export function openOutgoingSound(onDone: (done: SoundDone) => void): OutgoingSound {
  let sounds: readonly Int16Array[] = [];
  let playing = 0;
  let at = 0;
  let strokes: readonly KeyStroke[] = [];
  let slots: SlotContent[] = [];

  const nextDigitSlot = (agreement: AudioAgreement): SlotContent | undefined => {
    if (slots.length === 0 && strokes[0] !== undefined) {
      slots = slotsOf(strokes[0], agreement);
      strokes = strokes.slice(1);
    }
    const slot = slots.shift();
    if (slot !== undefined && slots.length === 0 && strokes.length === 0) onDone({ kind: 'keys-sent' });
    return slot;
  };
  /** The samples of one packet, over the end of one sound into the next. */
  const nextSamples = (count: number): Int16Array | undefined => {
    if (sounds.length === 0) return undefined;
    const samples = new Int16Array(count);
    let filled = 0;
    while (filled < count && sounds[0] !== undefined) {
      const part = sounds[0].subarray(at, at + count - filled);
      samples.set(part, filled);
      filled += part.length;
      at += part.length;
      if (at < sounds[0].length) continue;
      sounds = sounds.slice(1);
      at = 0;
    }
    if (sounds.length === 0) onDone({ kind: 'played', playId: playing });
    return samples;
  };
  return {
    next(agreement) {
      const digit = nextDigitSlot(agreement);
      if (digit !== undefined) return digit;
      const { codec, payloadType } = agreement;
      const samples = nextSamples(samplesASlot(agreement));
      return { payloadType, payload: samples === undefined ? silenceOf(agreement) : encodeG711(codec, samples) };
    },
    play(wanted, playId) {
      playing = playId;
      sounds = wanted.filter(({ length }) => length > 0);
      at = 0;
      if (wanted.length > 0 && sounds.length === 0) onDone({ kind: 'played', playId });
    },
    sendKeys(wanted) {
      strokes = [...strokes, ...wanted];
      if (wanted.length === 0) onDone({ kind: 'keys-sent' });
    },
  };
}

function slotsOf(stroke: KeyStroke, agreement: AudioAgreement): SlotContent[] {
  if (stroke.kind === 'pause') return silentSlots(stroke.milliseconds, agreement);
  const { key } = stroke;
  const { codec, payloadType, sendEventPayloadType, packetMilliseconds } = agreement;
  const pause = silentSlots(DIGIT_PAUSE_MILLISECONDS, agreement);
  if (sendEventPayloadType !== undefined) {
    const event = { payloadType: sendEventPayloadType, packetMilliseconds, durationMilliseconds: DIGIT_MILLISECONDS };
    return [...telephoneEventSlots(key, event), ...pause];
  }
  const count = samplesASlot(agreement);
  const codes = encodeG711(codec, dtmfSamples(key, Math.ceil(DIGIT_MILLISECONDS / packetMilliseconds) * packetMilliseconds));
  const tone = Array.from({ length: codes.length / count }, (_, index) => ({
    payloadType,
    payload: codes.subarray(index * count, (index + 1) * count),
  }));
  return [...tone, ...pause];
}

function silentSlots(milliseconds: number, agreement: AudioAgreement): SlotContent[] {
  const slot = { payloadType: agreement.payloadType, payload: silenceOf(agreement) };
  return Array.from({ length: Math.ceil(milliseconds / agreement.packetMilliseconds) }, () => slot);
}

function silenceOf(agreement: AudioAgreement): Uint8Array {
  return new Uint8Array(samplesASlot(agreement)).fill(SILENCE_CODE[agreement.codec]);
}

function samplesASlot({ packetMilliseconds }: AudioAgreement): number {
  return packetMilliseconds * SAMPLES_A_MILLISECOND;
}
