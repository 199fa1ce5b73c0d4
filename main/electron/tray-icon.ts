/** The icons beside the clock, drawn here: each state has a shape of its own, not only a colour. */
import { type NativeImage, nativeImage } from 'electron';

export type EngineState = 'running' | 'warnings' | 'stopped';

/** Pixels at a scale of 1; Windows shows 16, at 200 % scaling 32. */
const SIZE = 16;
const SCALES = [1, 1.5, 2];
/** BGRA, as Electron's bitmaps are. */
const COLORS: Readonly<Record<EngineState, readonly [number, number, number]>> = {
  running: [115, 158, 0],
  warnings: [0, 159, 230],
  stopped: [140, 140, 140],
};
/** A point of the unit square is in: a disc, a triangle, a frame. */
const SHAPES: Readonly<Record<EngineState, (x: number, y: number) => boolean>> = {
  running: (x, y) => (x - 0.5) ** 2 + (y - 0.5) ** 2 <= 0.46 ** 2,
  warnings: (x, y) => y >= 0.06 && y <= 0.94 && Math.abs(x - 0.5) <= (y - 0.06) * 0.53,
  stopped: (x, y) => {
    const edge = Math.max(Math.abs(x - 0.5), Math.abs(y - 0.5));
    return edge <= 0.44 && edge >= 0.26;
  },
};
/** Points a pixel is sampled at, each way: smooth edges. */
const SAMPLES = 4;

export function drawState(state: EngineState, size: number): Buffer {
  const bitmap = Buffer.alloc(size * size * 4);
  const [blue, green, red] = COLORS[state];
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const coverage = coverageAt(SHAPES[state], x, y, size);
      // Premultiplied alpha.
      bitmap.set([blue * coverage, green * coverage, red * coverage, 255 * coverage].map(Math.round), (y * size + x) * 4);
    }
  }
  return bitmap;
}

function coverageAt(isIn: (x: number, y: number) => boolean, x: number, y: number, size: number): number {
  let hits = 0;
  for (let i = 0; i < SAMPLES * SAMPLES; i += 1) {
    const dx = ((i % SAMPLES) + 0.5) / SAMPLES;
    const dy = (Math.floor(i / SAMPLES) + 0.5) / SAMPLES;
    if (isIn((x + dx) / size, (y + dy) / size)) hits += 1;
  }
  return hits / (SAMPLES * SAMPLES);
}

export function stateImage(state: EngineState): NativeImage {
  const image = nativeImage.createEmpty();
  for (const scaleFactor of SCALES) {
    const size = SIZE * scaleFactor;
    image.addRepresentation({ scaleFactor, width: size, height: size, buffer: drawState(state, size) });
  }
  return image;
}
