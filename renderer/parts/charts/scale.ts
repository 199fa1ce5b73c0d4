/** Axes: round ticks, and which bars are named below a chart. Pure. */

/** Round numbers from 0 to at least `max`, with steps of 1, 2 or 5 times a power of ten: three to six of them. */
export function ticksTo(max: number): readonly number[] {
  if (max <= 0) return [0, 1];
  const rough = max / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, ([1, 2, 5, 10].find((factor) => factor * power >= rough) ?? 10) * power);
  const count = Math.ceil(max / step);
  return Array.from({ length: count + 1 }, (_, index) => index * step);
}

/** Steps that fall on the same clock times each day, so that an axis of hours is read at once. */
const HOUR_STEPS = [1, 2, 3, 4, 6, 12, 24, 48, 72, 96, 168] as const;

/** Every how many bars one gets its name, so that `count` names of `labelWidth` pixels fit into `width`. */
export function labelStep(count: number, width: number, labelWidth: number, isHours: boolean): number {
  const least = Math.max(1, Math.ceil((count * labelWidth) / Math.max(width, labelWidth)));
  if (!isHours) return least;
  return HOUR_STEPS.find((step) => step >= least) ?? Math.ceil(least / 168) * 168;
}
