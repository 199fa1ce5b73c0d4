// Levels and single frequencies of sound at 8000 Hz: dBm0 of G.711 §4, the Goertzel algorithm. Left out: spectra.

/** Hertz. */
export const SAMPLE_RATE = 8000;
/** Peak, in 16-bit samples, of a tone of 0 dBm0: the overload point of A-law is 3.14 dBm0 (G.711 §4); mu-law is 0.03 dB off. */
const ZERO_DBM0_PEAK = 32_768 * 10 ** (-3.14 / 20);

/** Peak, in 16-bit samples, of a tone of that level. */
export function peakOf(dbm0: number): number {
  return ZERO_DBM0_PEAK * 10 ** (dbm0 / 20);
}

/** Level of sound whose samples have that mean square; -Infinity for silence. */
export function levelOf(meanSquare: number): number {
  return 10 * Math.log10((2 * meanSquare) / ZERO_DBM0_PEAK ** 2);
}

export function meanSquareOf(samples: ArrayLike<number>): number {
  let sum = 0;
  for (let at = 0; at < samples.length; at += 1) sum += (samples[at] ?? 0) ** 2;
  return samples.length === 0 ? 0 : sum / samples.length;
}

/** A component of a block: a complex number whose angle is the phase at the block's last sample. */
export type Component = { readonly real: number; readonly imaginary: number };

/** The component of `frequencyHertz` in samples `from` to `to`. A tone of peak A in n samples has the magnitude A * n / 2. */
export function goertzel(samples: ArrayLike<number>, frequencyHertz: number, from = 0, to = samples.length): Component {
  const angle = (2 * Math.PI * frequencyHertz) / SAMPLE_RATE;
  const cosine = Math.cos(angle);
  let last = 0;
  let before = 0;
  for (let at = from; at < to; at += 1) {
    const now = (samples[at] ?? 0) + 2 * cosine * last - before;
    before = last;
    last = now;
  }
  return { real: last - before * cosine, imaginary: before * Math.sin(angle) };
}

export function powerOf({ real, imaginary }: Component): number {
  return real * real + imaginary * imaginary;
}

/**
 * How far, in hertz, the tone is from `frequencyHertz`, from its components in two blocks of which the later ends
 * `samplesApart` later. Tells apart half of 8000 / samplesApart to either side.
 */
export function offsetHertz(
  earlier: Component,
  later: Component,
  { frequencyHertz, samplesApart }: { readonly frequencyHertz: number; readonly samplesApart: number },
): number {
  const turned = Math.atan2(
    later.imaginary * earlier.real - later.real * earlier.imaginary,
    later.real * earlier.real + later.imaginary * earlier.imaginary,
  );
  const turns = turned / (2 * Math.PI) - (frequencyHertz * samplesApart) / SAMPLE_RATE;
  return ((turns - Math.round(turns)) * SAMPLE_RATE) / samplesApart;
}

/** Cuts sound that comes in packets of any length into frames of one length. */
export function openFramer(frameSamples: number, handle: (frame: Int16Array) => void): (samples: Int16Array) => void {
  const frame = new Int16Array(frameSamples);
  let filled = 0;
  return (samples) => {
    for (let at = 0; at < samples.length; ) {
      const count = Math.min(frameSamples - filled, samples.length - at);
      frame.set(samples.subarray(at, at + count), filled);
      filled += count;
      at += count;
      if (filled === frameSamples) {
        filled = 0;
        handle(frame);
      }
    }
  };
}
