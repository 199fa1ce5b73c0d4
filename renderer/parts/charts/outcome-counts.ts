/** Answers of `reports.summary` as charts and tables need them. Pure. */

import { OUTCOMES, type Outcome, outcomeOf } from '../../../shared/attempt-outcome.ts';
import type { OutcomeCounts, ReportSummary } from '../../../shared/schemas/report.ts';

type ResultCount = ReportSummary['byResult'][number];
export type CountsByOutcome = Readonly<Record<Outcome, number>>;

export function countsByOutcome(counts: readonly ResultCount[]): CountsByOutcome {
  const by: Record<Outcome, number> = { granted: 0, bypassed: 0, pending: 0, denied: 0, fraud: 0 };
  for (const { result, isGranted, count } of counts) by[outcomeOf(result, isGranted)] += count;
  return by;
}

/** The three that every attempt is one of: a bypass lets in, fraud does not. */
export function threeOutcomes(by: CountsByOutcome): OutcomeCounts {
  return { granted: by.granted + by.bypassed, denied: by.denied + by.fraud, pending: by.pending };
}

export const totalOf = ({ granted, denied, pending }: OutcomeCounts): number => granted + denied + pending;

/** Granted among what was decided, 0 to 1; undefined when nothing was: a challenge is no decision. */
export function successShare({ granted, denied }: OutcomeCounts): number | undefined {
  return granted + denied === 0 ? undefined : granted / (granted + denied);
}

export type ResultKey = { readonly result: number; readonly isGranted: boolean };
export const keyOfResult = ({ result, isGranted }: ResultKey): string => `${result}${isGranted ? '+' : '-'}`;

/** How many results of each outcome get a part of their own; ours: denials are what one looks for. */
const LEADING: Readonly<Record<Outcome, number>> = { granted: 4, bypassed: 1, pending: 2, denied: 6, fraud: 1 };

/** The most frequent results of each outcome, in the order of the outcomes; the rest is told as "other". */
export function leadingResults(byResult: readonly ResultCount[]): readonly ResultCount[] {
  const place = (row: ResultCount) => OUTCOMES.indexOf(outcomeOf(row.result, row.isGranted));
  const kept = OUTCOMES.flatMap((outcome) =>
    byResult
      .filter(({ result, isGranted }) => outcomeOf(result, isGranted) === outcome)
      .toSorted((a, b) => b.count - a.count)
      .slice(0, LEADING[outcome]),
  );
  return kept.toSorted((a, b) => place(a) - place(b) || b.count - a.count);
}

/** Denied attempts by their result, most first. */
export function denials(byResult: readonly ResultCount[]): readonly ResultCount[] {
  return byResult
    .filter(({ result, isGranted }) => ['denied', 'fraud'].includes(outcomeOf(result, isGranted)))
    .toSorted((a, b) => b.count - a.count);
}
