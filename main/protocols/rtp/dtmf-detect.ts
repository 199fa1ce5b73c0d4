// Keys of a telephone in the sound itself, ITU-T Q.23 and Q.24, at 8000 Hz, where a trunk has no telephone-event. Left out: detection
// under a dial tone or under our own prompt's echo.
import { HIGH_HERTZ, keyOf, LOW_HERTZ } from './dtmf-generate.ts';
import type { Digit } from './telephone-event.ts';
import { type Component, goertzel, offsetHertz, openFramer, peakOf, powerOf, SAMPLE_RATE } from './tone.ts';

/** Samples: windows of 20 ms (bins of 50 Hz), one each 5 ms. */
const WINDOW_SAMPLES = 160;
const HOP_SAMPLES = 40;
/** Windows in a row with one key. Four span 35 ms: Q.24 wants 40 ms heard, and up to 23 ms not. */
const HITS_NEEDED = 4;
/** Windows in a row without the key after which it is up. Longer than a splice or a click, shorter than Q.24's pause of 40 ms. */
const MISSES_NEEDED = 6;
/** dBm0 of each tone; ours: below the -30 that must be heard, above the noise of a line. */
const LEVEL_MIN_DBM0 = -36;
/** Decibels that the high tone may be above and below the low one: 4 and 8 in Q.24, with a margin for noise. */
const HIGH_ABOVE_MAX = 10 ** (5.5 / 10);
const HIGH_BELOW_MAX = 10 ** (9.5 / 10);
/** Power by which the tone is above the others of its group; ours: 6 dB. */
const ABOVE_NEIGHBOURS = 4;
/**
 * Share of the two tones in all power; ours. Speech and music seldom have two lines and nothing else. The second holds once the
 * frequencies are known, as a tone beside its bin's middle looks weaker than it is: noise may be 7 dB below one tone.
 */
const SHARE_MIN = 0.6;
const SHARE_MIN_KNOWN = 0.9;
/** The second harmonic of a tone against the tone; ours: -13 dB. Voices and instruments have it stronger. */
const HARMONIC_MAX = 0.05;
/** Hertz nearer than which the other tone's own width (two bins) would read as harmonic. */
const HARMONIC_CLEAR_HERTZ = 110;
/** Q.24: 1.5 % off must be heard, 3.5 % must not; and hertz for what noise does to the measure. */
const FREQUENCY_TOLERANCE = 0.015;
const FREQUENCY_NOISE_HERTZ = 4;

const HANN = Float64Array.from(
  { length: WINDOW_SAMPLES },
  (_, at) => 0.5 - 0.5 * Math.cos((2 * Math.PI * (at + 0.5)) / WINDOW_SAMPLES),
);
const HANN_SUM = WINDOW_SAMPLES / 2;
const HANN_SQUARES = (WINDOW_SAMPLES * 3) / 8;
/** Power of the component of a tone of the lowest level. */
const POWER_MIN = ((peakOf(LEVEL_MIN_DBM0) / 2) * HANN_SUM) ** 2;
/** From a component's power to the windowed energy of its tone. */
const ENERGY_A_POWER = (2 * HANN_SQUARES) / HANN_SUM ** 2;

export type DtmfDetector = {
  /**
   * The keys pressed within these samples, each once, as soon as it is certain (35 ms). A packet that was lost is left out, not
   * replaced by silence: a splice is no pause between two presses.
   */
  feed(samples: Int16Array): readonly Digit[];
};

type Peak = { readonly index: number; readonly component: Component; readonly power: number };
type Pair = { readonly row: Peak; readonly column: Peak; readonly energy: number };

/** Listens to the sound of one call. */
export function openDtmfDetector(): DtmfDetector {
  const recent = new Float64Array(WINDOW_SAMPLES);
  const windowed = new Float64Array(WINDOW_SAMPLES);
  let previous: Pair | undefined;
  let candidate: Digit | undefined;
  let hits = 0;
  let held: Digit | undefined;
  let misses = 0;
  let pressed: Digit[] = [];

  const hop = (samples: Int16Array): void => {
    recent.copyWithin(0, HOP_SAMPLES);
    recent.set(samples, WINDOW_SAMPLES - HOP_SAMPLES);
    for (let at = 0; at < WINDOW_SAMPLES; at += 1) windowed[at] = (recent[at] ?? 0) * (HANN[at] ?? 0);
    const pair = findPair(windowed);
    // The frequency is known from two windows, so the first of a press counts without.
    const isOfKey = pair !== undefined && (!isSamePair(previous, pair) || isPure(previous, pair));
    const key = pair !== undefined && isOfKey ? keyOf(pair.row.index, pair.column.index) : undefined;
    previous = pair;

    hits = key === undefined ? 0 : key === candidate ? hits + 1 : 1;
    candidate = key;
    misses = key !== undefined && key === held ? 0 : misses + 1;
    if (misses >= MISSES_NEEDED) held = undefined;
    if (key !== undefined && hits >= HITS_NEEDED && key !== held) {
      held = key;
      misses = 0;
      pressed.push(key);
    }
  };
  const frame = openFramer(HOP_SAMPLES, hop);
  return {
    feed(samples) {
      pressed = [];
      frame(samples);
      return pressed;
    },
  };
}

/** The two tones of a window, where it has two and hardly anything else. */
function findPair(windowed: Float64Array): Pair | undefined {
  let energy = 0;
  for (let at = 0; at < windowed.length; at += 1) energy += (windowed[at] ?? 0) ** 2;
  // Silence costs nothing more than this.
  if (energy < POWER_MIN * ENERGY_A_POWER) return undefined;
  const row = strongest(windowed, LOW_HERTZ);
  const column = strongest(windowed, HIGH_HERTZ);
  if (row === undefined || column === undefined) return undefined;
  if (column.power > row.power * HIGH_ABOVE_MAX || row.power > column.power * HIGH_BELOW_MAX) return undefined;
  if ((row.power + column.power) * ENERGY_A_POWER < energy * SHARE_MIN) return undefined;
  return hasHarmonics(windowed, row, column) ? undefined : { row, column, energy };
}

/** The strongest tone of a group, if it is loud enough and stands out. */
function strongest(windowed: Float64Array, group: readonly number[]): Peak | undefined {
  const peaks = group.map((hertz, index): Peak => {
    const component = goertzel(windowed, hertz);
    return { index, component, power: powerOf(component) };
  });
  const best = peaks.reduce((one, other) => (other.power > one.power ? other : one));
  if (best.power < POWER_MIN) return undefined;
  return peaks.every((peak) => peak === best || peak.power * ABOVE_NEIGHBOURS < best.power) ? best : undefined;
}

function hasHarmonics(windowed: Float64Array, row: Peak, column: Peak): boolean {
  const low = LOW_HERTZ[row.index] ?? 0;
  const high = HIGH_HERTZ[column.index] ?? 0;
  if (powerOf(goertzel(windowed, 2 * high)) > column.power * HARMONIC_MAX) return true;
  if (Math.abs(2 * low - high) < HARMONIC_CLEAR_HERTZ) return false;
  return powerOf(goertzel(windowed, 2 * low)) > row.power * HARMONIC_MAX;
}

function isSamePair(one: Pair | undefined, other: Pair): one is Pair {
  return one !== undefined && one.row.index === other.row.index && one.column.index === other.column.index;
}

/** Whether both tones are on their frequencies and, measured there, all there is. */
function isPure(earlier: Pair, later: Pair): boolean {
  const low = offOf(earlier.row, later.row, LOW_HERTZ);
  const high = offOf(earlier.column, later.column, HIGH_HERTZ);
  if (low === undefined || high === undefined) return false;
  const power = later.row.power / windowPowerAt(low) + later.column.power / windowPowerAt(high);
  return power * ENERGY_A_POWER >= later.energy * SHARE_MIN_KNOWN;
}

/** Hertz by which the tone is off, undefined where that is too far for a key. */
function offOf(earlier: Peak, later: Peak, group: readonly number[]): number | undefined {
  const frequencyHertz = group[later.index] ?? 0;
  const off = offsetHertz(earlier.component, later.component, { frequencyHertz, samplesApart: HOP_SAMPLES });
  return Math.abs(off) <= frequencyHertz * FREQUENCY_TOLERANCE + FREQUENCY_NOISE_HERTZ ? off : undefined;
}

/** What a Hann window leaves of a tone's power that many hertz beside the bin's middle; 1 in the middle. */
function windowPowerAt(offHertz: number): number {
  const bins = (offHertz * WINDOW_SAMPLES) / SAMPLE_RATE;
  if (Math.abs(bins) < 1e-6) return 1;
  return (Math.sin(Math.PI * bins) / (Math.PI * bins) / (1 - bins * bins)) ** 2;
}
