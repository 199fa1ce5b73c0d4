import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Section } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { OutcomeTable } from './OutcomeTable.tsx';
import { applicationRows, methodRows } from './outcome-rows.tsx';
import { ReportPage } from './ReportPage.tsx';
import { filterOf, logOf } from './report-filter.ts';
import { reportSearch } from './search.ts';
import { useReport } from './use-report.ts';

/** Which application or method lets fewer people in: the lowest rate first. */
export function SuccessRatePage(): ReactNode {
  const { t } = useTranslation('reports');
  const [search, setSearch] = useSearchState(reportSearch);
  const report = useReport(search);
  const { range, bucket } = report;
  const filter = logOf(search, range);
  return (
    <ReportPage
      report={report}
      name="success-rate"
      search={search}
      onChange={setSearch}
      subject={() => ({ kind: 'authentications', filter: { ...range, ...filterOf(search), bucket } })}
    >
      {(summary) => (
        <>
          <Section title={t('byApplication')}>
            <OutcomeTable
              label={t('byApplication')}
              header={t('column.application')}
              rows={applicationRows(summary, filter, t, 'share')}
              totals={summary.totals}
              bar="share"
            />
          </Section>
          <Section title={t('byMethod')}>
            <OutcomeTable
              label={t('byMethod')}
              header={t('column.method')}
              rows={methodRows(summary, filter, t, 'share')}
              totals={summary.totals}
              bar="share"
            />
          </Section>
        </>
      )}
    </ReportPage>
  );
}
