/** Whether a sound that was played is what was heard: where it begins, how much it is the same, how loud and how long. */

export type Likeness = {
  /** Where the sound begins in what was heard. */
  readonly startSeconds: number;
  /** 1 for the same wave, near 0 for another sound. */
  readonly correlation: number;
  /** Of what was heard, over what was played. */
  readonly levelDecibels: number;
  /** From the first to the last sound. */
  readonly heardSeconds: number;
  readonly playedSeconds: number;
};

const RATE_HERTZ = 8_000;
/** Samples that the place is found by: half a second of speech is like no other. */
const NEEDLE_SAMPLES = 4_000;
const FRAME_SAMPLES = 160;
/** Of full scale; a quiet line is far below, speech far above. */
const SOUND_MIN = 0.005;

/** Both at 8000 Hz, -1 to 1. */
export function likenessOf(played: Float32Array, heard: Float32Array): Likeness {
  const [from] = extentOf(played);
  const needle = played.subarray(from, from + NEEDLE_SAMPLES);
  let best = 0;
  let bestProduct = Number.NEGATIVE_INFINITY;
  for (let at = 0; at + needle.length <= heard.length; at += 1) {
    const product = productOf(needle, heard.subarray(at, at + needle.length));
    if (product > bestProduct) [best, bestProduct] = [at, product];
  }
  const start = best - from;
  const same = heard.subarray(Math.max(0, start), start + played.length);
  const wanted = played.subarray(Math.max(0, -start), Math.max(0, -start) + same.length);
  const energies = productOf(wanted, wanted) * productOf(same, same);
  return {
    startSeconds: start / RATE_HERTZ,
    correlation: energies === 0 ? 0 : productOf(wanted, same) / Math.sqrt(energies),
    levelDecibels: 10 * Math.log10(productOf(same, same) / productOf(wanted, wanted)),
    heardSeconds: secondsOf(extentOf(heard)),
    playedSeconds: secondsOf(extentOf(played)),
  };
}

function productOf(one: Float32Array, other: Float32Array): number {
  let sum = 0;
  for (let at = 0; at < one.length; at += 1) sum += (one[at] ?? 0) * (other[at] ?? 0);
  return sum;
}

/** The samples from the first to the last frame that is loud. */
function extentOf(samples: Float32Array): readonly [number, number] {
  const loud: number[] = [];
  for (let at = 0; at + FRAME_SAMPLES <= samples.length; at += FRAME_SAMPLES) {
    const frame = samples.subarray(at, at + FRAME_SAMPLES);
    if (productOf(frame, frame) / FRAME_SAMPLES >= SOUND_MIN ** 2) loud.push(at);
  }
  return [loud[0] ?? 0, (loud.at(-1) ?? -FRAME_SAMPLES) + FRAME_SAMPLES];
}

function secondsOf([from, to]: readonly [number, number]): number {
  return Math.max(0, to - from) / RATE_HERTZ;
}
