/** The bars of a summary: split by outcome or by result, with what each opens in the log. Pure. */

import { type Outcome, outcomeOf } from '../../../shared/attempt-outcome.ts';
import type { ReportSummary } from '../../../shared/schemas/report.ts';
import { OUTCOME_LOOKS, resultLook } from '../../parts/charts/looks.ts';
import {
  countsByOutcome,
  keyOfResult,
  leadingResults,
  type ResultKey,
  threeOutcomes,
} from '../../parts/charts/outcome-counts.ts';
import type { BarSeries, StackedBar } from '../../parts/charts/StackedBars.tsx';
import { type LogLink, logBetween } from '../../parts/log-link.ts';
import { resultLabel } from '../../parts/result-label.ts';
import type { REPORT_SPLITS } from './search.ts';

/** As the totals count: a bypass lets in, fraud does not. Told apart they stand where bars are split by result. */
const THREE_OUTCOMES = ['granted', 'denied', 'pending'] as const;
const OUTCOME_LINKS: Readonly<Record<Outcome, LogLink>> = {
  granted: { outcome: 'granted' },
  bypassed: { outcome: 'granted' },
  pending: { outcome: 'pending' },
  denied: { outcome: 'denied' },
  fraud: { outcome: 'denied' },
};

/** The attempts of one result: the same number may have been granted and denied. */
export function resultLink({ result, isGranted }: ResultKey): LogLink {
  return { result, ...OUTCOME_LINKS[outcomeOf(result, isGranted)] };
}

export type OverTime = { readonly series: readonly BarSeries[]; readonly bars: readonly StackedBar[] };

export function overTime(
  summary: ReportSummary,
  split: (typeof REPORT_SPLITS)[number],
  words: { readonly outcome: (outcome: (typeof THREE_OUTCOMES)[number]) => string; readonly other: string },
  names: { readonly axis: (at: number) => string; readonly full: (at: number, until: number) => string },
  filter: LogLink,
): OverTime {
  const bars = (valuesOf: (counts: ReportSummary['byResult']) => readonly number[]): readonly StackedBar[] =>
    summary.series.map(({ at, until, counts }) => ({
      key: at,
      axis: names.axis(at),
      title: names.full(at, until),
      values: valuesOf(counts),
      search: { ...filter, ...logBetween({ from: at, until }) },
    }));
  if (split === 'outcome') {
    const shown = THREE_OUTCOMES.filter((outcome) => outcome !== 'pending' || summary.totals.pending > 0);
    return {
      series: shown.map((outcome) => ({
        key: outcome,
        label: words.outcome(outcome),
        look: OUTCOME_LOOKS[outcome],
        search: { outcome },
      })),
      bars: bars((counts) => {
        const three = threeOutcomes(countsByOutcome(counts));
        return shown.map((outcome) => three[outcome]);
      }),
    };
  }
  const leading = leadingResults(summary.byResult);
  const places = new Map(leading.map((row, index) => [keyOfResult(row), index]));
  const hasOther = summary.byResult.length > leading.length;
  const series: readonly BarSeries[] = leading.map((row) => ({
    key: keyOfResult(row),
    label: resultLabel(row.result),
    look: resultLook(row.result, row.isGranted),
    search: resultLink(row),
  }));
  return {
    series: hasOther ? [...series, { key: 'other', label: words.other, look: { color: '#767676', pattern: 'lines' } }] : series,
    bars: bars((counts) => {
      const values = Array.from({ length: leading.length + (hasOther ? 1 : 0) }, () => 0);
      for (const row of counts) {
        const place = places.get(keyOfResult(row)) ?? leading.length;
        values[place] = (values[place] ?? 0) + row.count;
      }
      return values;
    }),
  };
}
