/** The form of the delivered recordings: WAV, A-law, 8000 Hz, one channel, which any player opens. */
import { SAMPLE_RATE } from '../protocols/rtp/tone.ts';

/** WAVE_FORMAT_ALAW. */
const FORMAT_TAG = 6;
const FORMAT_BYTES = 18;
const FACT_BYTES = 4;

/** With the fact chunk that formats other than PCM have. */
export function writeALawWav(codes: Uint8Array): Uint8Array {
  const dataAt = 12 + 8 + FORMAT_BYTES + 8 + FACT_BYTES;
  // Chunks have even lengths.
  const bytes = new Uint8Array(dataAt + 8 + codes.length + (codes.length % 2));
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
  chunk(dataAt, 'data', codes.length);
  bytes.set(codes, dataAt + 8);
  return bytes;
}
