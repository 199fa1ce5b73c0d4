/** What a bar is called: short below the axis, in full in its tip. */
import type { ReportBucket } from '../../../shared/schemas/report.ts';
import { zonedParts } from '../../parts/zoned-time.ts';

type Names = { readonly axis: (at: number) => string; readonly full: (at: number, until: number) => string };

/** A bucket's last instant belongs to it: a week of days ends on Sunday, not on Monday. */
const lastOf = (until: number) => until - 1;

/**
 * @param isOneDay hours of one day need no date below the axis
 * @param isOneYear days of one year need no year
 */
export function bucketNames(
  bucket: ReportBucket,
  locale: string,
  timeZone: string,
  { isOneDay, isOneYear }: { readonly isOneDay: boolean; readonly isOneYear: boolean },
): Names {
  const format = (options: Intl.DateTimeFormatOptions) => new Intl.DateTimeFormat(locale, { timeZone, ...options });
  const year = isOneYear ? {} : ({ year: '2-digit' } as const);
  const day = format({ day: 'numeric', month: 'short', ...year });
  const fullDay = format({ weekday: 'short', day: 'numeric', month: 'short', year: 'numeric' });
  switch (bucket) {
    case 'hour': {
      const hour = format({ hour: '2-digit', minute: '2-digit' });
      const isMidnight = (at: number) => zonedParts(at, timeZone).hour === 0;
      return {
        axis: (at) => (!isOneDay && isMidnight(at) ? day.format(at) : hour.format(at)),
        full: (at, until) => `${fullDay.format(at)}, ${hour.format(at)}–${hour.format(until)}`,
      };
    }
    case 'day':
      return { axis: (at) => day.format(at), full: (at) => fullDay.format(at) };
    case 'week':
      return {
        axis: (at) => day.format(at),
        full: (at, until) => format({ day: 'numeric', month: 'short', year: 'numeric' }).formatRange(at, lastOf(until)),
      };
    case 'month': {
      const month = format({ month: 'short', ...(isOneYear ? {} : ({ year: 'numeric' } as const)) });
      const fullMonth = format({ month: 'long', year: 'numeric' });
      return { axis: (at) => month.format(at), full: (at) => fullMonth.format(at) };
    }
  }
}
