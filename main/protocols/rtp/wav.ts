// WAV files: RIFF/WAVE ("Multimedia Programming Interface", 1991) and WAVE_FORMAT_EXTENSIBLE: PCM of 8, 16, 24 and 32 bits, floating
// point, A-law and mu-law. Left out: RIFX, RF64, ADPCM and other compressed formats, cue points, loops.
import { decodeG711 } from './g711.ts';

/** Bytes; issue 5: a voice message is at most 5 MB. */
export const WAV_MAX_BYTES = 5 * 1024 * 1024;
/** Seconds; issue 5. */
export const WAV_MAX_SECONDS = 20;
/** Hertz; ours: below there is no speech, above no recorder. */
export const WAV_RATE_MIN_HERTZ = 4000;
export const WAV_RATE_MAX_HERTZ = 192_000;
const CHANNELS_MAX = 2;

/** wFormatTag. */
const TAG = { PCM: 1, FLOAT: 3, A_LAW: 6, MU_LAW: 7, EXTENSIBLE: 0xfffe } as const;
/** Octets 2 to 15 of a sub-format that is a wFormatTag: KSDATAFORMAT_SUBTYPE_*. */
const SUBTYPE_TAIL = [0, 0, 0, 0, 0x10, 0, 0x80, 0, 0, 0xaa, 0, 0x38, 0x9b, 0x71];
/** Chunk size that programs write which cannot go back to fill it in: the data go to the end of the file. */
const UNKNOWN_SIZE = 0xffff_ffff;

export type WavSound = {
  readonly rateHertz: number;
  readonly channels: number;
  /** One channel, the mean of two; -1 to 1. */
  readonly samples: Float32Array;
};

/** Each with what its text can quote. */
export type WavRefusal =
  | { readonly reason: 'wav-too-large'; readonly maxBytes: number }
  | { readonly reason: 'wav-not-riff' }
  | { readonly reason: 'wav-malformed' }
  | { readonly reason: 'wav-format-unsupported'; readonly formatTag: number }
  | { readonly reason: 'wav-bits-unsupported'; readonly bits: number }
  | { readonly reason: 'wav-channels-unsupported'; readonly channels: number }
  | { readonly reason: 'wav-rate-unsupported'; readonly rateHertz: number }
  | { readonly reason: 'wav-cut-off'; readonly missingBytes: number }
  | { readonly reason: 'wav-empty' }
  | { readonly reason: 'wav-too-long'; readonly seconds: number; readonly maxSeconds: number };

type WavFormat = {
  readonly tag: number;
  readonly channels: number;
  readonly rateHertz: number;
  readonly bits: number;
  readonly frameBytes: number;
};

/** The sound of a WAV file, or why there is none. Whatever the bytes, it answers one of the two. */
export function readWav(file: Uint8Array): WavSound | WavRefusal {
  if (file.length > WAV_MAX_BYTES) return { reason: 'wav-too-large', maxBytes: WAV_MAX_BYTES };
  if (textAt(file, 0) !== 'RIFF' || textAt(file, 8) !== 'WAVE') return { reason: 'wav-not-riff' };
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  let format: WavFormat | undefined;
  for (let at = 12; at + 8 <= file.length; ) {
    const size = view.getUint32(at + 4, true);
    const start = at + 8;
    const available = file.length - start;
    if (textAt(file, at) === 'fmt ') {
      const parsed = size > available ? undefined : readFormat(view, start, size);
      if (parsed === undefined) return { reason: 'wav-malformed' };
      const refusal = refusalOf(parsed);
      if (refusal !== undefined) return refusal;
      format = parsed;
    }
    if (textAt(file, at) === 'data') {
      if (format === undefined) return { reason: 'wav-malformed' };
      if (size > available && size !== UNKNOWN_SIZE) return { reason: 'wav-cut-off', missingBytes: size - available };
      return readData(view, format, { start, lengthBytes: Math.min(size, available) });
    }
    // Chunks begin at even offsets.
    at = start + size + (size % 2);
  }
  return format === undefined ? { reason: 'wav-malformed' } : { reason: 'wav-empty' };
}

/** A WAV file of 16-bit samples, one channel: what a console plays. */
export function writeWav(samples: Int16Array, rateHertz: number): Uint8Array {
  const bytes = new Uint8Array(44 + samples.length * 2);
  const view = new DataView(bytes.buffer);
  const text = (offset: number, value: string): void => {
    for (let at = 0; at < value.length; at += 1) bytes[offset + at] = value.charCodeAt(at);
  };
  text(0, 'RIFF');
  view.setUint32(4, bytes.length - 8, true);
  text(8, 'WAVEfmt ');
  view.setUint32(16, 16, true);
  view.setUint16(20, TAG.PCM, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, rateHertz, true);
  view.setUint32(28, rateHertz * 2, true);
  view.setUint16(32, 2, true);
  view.setUint16(34, 16, true);
  text(36, 'data');
  view.setUint32(40, samples.length * 2, true);
  for (let at = 0; at < samples.length; at += 1) view.setInt16(44 + at * 2, samples[at] ?? 0, true);
  return bytes;
}

function readFormat(view: DataView, start: number, size: number): WavFormat | undefined {
  if (size < 16) return undefined;
  const tag = view.getUint16(start, true);
  return {
    tag: tag === TAG.EXTENSIBLE ? extensibleTag(view, start, size) : tag,
    channels: view.getUint16(start + 2, true),
    rateHertz: view.getUint32(start + 4, true),
    frameBytes: view.getUint16(start + 12, true),
    bits: view.getUint16(start + 14, true),
  };
}

/** The format tag in the sub-format GUID; EXTENSIBLE itself where it is another GUID, which is then refused by that number. */
function extensibleTag(view: DataView, start: number, size: number): number {
  if (size < 40) return TAG.EXTENSIBLE;
  const isTag = SUBTYPE_TAIL.every((octet, index) => view.getUint8(start + 26 + index) === octet);
  return isTag ? view.getUint16(start + 24, true) : TAG.EXTENSIBLE;
}

function refusalOf({ tag, channels, rateHertz, bits, frameBytes }: WavFormat): WavRefusal | undefined {
  if (tag !== TAG.PCM && tag !== TAG.FLOAT && tag !== TAG.A_LAW && tag !== TAG.MU_LAW) {
    return { reason: 'wav-format-unsupported', formatTag: tag };
  }
  const known = tag === TAG.PCM ? [8, 16, 24, 32] : tag === TAG.FLOAT ? [32, 64] : [8];
  if (!known.includes(bits)) return { reason: 'wav-bits-unsupported', bits };
  if (channels < 1 || channels > CHANNELS_MAX) return { reason: 'wav-channels-unsupported', channels };
  if (rateHertz < WAV_RATE_MIN_HERTZ || rateHertz > WAV_RATE_MAX_HERTZ) return { reason: 'wav-rate-unsupported', rateHertz };
  return frameBytes === (channels * bits) / 8 ? undefined : { reason: 'wav-malformed' };
}

function readData(
  view: DataView,
  format: WavFormat,
  { start, lengthBytes }: { readonly start: number; readonly lengthBytes: number },
): WavSound | WavRefusal {
  const { channels, rateHertz, frameBytes } = format;
  const frames = Math.floor(lengthBytes / frameBytes);
  if (frames === 0) return { reason: 'wav-empty' };
  const seconds = frames / rateHertz;
  if (seconds > WAV_MAX_SECONDS) return { reason: 'wav-too-long', seconds, maxSeconds: WAV_MAX_SECONDS };
  const sampleAt = sampleReader(view, format);
  const samples = new Float32Array(frames);
  for (let frame = 0; frame < frames; frame += 1) {
    let sum = 0;
    for (let channel = 0; channel < channels; channel += 1) {
      sum += sampleAt(start + frame * frameBytes + (channel * frameBytes) / channels);
    }
    samples[frame] = sum / channels;
  }
  return { rateHertz, channels, samples };
}

/** Reads one sample, -1 to 1, at an offset. */
function sampleReader(view: DataView, { tag, bits }: WavFormat): (offset: number) => number {
  if (tag === TAG.FLOAT) {
    return (offset) => {
      const value = bits === 32 ? view.getFloat32(offset, true) : view.getFloat64(offset, true);
      return Number.isFinite(value) ? Math.max(-1, Math.min(1, value)) : 0;
    };
  }
  if (tag === TAG.A_LAW || tag === TAG.MU_LAW) {
    const table = decodeG711(
      tag === TAG.A_LAW ? 'PCMA' : 'PCMU',
      Uint8Array.from({ length: 256 }, (_, code) => code),
    );
    return (offset) => (table[view.getUint8(offset)] ?? 0) / 2 ** 15;
  }
  // 8 bits are without a sign, longer samples with one.
  if (bits === 8) return (offset) => (view.getUint8(offset) - 128) / 2 ** 7;
  if (bits === 16) return (offset) => view.getInt16(offset, true) / 2 ** 15;
  if (bits === 24) return (offset) => (view.getUint8(offset) | (view.getInt16(offset + 1, true) << 8)) / 2 ** 23;
  return (offset) => view.getInt32(offset, true) / 2 ** 31;
}

function textAt(bytes: Uint8Array, offset: number): string {
  return offset + 4 > bytes.length ? '' : String.fromCharCode(...bytes.subarray(offset, offset + 4));
}
