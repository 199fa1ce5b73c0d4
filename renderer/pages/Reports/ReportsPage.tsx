import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSummary } from '../../../shared/schemas/report.ts';
import { totalOf } from '../../parts/charts/outcome-counts.ts';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { LinkText } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { BusiestPreview, DenialsPreview, SuccessPreview, TimePreview, UsersPreview } from './previews.tsx';
import classes from './Reports.module.css';
import { REPORT_PAGES, type ReportKey } from './report-pages.ts';
import { reportSearch } from './search.ts';
import { useReport } from './use-report.ts';

const LAST_WEEK = reportSearch.parse({});

/** Every report with a picture of the last seven days, and the question that it answers. */
export function ReportsPage(): ReactNode {
  const { t } = useTranslation('reports');
  const { query, summary, range } = useReport(LAST_WEEK);
  const isEmpty = summary !== undefined && totalOf(summary.totals) === 0;
  if (query.isError && summary === undefined) {
    return (
      <Page title={t('title')}>
        <QueryError query={query} />
      </Page>
    );
  }
  return (
    <Page title={t('title')} facts={t('intro')}>
      {isEmpty ? <EmptyState title={t('card.none')} text={t('noneEver')} /> : null}
      <ul className={classes.cards}>
        {REPORT_PAGES.map(({ key, to }) => (
          <li key={key} className={classes.card}>
            <h2>
              <LinkText to={to}>{t(`name.${key}`)}</LinkText>
            </h2>
            <p className={classes.question}>{t(`what.${key}`)}</p>
            {isEmpty ? null : summary === undefined ? (
              <Skeleton height={112} mt={8} animate={false} />
            ) : (
              <Preview report={key} summary={summary} range={range} />
            )}
          </li>
        ))}
      </ul>
    </Page>
  );
}

function Preview({
  report,
  summary,
  range,
}: {
  readonly report: ReportKey;
  readonly summary: ReportSummary;
  readonly range: { readonly from: number; readonly until: number };
}): ReactNode {
  switch (report) {
    case 'authentications':
      return <TimePreview summary={summary} />;
    case 'user-summary':
      return <UsersPreview range={range} />;
    case 'denials-by-reason':
      return <DenialsPreview summary={summary} />;
    case 'success-rate':
      return <SuccessPreview summary={summary} />;
    case 'busiest-hours':
      return <BusiestPreview summary={summary} />;
  }
}
