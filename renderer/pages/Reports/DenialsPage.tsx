import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { resultByNumber } from '../../../shared/authentication-results.ts';
import { REPORT_TEXT } from '../../../shared/report-text.ts';
import type { ReportSummary } from '../../../shared/schemas/report.ts';
import { resultLook } from '../../parts/charts/looks.ts';
import { denials, keyOfResult } from '../../parts/charts/outcome-counts.ts';
import { ShareBar } from '../../parts/charts/ShareBar.tsx';
import type { LogLink } from '../../parts/log-link.ts';
import { ResultBadge } from '../../parts/ResultBadge.tsx';
import { currentLanguage } from '../../text/language.ts';
import { LinkText } from '../../ui/links.tsx';
import { Section } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { formatRate } from './format-rate.ts';
import { resultLink } from './over-time.ts';
import { ReportPage } from './ReportPage.tsx';
import classes from './Reports.module.css';
import { filterOf, logOf } from './report-filter.ts';
import { reportSearch } from './search.ts';
import { useReport } from './use-report.ts';

/** Why people are refused: sorted bars with their numbers and what each means. */
export function DenialsPage(): ReactNode {
  const [search, setSearch] = useSearchState(reportSearch);
  const report = useReport(search);
  const { range } = report;
  return (
    <ReportPage
      report={report}
      name="denials-by-reason"
      search={search}
      onChange={setSearch}
      subject={() => ({ kind: 'denials-by-reason', filter: { ...range, ...filterOf(search) } })}
    >
      {(summary) => <DenialsSection summary={summary} filter={logOf(search, range)} />}
    </ReportPage>
  );
}

function DenialsSection({ summary, filter }: { readonly summary: ReportSummary; readonly filter: LogLink }): ReactNode {
  const { t } = useTranslation('reports');
  const rows = denials(summary.byResult);
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const largest = rows[0]?.count ?? 0;
  const { meanings } = REPORT_TEXT[currentLanguage()];
  // The same words as in the exported file.
  const meaningOf = (result: number): string => meanings[resultByNumber(result).name] ?? '';
  return (
    <Section title={t('denials')} description={rows.length === 0 ? t('noDenials') : t('denialsNote')}>
      {rows.length === 0 ? null : (
        <table className={classes.numbers} aria-label={t('denials')}>
          <thead>
            <tr>
              <th scope="col">{t('column.result')}</th>
              <td aria-hidden />
              <th scope="col">{t('totals.denied')}</th>
              <th scope="col">{t('column.share')}</th>
              <th scope="col" className={classes.text}>
                {t('column.meaning')}
              </th>
            </tr>
          </thead>
          <tbody>
            {rows.map((row) => (
              <tr key={keyOfResult(row)}>
                <th scope="row">
                  <LinkText to="/log" search={{ ...filter, ...resultLink(row) }} preload={false}>
                    <ResultBadge result={row.result} isGranted={row.isGranted} />
                  </LinkText>
                </th>
                <td className={classes.bar} aria-hidden>
                  <ShareBar
                    parts={[{ key: 'count', value: row.count, look: resultLook(row.result, row.isGranted) }]}
                    of={largest}
                  />
                </td>
                <td>{formatNumber(row.count)}</td>
                <td>{formatRate(row.count / total)}</td>
                <td className={`${classes.text} ${classes.long}`}>{meaningOf(row.result)}</td>
              </tr>
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">{t('column.total')}</th>
              <td />
              <td>{formatNumber(total)}</td>
              <td>{formatRate(1)}</td>
              <td />
            </tr>
          </tfoot>
        </table>
      )}
    </Section>
  );
}
