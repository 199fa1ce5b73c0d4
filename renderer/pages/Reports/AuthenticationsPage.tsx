import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { OutcomeTable } from './OutcomeTable.tsx';
import { OverTimeSection } from './OverTimeSection.tsx';
import { applicationRows, methodRows } from './outcome-rows.tsx';
import { ReportPage } from './ReportPage.tsx';
import classes from './Reports.module.css';
import { filterOf, logOf } from './report-filter.ts';
import { reportSearch } from './search.ts';
import { useReport } from './use-report.ts';

/** How many sign in, when, with which result: over time, by method and mode, by application. */
export function AuthenticationsPage(): ReactNode {
  const { t } = useTranslation('reports');
  const [search, setSearch] = useSearchState(reportSearch);
  const report = useReport(search, search.bucket);
  const { range, bucket } = report;
  const filter = logOf(search, range);
  return (
    <ReportPage
      report={report}
      name="authentications"
      search={search}
      onChange={setSearch}
      subject={() => ({ kind: 'authentications', filter: { ...range, ...filterOf(search), bucket } })}
    >
      {(summary) => (
        <>
          <OverTimeSection report={report} summary={summary} search={search} onChange={setSearch} />
          <div className={classes.two}>
            <Section title={t('byMethod')}>
              <OutcomeTable
                label={t('byMethod')}
                header={t('column.method')}
                rows={methodRows(summary, filter, t, 'attempts')}
                totals={summary.totals}
                bar="count"
              />
            </Section>
            <Section title={t('byApplication')}>
              <OutcomeTable
                label={t('byApplication')}
                header={t('column.application')}
                rows={applicationRows(summary, filter, t, 'attempts')}
                totals={summary.totals}
                bar="count"
              />
            </Section>
          </div>
        </>
      )}
    </ReportPage>
  );
}
