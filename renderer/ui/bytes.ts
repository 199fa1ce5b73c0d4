import { formatNumber } from './time.ts';

const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;
/** Windows counts so, and calls it kB and MB. */
const STEP = 1024;

/** "1.4 GB": two figures are enough to decide by. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let unit = 0;
  while (value >= STEP && unit < UNITS.length - 1) {
    value /= STEP;
    unit += 1;
  }
  return `${formatNumber(value < 10 && unit > 0 ? Math.round(value * 10) / 10 : Math.round(value))} ${UNITS[unit]}`;
}
