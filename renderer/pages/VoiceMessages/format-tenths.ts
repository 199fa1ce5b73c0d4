import { currentLocale } from '../../ui/time.ts';

/** "3.0": a column of lengths stands by its decimal point. */
export function formatTenths(value: number): string {
  return value.toLocaleString(currentLocale(), { minimumFractionDigits: 1, maximumFractionDigits: 1 });
}
