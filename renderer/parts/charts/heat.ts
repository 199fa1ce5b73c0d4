/** Busiest hours: seven days of 24 cells, their sums and how dark each is. Pure. */
import type { ReportSummary } from '../../../shared/schemas/report.ts';

export type Heat = {
  /** [weekday 0 = Monday][hour] */
  readonly cells: readonly (readonly number[])[];
  readonly byWeekday: readonly number[];
  readonly byHour: readonly number[];
  readonly total: number;
  readonly max: number;
};

export function heatOf(busiestHours: ReportSummary['busiestHours']): Heat {
  const cells = Array.from({ length: 7 }, () => Array.from({ length: 24 }, () => 0));
  for (const { weekday, hour, count } of busiestHours) {
    const row = cells[weekday - 1];
    if (row !== undefined) row[hour] = (row[hour] ?? 0) + count;
  }
  const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
  const byWeekday = cells.map(sum);
  const byHour = Array.from({ length: 24 }, (_, hour) => sum(cells.map((row) => row[hour] ?? 0)));
  return { cells, byWeekday, byHour, total: sum(byWeekday), max: Math.max(...cells.flat()) };
}

/** Shades of the map; 0 is an hour without attempts. */
export const HEAT_LEVELS = 5;

/** 0 to HEAT_LEVELS: the square root lets the quiet hours differ too. */
export function heatLevel(count: number, max: number): number {
  if (count <= 0 || max <= 0) return 0;
  return Math.max(1, Math.ceil(Math.sqrt(count / max) * HEAT_LEVELS));
}

/** Where an arrow key moves in the map; undefined: nowhere. */
export function movedCell(
  key: string,
  { day, hour }: { readonly day: number; readonly hour: number },
): { readonly day: number; readonly hour: number } | undefined {
  switch (key) {
    case 'ArrowLeft':
      return { day, hour: Math.max(0, hour - 1) };
    case 'ArrowRight':
      return { day, hour: Math.min(23, hour + 1) };
    case 'ArrowUp':
      return { day: Math.max(0, day - 1), hour };
    case 'ArrowDown':
      return { day: Math.min(6, day + 1), hour };
    case 'Home':
      return { day, hour: 0 };
    case 'End':
      return { day, hour: 23 };
    default:
      return undefined;
  }
}
