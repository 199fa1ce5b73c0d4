/** Counts of the rollup as the Status page needs them. Pure. */

import { OUTCOMES, type Outcome, outcomeOf } from '../../../shared/attempt-outcome.ts';
import type { AttemptCounts } from '../../../shared/schemas/attempt.ts';

const HOUR_MILLISECONDS = 3_600_000;
const HOURS = 24;

export type HourCounts = { readonly hourAt: number } & Readonly<Record<Outcome, number>>;
export type DaySummary = {
  /** One entry an hour, oldest first, hours without attempts too. */
  readonly hours: readonly HourCounts[];
  readonly total: number;
  readonly byOutcome: Readonly<Record<Outcome, number>>;
  /** Granted or bypassed among all that were decided, 0 to 1; undefined when nothing was decided. */
  readonly successShare: number | undefined;
};

/** The last 24 hours up to the end of the hour of `now`: stable for an hour, so that it can key a query. */
export function lastDay(now: number): { readonly from: number; readonly until: number } {
  const until = (Math.floor(now / HOUR_MILLISECONDS) + 1) * HOUR_MILLISECONDS;
  return { from: until - HOURS * HOUR_MILLISECONDS, until };
}

/** The same hours a week before. */
export function weekBefore({ from, until }: { readonly from: number; readonly until: number }): {
  readonly from: number;
  readonly until: number;
} {
  const week = 7 * HOURS * HOUR_MILLISECONDS;
  return { from: from - week, until: until - week };
}

export function summarise(counts: AttemptCounts, from: number): DaySummary {
  const hours = Array.from({ length: HOURS }, (_, index) => ({ hourAt: from + index * HOUR_MILLISECONDS, ...noCounts() }));
  const byOutcome = noCounts();
  for (const row of counts) {
    const outcome = outcomeOf(row.result, row.isGranted);
    byOutcome[outcome] += row.count;
    const hour = hours[Math.floor((row.hourAt - from) / HOUR_MILLISECONDS)];
    if (hour !== undefined) hour[outcome] += row.count;
  }
  const passed = byOutcome.granted + byOutcome.bypassed;
  const decided = passed + byOutcome.denied + byOutcome.fraud;
  const total = OUTCOMES.reduce((sum, outcome) => sum + byOutcome[outcome], 0);
  return {
    hours,
    total,
    byOutcome,
    successShare: decided === 0 ? undefined : passed / decided,
  };
}

function noCounts(): Record<Outcome, number> {
  return { granted: 0, bypassed: 0, pending: 0, denied: 0, fraud: 0 };
}
