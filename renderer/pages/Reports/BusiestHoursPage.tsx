import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportSummary } from '../../../shared/schemas/report.ts';
import { HeatMap } from '../../parts/charts/HeatMap.tsx';
import { heatOf } from '../../parts/charts/heat.ts';
import { Section } from '../../ui/Page.tsx';
import { currentLocale, formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { ReportPage } from './ReportPage.tsx';
import { filterOf } from './report-filter.ts';
import { reportSearch } from './search.ts';
import { useReport } from './use-report.ts';
import { hourText, weekdayNames } from './weekdays.ts';

/** When most attempts come: weekday by hour. */
export function BusiestHoursPage(): ReactNode {
  const [search, setSearch] = useSearchState(reportSearch);
  const report = useReport(search);
  const { range, bucket } = report;
  return (
    <ReportPage
      report={report}
      name="busiest-hours"
      search={search}
      onChange={setSearch}
      subject={() => ({ kind: 'authentications', filter: { ...range, ...filterOf(search), bucket } })}
    >
      {(summary) => <BusiestSection summary={summary} />}
    </ReportPage>
  );
}

function BusiestSection({ summary }: { readonly summary: ReportSummary }): ReactNode {
  const { t } = useTranslation('reports');
  const locale = currentLocale();
  const long = weekdayNames(locale, 'long');
  return (
    <Section title={t('busiest')}>
      <HeatMap
        heat={heatOf(summary.busiestHours)}
        weekdays={weekdayNames(locale, 'short')}
        words={{
          label: t('busiest'),
          total: t('column.total'),
          less: t('less'),
          more: t('more'),
          cell: (day, hour, count) =>
            t('busiestCell', {
              weekday: long[day] ?? '',
              from: hourText(hour),
              until: hourText(hour + 1),
              formatted: formatNumber(count),
            }),
        }}
      />
    </Section>
  );
}
