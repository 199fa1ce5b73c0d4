import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './Reports.module.css';
import { REPORT_PAGES } from './report-pages.ts';
import type { ReportFilters } from './search.ts';

/** From one report to the next with the same period and filters. */
export function ReportTabs({ search }: { readonly search: ReportFilters }): ReactNode {
  const { t } = useTranslation('reports');
  const { period, from, to, applicationName, method, mode } = search;
  return (
    <nav className={classes.tabs} aria-label={t('title')}>
      {REPORT_PAGES.map(({ key, to: path }) => (
        <Link
          key={key}
          to={path}
          search={{ period, from, to, applicationName, method, mode }}
          className={classes.tab}
          activeOptions={{ exact: true, includeSearch: false }}
        >
          {t(`name.${key}`)}
        </Link>
      ))}
    </nav>
  );
}
