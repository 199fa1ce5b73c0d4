import { Skeleton } from '@mantine/core';
import { lazy, type ReactNode, Suspense } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatNumber, formatPercent } from '../../ui/time.ts';
import classes from './Status.module.css';
import { lastDay, summarise } from './summary.ts';

const AttemptsChart = lazy(async () => ({ default: (await import('./AttemptsChart.tsx')).AttemptsChart }));

export function SignInsSection(): ReactNode {
  const { t } = useTranslation('status');
  const day = lastDay(useNow());
  const counts = useQueryOf('attempts.counts', day);
  const summary = summarise(counts.data ?? [], day.from);
  return (
    <Section title={t('people.title')} aside={<LinkText to="/log">{t('people.all')}</LinkText>}>
      {counts.isError && counts.data === undefined ? (
        <QueryError query={counts} />
      ) : (
        <>
          <div className={classes.figures}>
            <Figure label={t('people.attempts')} value={formatNumber(summary.total)} />
            <Figure
              label={t('people.success')}
              value={summary.successShare === undefined ? '–' : formatPercent(summary.successShare)}
            />
            <Figure label={t('people.denied')} value={formatNumber(summary.byOutcome.denied + summary.byOutcome.fraud)} />
          </div>
          {summary.total === 0 && !counts.isPending ? (
            <p className={classes.nothing}>{t('people.none')}</p>
          ) : (
            <Suspense fallback={<Skeleton height={200} animate={false} />}>
              <AttemptsChart hours={summary.hours} />
            </Suspense>
          )}
        </>
      )}
    </Section>
  );
}

function Figure({ label, value }: { readonly label: string; readonly value: string }): ReactNode {
  return (
    <div className={classes.figure}>
      <span>{label}</span>
      <strong>{value}</strong>
    </div>
  );
}
