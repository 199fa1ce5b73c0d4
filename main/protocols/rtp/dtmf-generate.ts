// Keys of a telephone as tones, ITU-T Q.23, for extensions behind a trunk that takes no telephone-event. Left out: pauses, which the caller makes.
import type { Digit } from './telephone-event.ts';
import { peakOf, SAMPLE_RATE } from './tone.ts';

/** Hertz; Q.23. */
export const LOW_HERTZ = [697, 770, 852, 941] as const;
export const HIGH_HERTZ = [1209, 1336, 1477, 1633] as const;
/** Rows by the low tone, columns by the high one. */
const KEYPAD = ['123A', '456B', '789C', '*0#D'] as const;

/** dBm0; ours: what phones send. The high tone is 2 dB louder, as lines dampen it more. */
const LOW_DBM0 = -10;
const HIGH_DBM0 = -8;
/** Samples, 2 ms; ours: tones without a click, which a detector could take for other tones. */
const RAMP_SAMPLES = 16;

/** The key of the tones LOW_HERTZ[row] and HIGH_HERTZ[column]. */
export function keyOf(row: number, column: number): Digit | undefined {
  return KEYPAD[row]?.[column] as Digit | undefined;
}

export type DtmfLevels = { readonly lowDbm0: number; readonly highDbm0: number };

/** The sound of one key at 8000 Hz; the silence before the next, 40 ms at least (Q.24), is the caller's. */
export function dtmfSamples(
  digit: Digit,
  durationMilliseconds: number,
  { lowDbm0, highDbm0 }: DtmfLevels = { lowDbm0: LOW_DBM0, highDbm0: HIGH_DBM0 },
): Int16Array {
  const row = KEYPAD.findIndex((keys) => keys.includes(digit));
  const low = LOW_HERTZ[row];
  const high = HIGH_HERTZ[KEYPAD[row]?.indexOf(digit) ?? -1];
  if (low === undefined || high === undefined) throw new RangeError('no key');
  const samples = new Int16Array(Math.round((durationMilliseconds * SAMPLE_RATE) / 1000));
  const step = (2 * Math.PI) / SAMPLE_RATE;
  for (let at = 0; at < samples.length; at += 1) {
    const ramp = Math.min(1, (at + 1) / RAMP_SAMPLES, (samples.length - at) / RAMP_SAMPLES);
    const sound = peakOf(lowDbm0) * Math.sin(low * step * at) + peakOf(highDbm0) * Math.sin(high * step * at);
    samples[at] = Math.max(-32_768, Math.min(32_767, Math.round(sound * ramp)));
  }
  return samples;
}
