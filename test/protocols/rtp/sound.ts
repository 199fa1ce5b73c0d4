// Sound made by rule for the tests of detectors: the same on every run.
import { peakOf, SAMPLE_RATE } from '../../../main/protocols/rtp/tone.ts';

/** Numbers from -1 to 1 (mulberry32). */
export function noiseSource(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 31 - 1;
  };
}

export const samplesOf = (milliseconds: number): number => Math.round((milliseconds * SAMPLE_RATE) / 1000);
export const silence = (milliseconds: number): Int16Array => new Int16Array(samplesOf(milliseconds));
export const joined = (...parts: readonly Int16Array[]): Int16Array => Int16Array.from(parts.flatMap((part) => [...part]));
export const clipped = (values: ArrayLike<number>): Int16Array =>
  Int16Array.from({ length: values.length }, (_, at) => Math.max(-32_768, Math.min(32_767, Math.round(values[at] ?? 0))));

export function tones(milliseconds: number, ...list: readonly (readonly [hertz: number, dbm0: number])[]): Int16Array {
  return clipped(
    Array.from({ length: samplesOf(milliseconds) }, (_, at) =>
      list.reduce((sum, [hertz, dbm0]) => sum + peakOf(dbm0) * Math.sin((2 * Math.PI * hertz * at) / SAMPLE_RATE), 0),
    ),
  );
}

/** White noise of that level over all. */
export function withNoise(samples: Int16Array, dbm0: number, seed: number): Int16Array {
  const noise = noiseSource(seed);
  // Uniform from -a to a has the mean square a²/3, a tone of peak p has p²/2.
  const peak = peakOf(dbm0) * Math.sqrt(1.5);
  return clipped(Array.from(samples, (sample) => sample + peak * noise()));
}

/**
 * Speech as far as a detector cares: voiced sounds (glottal pulses of a moving pitch through three moving formants), hisses, pauses.
 */
export function speechLike(milliseconds: number, seed: number): Int16Array {
  const noise = noiseSource(seed);
  const between = (low: number, high: number): number => low + ((noise() + 1) / 2) * (high - low);
  const output = new Float64Array(samplesOf(milliseconds));
  let at = 0;
  while (at < output.length) {
    const length = Math.min(samplesOf(between(50, 350)), output.length - at);
    const kind = between(0, 1);
    if (kind < 0.7) voiced(output, at, length, between, noise);
    else if (kind < 0.85) for (let index = 0; index < length; index += 1) output[at + index] = noise() * peakOf(-22);
    at += length;
  }
  return clipped(output);
}

function voiced(
  output: Float64Array,
  from: number,
  length: number,
  between: (low: number, high: number) => number,
  noise: () => number,
): void {
  const pitch = [between(80, 300), between(0.8, 1.25)] as const;
  const formants = [
    [between(250, 950), 60],
    [between(850, 2400), 80],
    [between(2200, 3200), 120],
  ].map(([hertz = 0, width = 0]) => {
    const radius = Math.exp((-Math.PI * width) / SAMPLE_RATE);
    return { hertz, drift: between(0.8, 1.25), radius, last: 0, before: 0 };
  });
  let phase = 0;
  const sound = new Float64Array(length);
  for (let index = 0; index < length; index += 1) {
    const part = index / length;
    phase += (pitch[0] * pitch[1] ** part) / SAMPLE_RATE;
    let value = noise() * 0.02;
    if (phase >= 1) {
      phase -= 1;
      value += 1;
    }
    for (const formant of formants) {
      const angle = (2 * Math.PI * formant.hertz * formant.drift ** part) / SAMPLE_RATE;
      const now =
        value * (1 - formant.radius) + 2 * formant.radius * Math.cos(angle) * formant.last - formant.radius ** 2 * formant.before;
      formant.before = formant.last;
      formant.last = now;
      value = now;
    }
    sound[index] = value * Math.min(1, index / 80, (length - index) / 80);
  }
  let loudest = 1e-9;
  for (const value of sound) loudest = Math.max(loudest, Math.abs(value));
  const peak = peakOf(between(-20, -6));
  for (let index = 0; index < length; index += 1) output[from + index] = ((sound[index] ?? 0) / loudest) * peak;
}

/** Chords of three plucked notes of the tempered scale, six harmonics each. */
export function musicLike(milliseconds: number, seed: number): Int16Array {
  const noise = noiseSource(seed);
  const output = new Float64Array(samplesOf(milliseconds));
  const chordSamples = samplesOf(400);
  for (let from = 0; from < output.length; from += chordSamples) {
    const root = Math.round(((noise() + 1) / 2) * 36);
    for (const interval of noise() > 0 ? [0, 4, 7] : [0, 3, 7]) {
      const hertz = 110 * 2 ** ((root + interval) / 12);
      for (let harmonic = 1; harmonic <= 6 && hertz * harmonic < 3900; harmonic += 1) {
        const step = (2 * Math.PI * hertz * harmonic) / SAMPLE_RATE;
        for (let index = 0; index < chordSamples && from + index < output.length; index += 1) {
          const fade = Math.exp((-3 * index) / chordSamples);
          output[from + index] = (output[from + index] ?? 0) + (peakOf(-16) * fade * Math.sin(step * index)) / harmonic;
        }
      }
    }
  }
  return clipped(output);
}
