import { currentLocale } from '../../ui/time.ts';

const formats = new Map<string, Intl.NumberFormat>();

/** A share of 0 to 1 with one digit after the point, always: "91.0%" below "92.3%". Undefined shows a dash. */
export function formatRate(share: number | undefined): string {
  if (share === undefined) return '–';
  const locale = currentLocale();
  const known = formats.get(locale);
  if (known !== undefined) return known.format(share);
  const made = new Intl.NumberFormat(locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  formats.set(locale, made);
  return made.format(share);
}
