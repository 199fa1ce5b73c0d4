import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSummary } from '../../../shared/schemas/report.ts';
import { countsByOutcome, successShare, threeOutcomes } from '../../parts/charts/outcome-counts.ts';
import { LinkText } from '../../ui/links.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import { Count } from './Count.tsx';
import { formatRate } from './format-rate.ts';
import type { OverTime } from './over-time.ts';
import classes from './Reports.module.css';
import type { REPORT_SPLITS } from './search.ts';

/** What the bars show, in numbers, newest first, and the sum. */
export function BucketTable({
  data: { series, bars },
  summary,
  split,
}: {
  readonly data: OverTime;
  readonly summary: ReportSummary;
  readonly split: (typeof REPORT_SPLITS)[number];
}): ReactNode {
  const { t } = useTranslation('reports');
  const now = useNow();
  const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0);
  const shares = new Map(
    summary.series.map(({ at, counts }) => [at, successShare(threeOutcomes(countsByOutcome(counts)))] as const),
  );
  // What is still to come has no row: its bars only keep the axis whole.
  const past = bars.filter(({ key }) => Number(key) <= now);
  const totals = series.map((_, index) => sum(bars.map(({ values }) => values[index] ?? 0)));
  const hasShare = split === 'outcome';
  return (
    // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keyboard
    <section className={classes.scroll} tabIndex={0} aria-label={t('overTimeTable')}>
      <table className={classes.numbers}>
        <thead>
          <tr>
            <th scope="col">{t('column.period')}</th>
            <th scope="col">{t('totals.attempts')}</th>
            {series.map(({ key, label }) => (
              <th key={key} scope="col">
                {label}
              </th>
            ))}
            {hasShare ? <th scope="col">{t('totals.share')}</th> : null}
          </tr>
        </thead>
        <tbody>
          {past.toReversed().map((bar) => (
            <tr key={bar.key}>
              <th scope="row">
                <LinkText to="/log" search={bar.search} preload={false}>
                  {bar.title}
                </LinkText>
              </th>
              <Count value={sum(bar.values)} />
              {series.map(({ key }, index) => (
                <Count key={key} value={bar.values[index] ?? 0} />
              ))}
              {hasShare ? <td>{formatRate(shares.get(Number(bar.key)))}</td> : null}
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row">{t('column.total')}</th>
            <td>{formatNumber(sum(totals))}</td>
            {series.map(({ key }, index) => (
              <td key={key}>{formatNumber(totals[index] ?? 0)}</td>
            ))}
            {hasShare ? <td>{formatRate(successShare(summary.totals))}</td> : null}
          </tr>
        </tfoot>
      </table>
    </section>
  );
}
