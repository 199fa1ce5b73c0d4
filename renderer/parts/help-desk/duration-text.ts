import i18next from 'i18next';
import { formatNumber } from '../../ui/time.ts';

/** Seconds in words: "45 seconds", "5 minutes", "24 hours". */
export function durationText(seconds: number): string {
  const t = i18next.getFixedT(null, 'bypass');
  const [unit, count] =
    seconds % 3600 === 0
      ? (['hours', seconds / 3600] as const)
      : seconds % 60 === 0
        ? (['minutes', seconds / 60] as const)
        : (['seconds', seconds] as const);
  return t(`duration.${unit}`, { count, formatted: formatNumber(count) });
}
