/** How busy an hour is: working days with a peak in the morning and a dip at lunch, quiet weekends, a holiday week. */
const HOUR_MILLISECONDS = 3_600_000;

/** Sign-ins of a working day, one number an hour of the local clock; the sum does not matter. */
const WORKING_HOURS = [2, 1, 1, 1, 2, 8, 34, 96, 138, 104, 62, 48, 30, 58, 66, 52, 40, 30, 20, 16, 14, 11, 7, 4];
/** Monday is the busiest working day, Friday the quietest; Sunday first. */
const WEEKDAYS = [1, 1.07, 1.03, 1.01, 0.98, 0.84, 1.1];
const WEEKEND_HOURS = [2, 1, 1, 1, 1, 2, 4, 8, 13, 16, 17, 16, 12, 12, 13, 12, 11, 10, 11, 12, 11, 8, 5, 3];
/** Days before the last one on which the holiday began, and how long it was. */
const HOLIDAY_BEGAN_DAYS_AGO = 40;
const HOLIDAY_DAYS = 5;
const HOLIDAY_SHARE = 0.22;
const SUNDAY = 0;
const SATURDAY = 6;

/** Days before the last one on which codes were guessed for two hours. */
export const BAD_DAY_DAYS_AGO = 17;
/** Local hours of that wave. */
export const BAD_HOURS: readonly number[] = [10, 11];

export type DemoHour = {
  readonly startsAt: number;
  readonly lengthMilliseconds: number;
  readonly weight: number;
  readonly daysAgo: number;
  readonly isBad: boolean;
};

/** The hours of the `days` before `until`, oldest first; the last one ends at `until`. */
export function hoursBefore(until: number, days: number): DemoHour[] {
  const first = until - (until % HOUR_MILLISECONDS) - days * 24 * HOUR_MILLISECONDS;
  return Array.from({ length: days * 24 + 1 }, (_, index) => {
    const startsAt = first + index * HOUR_MILLISECONDS;
    const lengthMilliseconds = Math.min(HOUR_MILLISECONDS, until - startsAt);
    const daysAgo = Math.floor((until - startsAt) / (24 * HOUR_MILLISECONDS));
    const local = new Date(startsAt);
    const weight = (weightOf(local, daysAgo) * lengthMilliseconds) / HOUR_MILLISECONDS;
    return { startsAt, lengthMilliseconds, weight, daysAgo, isBad: isBadHour(local, daysAgo, days) };
  });
}

function weightOf(local: Date, daysAgo: number): number {
  const isWeekend = local.getDay() === SUNDAY || local.getDay() === SATURDAY;
  const usual = (isWeekend ? WEEKEND_HOURS : WORKING_HOURS)[local.getHours()] ?? 0;
  const isHoliday = daysAgo <= HOLIDAY_BEGAN_DAYS_AGO && daysAgo > HOLIDAY_BEGAN_DAYS_AGO - HOLIDAY_DAYS;
  return usual * (WEEKDAYS[local.getDay()] ?? 1) * (isHoliday ? HOLIDAY_SHARE : 1);
}

/** A demo of fewer days has its bad day at the start. */
function isBadHour(local: Date, daysAgo: number, days: number): boolean {
  return daysAgo === Math.min(BAD_DAY_DAYS_AGO, days - 1) && BAD_HOURS.includes(local.getHours());
}
