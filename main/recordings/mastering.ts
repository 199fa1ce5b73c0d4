/** From what the synthesiser speaks to what a telephone plays well: band, level, peaks and silence. Pure. */
import { SAMPLE_RATE } from '../protocols/rtp/tone.ts';

/** Hertz: the telephone's band (ITU-T G.712). */
const BAND_LOW_HERTZ = 300;
const BAND_HIGH_HERTZ = 3400;
/** Taps to either side; slopes of 50 Hz or so. */
const FILTER_REACH = 200;
/** dBFS of the speech without its pauses; ours: as loud as a network's own announcements. */
const LEVEL_DECIBELS = -16;
/** What the limiter takes is given back, less each time. */
const LEVEL_ROUNDS = 3;
/** dBFS that no sample passes. */
const PEAK_DECIBELS = -3.5;
/** Samples for which the limiter looks ahead: 4 ms. */
const LOOK_AHEAD = 32;
/** dB below the loudest moment that count as a pause. */
const PAUSE_DECIBELS = 35;
/** The same at either end, where a soft consonant is still speech, and 10 ms that are kept beyond it. */
const END_DECIBELS = 48;
const END_MARGIN_FRAMES = 1;
const FRAME = SAMPLE_RATE / 100;
/** Milliseconds at either end that fade, so that nothing clicks. */
const FADE_MILLISECONDS = 5;

export type Frame = { readonly silenceBefore: number; readonly silenceAfter: number; readonly pauseMax: number };
/** Milliseconds. A number stands in a row of others: what it is silent at its ends is the pause between two of them. */
export const PROMPT_FRAME: Frame = { silenceBefore: 150, silenceAfter: 250, pauseMax: 700 };
export const NUMBER_FRAME: Frame = { silenceBefore: 60, silenceAfter: 60, pauseMax: 60 };

/** `samples` of speech at 8000 Hz. */
export function master(samples: Float32Array, frame: Frame): Float32Array {
  const spoken = faded(shortenPauses(trimmed(filtered(samples)), frame.pauseMax));
  let loud = spoken;
  for (let round = 0; round < LEVEL_ROUNDS; round += 1) {
    loud = limited(scaled(loud, 10 ** (LEVEL_DECIBELS / 20) / activeLevel(loud)));
  }
  const before = samplesOf(frame.silenceBefore);
  const framed = new Float32Array(before + loud.length + samplesOf(frame.silenceAfter));
  framed.set(loud, before);
  return framed;
}

/** Root of the mean square, 0 to 1, of the moments that are no pause. */
export function activeLevel(samples: Float32Array): number {
  const powers = framePowers(samples);
  const threshold = Math.max(...powers) * 10 ** (-PAUSE_DECIBELS / 10);
  const active = powers.filter((power) => power > threshold);
  return Math.sqrt(active.reduce((sum, power) => sum + power, 0) / Math.max(1, active.length));
}

/** Mean square of each 10 ms. */
export function framePowers(samples: Float32Array): number[] {
  return Array.from({ length: Math.ceil(samples.length / FRAME) }, (_, index) => {
    const part = samples.subarray(index * FRAME, (index + 1) * FRAME);
    return part.reduce((sum, sample) => sum + sample * sample, 0) / part.length;
  });
}

function filtered(samples: Float32Array): Float32Array {
  const low = (hertz: number, tap: number) =>
    tap === 0 ? (2 * hertz) / SAMPLE_RATE : Math.sin((2 * Math.PI * hertz * tap) / SAMPLE_RATE) / (Math.PI * tap);
  const taps = Float64Array.from({ length: 2 * FILTER_REACH + 1 }, (_, index) => {
    const tap = index - FILTER_REACH;
    const place = (Math.PI * tap) / (FILTER_REACH + 1);
    const blackman = 0.42 + 0.5 * Math.cos(place) + 0.08 * Math.cos(2 * place);
    return (low(BAND_HIGH_HERTZ, tap) - low(BAND_LOW_HERTZ, tap)) * blackman;
  });
  return samples.map((_, at) => {
    let sum = 0;
    for (let tap = 0; tap < taps.length; tap += 1) sum += (taps[tap] ?? 0) * (samples[at + tap - FILTER_REACH] ?? 0);
    return sum;
  });
}

function trimmed(samples: Float32Array): Float32Array {
  const spoken = framesOver(samples, END_DECIBELS);
  const first = Math.max(0, spoken.indexOf(true) - END_MARGIN_FRAMES);
  const last = spoken.lastIndexOf(true) + END_MARGIN_FRAMES;
  return samples.slice(first * FRAME, (last + 1) * FRAME);
}

/** Whether each 10 ms is at most as many decibels below the loudest. */
function framesOver(samples: Float32Array, decibels: number): boolean[] {
  const powers = framePowers(samples);
  const threshold = Math.max(...powers) * 10 ** (-decibels / 10);
  return powers.map((power) => power > threshold);
}

function shortenPauses(samples: Float32Array, milliseconds: number): Float32Array {
  const kept: number[] = [];
  let pause = 0;
  for (const [index, isSpoken] of framesOver(samples, PAUSE_DECIBELS).entries()) {
    pause = isSpoken ? 0 : pause + FRAME;
    if (pause > samplesOf(milliseconds)) continue;
    for (const sample of samples.subarray(index * FRAME, (index + 1) * FRAME)) kept.push(sample);
  }
  return Float32Array.from(kept);
}

function faded(samples: Float32Array): Float32Array {
  const length = samplesOf(FADE_MILLISECONDS);
  return samples.map((sample, at) => sample * Math.min(1, at / length, (samples.length - 1 - at) / length));
}

function scaled(samples: Float32Array, factor: number): Float32Array {
  return samples.map((sample) => sample * factor);
}

/** Turned down before a peak and up again after it, in steps too slow to be heard as noise. */
function limited(samples: Float32Array): Float32Array {
  const ceiling = 10 ** (PEAK_DECIBELS / 20);
  const needed = samples.map((sample) => Math.min(1, ceiling / Math.max(Math.abs(sample), 1e-9)));
  const lowest = needed.map((_, at) =>
    needed.subarray(Math.max(0, at - LOOK_AHEAD), at + LOOK_AHEAD + 1).reduce((low, gain) => Math.min(low, gain), 1),
  );
  return samples.map((sample, at) => {
    const around = lowest.subarray(Math.max(0, at - LOOK_AHEAD), at + LOOK_AHEAD + 1);
    return (sample * around.reduce((sum, gain) => sum + gain, 0)) / around.length;
  });
}

function samplesOf(milliseconds: number): number {
  return (milliseconds * SAMPLE_RATE) / 1000;
}
