// The form of the delivered recordings: WAV with G.711 A-law, 8000 Hz, one channel, which any player opens. Left out: every other
// form; wav.ts reads those.
import { SAMPLE_RATE } from './tone.ts';

/** WAVE_FORMAT_ALAW. */
const FORMAT_TAG = 6;
const FORMAT_BYTES = 18;
const FACT_BYTES = 4;

/** Where the data chunk begins, and what stands before the sound. */
const DATA_AT = 12 + 8 + FORMAT_BYTES + 8 + FACT_BYTES;
const HEAD_BYTES = DATA_AT + 8;

/** With the fact chunk that formats other than PCM have. */
export function writeALawWav(codes: Uint8Array): Uint8Array {
  // Chunks have even lengths.
  const bytes = new Uint8Array(HEAD_BYTES + codes.length + (codes.length % 2));
  const view = new DataView(bytes.buffer);
  const chunk = (at: number, name: string, size: number): void => {
    bytes.set(new TextEncoder().encode(name), at);
    view.setUint32(at + 4, size, true);
  };
  chunk(0, 'RIFF', bytes.length - 8);
  bytes.set(new TextEncoder().encode('WAVE'), 8);
  chunk(12, 'fmt ', FORMAT_BYTES);
  view.setUint16(20, FORMAT_TAG, true);
  view.setUint16(22, 1, true);
  view.setUint32(24, SAMPLE_RATE, true);
  view.setUint32(28, SAMPLE_RATE, true);
  view.setUint16(32, 1, true);
  view.setUint16(34, 8, true);
  chunk(20 + FORMAT_BYTES, 'fact', FACT_BYTES);
  view.setUint32(28 + FORMAT_BYTES, codes.length, true);
  chunk(DATA_AT, 'data', codes.length);
  bytes.set(codes, HEAD_BYTES);
  return bytes;
}

/** The codes of a file that `writeALawWav` made; undefined of any other. */
export function readALawWav(file: Uint8Array): Uint8Array | undefined {
  if (file.length < HEAD_BYTES) return undefined;
  const size = new DataView(file.buffer, file.byteOffset, file.byteLength).getUint32(DATA_AT + 4, true);
  const expected = writeALawWav(new Uint8Array(0));
  const isOurs = file.subarray(8, 20 + FORMAT_BYTES).every((byte, at) => byte === expected[8 + at]);
  return isOurs && size > 0 && HEAD_BYTES + size + (size % 2) === file.length
    ? file.slice(HEAD_BYTES, HEAD_BYTES + size)
    : undefined;
}
