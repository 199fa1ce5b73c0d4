/** The small pictures of the gallery: each drawn from the numbers of its report. */

import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSummary } from '../../../shared/schemas/report.ts';
import { heatLevel, heatOf } from '../../parts/charts/heat.ts';
import { OUTCOME_LOOKS, resultLook } from '../../parts/charts/looks.ts';
import {
  countsByOutcome,
  denials,
  keyOfResult,
  successShare,
  threeOutcomes,
  totalOf,
} from '../../parts/charts/outcome-counts.ts';
import { PreviewBars } from '../../parts/charts/PreviewBars.tsx';
import { PreviewHeat } from '../../parts/charts/PreviewHeat.tsx';
import { ShareBar } from '../../parts/charts/ShareBar.tsx';
import { resultLabel } from '../../parts/result-label.ts';
import { usePacedQueryOf } from '../../parts/use-paced-query.ts';
import { currentLocale, formatNumber } from '../../ui/time.ts';
import { formatRate } from './format-rate.ts';
import { applicationRows } from './outcome-rows.tsx';
import classes from './Reports.module.css';
import { hourText, weekdayNames } from './weekdays.ts';

/** Lines of a small list of bars. */
const LINES = 5;
/** Users are counted from the log itself: not more often than this, in milliseconds. */
const USERS_PACE_MILLISECONDS = 120_000;

type Props = { readonly summary: ReportSummary };

export function TimePreview({ summary }: Props): ReactNode {
  const { t } = useTranslation('reports');
  const share = successShare(summary.totals);
  return (
    <>
      <div className={classes.picture}>
        <PreviewBars
          bars={summary.series.map(({ at, counts }) => {
            const { granted, denied, pending } = threeOutcomes(countsByOutcome(counts));
            return { key: at, values: [granted, denied, pending] };
          })}
          looks={[OUTCOME_LOOKS.granted, OUTCOME_LOOKS.denied, OUTCOME_LOOKS.pending]}
        />
      </div>
      <span className={classes.cardFigures}>
        {t('card.figures', {
          attempts: formatNumber(totalOf(summary.totals)),
          share: formatRate(share),
        })}
      </span>
    </>
  );
}

export function DenialsPreview({ summary }: Props): ReactNode {
  const { t } = useTranslation('reports');
  const rows = denials(summary.byResult);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  return (
    <>
      <div className={classes.picture}>
        <div className={classes.small}>
          {rows.slice(0, LINES).map((row) => (
            <Line
              key={keyOfResult(row)}
              name={resultLabel(row.result)}
              bar={
                <ShareBar
                  parts={[{ key: 'count', value: row.count, look: resultLook(row.result, row.isGranted) }]}
                  of={rows[0]?.count ?? 0}
                />
              }
              value={formatNumber(row.count)}
            />
          ))}
        </div>
      </div>
      <span className={classes.cardFigures}>{t('card.denied', { count: total, formatted: formatNumber(total) })}</span>
    </>
  );
}

export function SuccessPreview({ summary }: Props): ReactNode {
  const { t } = useTranslation('reports');
  const share = successShare(summary.totals);
  const rows = applicationRows(summary, {}, t, 'share');
  return (
    <>
      <div className={classes.picture}>
        <div className={classes.small}>
          {rows.slice(0, LINES).map((row) => {
            const rate = successShare(row);
            return (
              <Line
                key={row.key}
                name={row.name}
                bar={
                  <ShareBar
                    parts={[
                      { key: 'granted', value: row.granted, look: OUTCOME_LOOKS.granted },
                      { key: 'denied', value: row.denied, look: OUTCOME_LOOKS.denied },
                    ]}
                    of={row.granted + row.denied}
                  />
                }
                value={formatRate(rate)}
              />
            );
          })}
        </div>
      </div>
      <span className={classes.cardFigures}>
        {t('totals.share')}: {formatRate(share)}
      </span>
    </>
  );
}

export function UsersPreview({ range }: { readonly range: { readonly from: number; readonly until: number } }): ReactNode {
  const { t } = useTranslation('reports');
  const users = usePacedQueryOf('reports.users', { ...range, limit: LINES }, USERS_PACE_MILLISECONDS);
  const rows = users.data?.rows ?? [];
  const total = users.data?.total ?? 0;
  return (
    <>
      <div className={classes.picture}>
        <div className={classes.small}>
          {rows.map(({ userId, username, attempts, granted, denied, pending }) => (
            <Line
              key={userId ?? username}
              name={username}
              bar={
                <ShareBar
                  parts={[
                    { key: 'granted', value: granted, look: OUTCOME_LOOKS.granted },
                    { key: 'denied', value: denied, look: OUTCOME_LOOKS.denied },
                    { key: 'pending', value: pending, look: OUTCOME_LOOKS.pending },
                  ]}
                  of={rows[0]?.attempts ?? 0}
                />
              }
              value={formatNumber(attempts)}
            />
          ))}
        </div>
      </div>
      <span className={classes.cardFigures}>
        {users.data === undefined ? ' ' : t('card.users', { count: total, formatted: formatNumber(total) })}
      </span>
    </>
  );
}

export function BusiestPreview({ summary }: Props): ReactNode {
  const { t } = useTranslation('reports');
  const heat = heatOf(summary.busiestHours);
  const day = heat.cells.findIndex((hours) => hours.includes(heat.max));
  const hour = heat.cells[day]?.indexOf(heat.max) ?? 0;
  const weekday = weekdayNames(currentLocale(), 'long')[day] ?? '';
  return (
    <>
      <div className={classes.picture}>
        <PreviewHeat levels={heat.cells.map((hours) => hours.map((count) => heatLevel(count, heat.max)))} />
      </div>
      <span className={classes.cardFigures}>{heat.max === 0 ? ' ' : t('card.busiest', { weekday, hour: hourText(hour) })}</span>
    </>
  );
}

function Line({ name, bar, value }: { readonly name: ReactNode; readonly bar: ReactNode; readonly value: string }): ReactNode {
  return (
    <>
      <span dir="auto">{name}</span>
      {bar}
      <b>{value}</b>
    </>
  );
}
