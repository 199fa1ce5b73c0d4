import { Skeleton } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ExportSubject } from '../../../shared/schemas/export.ts';
import type { ReportSummary } from '../../../shared/schemas/report.ts';
import { totalOf } from '../../parts/charts/outcome-counts.ts';
import { ExportMenu } from '../../parts/ExportMenu.tsx';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Page } from '../../ui/Page.tsx';
import { formatDate } from '../../ui/time.ts';
import { ReportFilterBar } from './ReportFilterBar.tsx';
import classes from './Reports.module.css';
import { ReportTabs } from './ReportTabs.tsx';
import { ReportTotals } from './ReportTotals.tsx';
import { activeFilterCount, logOf } from './report-filter.ts';
import type { ReportKey } from './report-pages.ts';
import type { ReportFilters } from './search.ts';
import type { Report } from './use-report.ts';

/** The shape of every report that is drawn from counts: period and filters, totals, then its own parts. */
export function ReportPage({
  report,
  name,
  search,
  onChange,
  subject,
  children,
}: {
  readonly report: Report;
  readonly name: ReportKey;
  readonly search: ReportFilters;
  readonly onChange: (change: Partial<ReportFilters>) => void;
  readonly subject: () => ExportSubject;
  /** Called once there is something to show. */
  readonly children: (summary: ReportSummary) => ReactNode;
}): ReactNode {
  const { t } = useTranslation('reports');
  const { query, summary, range } = report;
  const isEmpty = summary !== undefined && totalOf(summary.totals) === 0;
  return (
    <Page
      title={t(`name.${name}`)}
      facts={<PeriodLine report={report} />}
      actions={<ExportMenu subject={subject} isDisabled={summary === undefined || isEmpty} />}
    >
      <ReportTabs search={search} />
      <ReportFilterBar search={search} onChange={onChange} />
      {query.isError && summary === undefined ? (
        <QueryError query={query} />
      ) : (
        <>
          <ReportTotals totals={summary?.totals} search={logOf(search, range)} />
          {summary === undefined ? <Skeleton height={320} animate={false} /> : null}
          {isEmpty ? <NoAttempts isFiltered={activeFilterCount(search) > 0} /> : null}
          {summary === undefined || isEmpty ? null : children(summary)}
        </>
      )}
    </Page>
  );
}

export function PeriodLine({ report: { range, timeZone } }: { readonly report: Pick<Report, 'range' | 'timeZone'> }): ReactNode {
  const { t } = useTranslation('reports');
  return (
    <>
      {t('period.shown', {
        from: formatDate(range.from),
        until: formatDate(range.until - 1),
        zone: timeZone,
      })}
    </>
  );
}

export function NoAttempts({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const { t } = useTranslation('reports');
  return (
    <div className={classes.card}>
      <EmptyState title={t(isFiltered ? 'noneFiltered' : 'none')} text={t('noneText')} />
    </div>
  );
}
