// From the rate of a recording to the 8000 Hz of the telephone (G.711 §2): a windowed-sinc low-pass and interpolator. Left out:
// changes of rate while a sound runs; a whole prompt is converted once.
import { SAMPLE_RATE } from './tone.ts';

/** Zero crossings of the sinc to either side; ours: with the window below, 80 dB from 4.3 kHz on. */
const CROSSINGS = 24;
/** Shape of the Kaiser window for 80 dB (Kaiser 1974: 0.1102 (A - 8.7)). */
const KAISER_BETA = 0.1102 * (80 - 8.7);
/** Middle of the filter's slope, as a share of half the lower rate: what folds back at 8000 Hz would be heard. */
const CUTOFF = 0.93;
/** Fractions of an input sample that have a filter of their own; rates with more are rounded to these, 60 dB down. */
const PHASES_MAX = 1024;

/** The sound at 8000 Hz, as long as before. `rateHertz` is a whole number. */
export function resampleToTelephone(samples: Float32Array, rateHertz: number): Float32Array {
  if (rateHertz === SAMPLE_RATE) return samples;
  const common = greatestCommonDivisor(rateHertz, SAMPLE_RATE);
  const phases = Math.min(SAMPLE_RATE / common, PHASES_MAX);
  const cutoff = CUTOFF * Math.min(1, SAMPLE_RATE / rateHertz);
  const reach = Math.ceil(CROSSINGS / cutoff);
  const filters = Array.from<Float64Array | undefined>({ length: phases });
  const output = new Float32Array(Math.max(1, Math.round((samples.length * SAMPLE_RATE) / rateHertz)));
  for (let at = 0; at < output.length; at += 1) {
    // Whole numbers up to here, so that nothing adds up over a long sound.
    const position = Math.round((at * rateHertz * phases) / SAMPLE_RATE);
    const phase = position % phases;
    const filter = filters[phase] ?? filterOf(phase / phases, cutoff, reach);
    filters[phase] = filter;
    output[at] = convolved(samples, filter, (position - phase) / phases - reach + 1);
  }
  return output;
}

/** 16-bit samples for G.711, from -1 to 1. */
export function toInt16(samples: Float32Array): Int16Array {
  return Int16Array.from(samples, (sample) => Math.max(-32_768, Math.min(32_767, Math.round(sample * 32_768))));
}

function convolved(samples: Float32Array, filter: Float64Array, from: number): number {
  let sum = 0;
  const first = Math.max(0, -from);
  const last = Math.min(filter.length, samples.length - from);
  for (let tap = first; tap < last; tap += 1) sum += (samples[from + tap] ?? 0) * (filter[tap] ?? 0);
  return sum;
}

/** Taps for the place `fraction` behind a sample, over `reach` samples to either side. They sum up to 1, so silence stays silent and loud stays loud. */
function filterOf(fraction: number, cutoff: number, reach: number): Float64Array {
  const taps = Float64Array.from({ length: 2 * reach }, (_, tap) => {
    const distance = tap - reach + 1 - fraction;
    const angle = Math.PI * distance * cutoff;
    const sinc = Math.abs(angle) < 1e-9 ? 1 : Math.sin(angle) / angle;
    return sinc * kaiser(distance / reach);
  });
  const sum = taps.reduce((total, tap) => total + tap, 0);
  return taps.map((tap) => tap / sum);
}

function kaiser(place: number): number {
  return Math.abs(place) > 1 ? 0 : bessel(KAISER_BETA * Math.sqrt(1 - place * place)) / bessel(KAISER_BETA);
}

/** The modified Bessel function of order 0, by its series. */
function bessel(argument: number): number {
  let term = 1;
  let sum = 1;
  for (let index = 1; term > sum * 1e-12; index += 1) {
    term *= (argument / (2 * index)) ** 2;
    sum += term;
  }
  return sum;
}

function greatestCommonDivisor(one: number, other: number): number {
  return other === 0 ? one : greatestCommonDivisor(other, one % other);
}
