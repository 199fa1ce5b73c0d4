/** Moving periods of a list with a history. Pure. */
const DAY = 86_400_000;
const PERIOD_DAYS = { 'last-day': 1, 'last-week': 7, 'last-month': 30, 'last-quarter': 90, 'last-year': 365 } as const;

export const LIST_PERIODS = ['last-day', 'last-week', 'last-month', 'last-quarter', 'last-year'] as const;
export type ListPeriod = (typeof LIST_PERIODS)[number];

/** The start moves in these steps, so that it does not make a new question of each second. */
const STEP = 5 * 60_000;

export function periodStart(period: ListPeriod | undefined, now: number): number | undefined {
  return period === undefined ? undefined : Math.floor(now / STEP) * STEP - PERIOD_DAYS[period] * DAY;
}
