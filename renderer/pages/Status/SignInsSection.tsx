import { Skeleton } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatNumber, formatPercent } from '../../ui/time.ts';
import { LiveMinutes } from './LiveMinutes.tsx';
import classes from './Status.module.css';
import { type DaySummary, lastDay, summarise, weekBefore } from './summary.ts';

const AttemptsChart = lazy(async () => ({ default: (await import('./AttemptsChart.tsx')).AttemptsChart }));
const CHART_HEIGHT = 160;

/** Are people getting in: the last 24 hours against the same hours a week before, and the last hour live. */
export function SignInsSection({ engine }: { readonly engine: OutputOf<'engine.status'> }): ReactNode {
  const { t } = useTranslation('status');
  const day = lastDay(useNow());
  const earlier = weekBefore(day);
  const counts = useQueryOf('attempts.counts', day);
  const countsBefore = useQueryOf('attempts.counts', earlier);
  const summary = summarise(counts.data ?? [], day.from);
  const before = countsBefore.data === undefined ? undefined : summarise(countsBefore.data, earlier.from);
  return (
    <Section title={t('people.title')} aside={<LinkText to="/log">{t('people.all')}</LinkText>}>
      {counts.isError && counts.data === undefined ? (
        <QueryError query={counts} />
      ) : (
        <>
          <div className={classes.figures}>
            <Figure
              label={t('people.attempts')}
              value={formatNumber(summary.total)}
              beside={
                before === undefined
                  ? null
                  : before.total === 0
                    ? t('people.noBefore')
                    : t('people.points', { before: formatNumber(before.total) })
              }
            />
            <Figure
              label={t('people.success')}
              value={summary.successShare === undefined ? '–' : formatPercent(summary.successShare)}
              beside={
                before?.successShare === undefined ? null : t('people.points', { before: formatPercent(before.successShare) })
              }
            />
            <Figure
              label={t('people.denied')}
              value={formatNumber(denied(summary))}
              beside={
                before === undefined || before.total === 0 ? null : t('people.points', { before: formatNumber(denied(before)) })
              }
            />
          </div>
          {summary.total === 0 && !counts.isPending ? (
            <p className={classes.nothing}>{t('people.none')}</p>
          ) : (
            <Suspense fallback={<Skeleton height={CHART_HEIGHT} animate={false} />}>
              <AttemptsChart hours={summary.hours} height={CHART_HEIGHT} />
            </Suspense>
          )}
          <LiveMinutes minutes={engine.attemptsByMinute} lastMinute={engine.attemptsLastMinute} />
        </>
      )}
    </Section>
  );
}

const denied = (summary: DaySummary) => summary.byOutcome.denied + summary.byOutcome.fraud;

function Figure({
  label,
  value,
  beside,
}: {
  readonly label: string;
  readonly value: string;
  readonly beside: ReactNode;
}): ReactNode {
  return (
    <div className={classes.figure}>
      <span>{label}</span>
      <strong>{value}</strong>
      <small>{beside}</small>
    </div>
  );
}
