/** From the address of a report to what the contract is asked, and to links into the log. Pure. */
import type { InputOf } from '../../bridge/procedures.ts';
import { type LogLink, logBetween } from '../../parts/log-link.ts';
import type { ReportRange } from '../../parts/report-period.ts';
import { NO_REPORT_FILTERS, type ReportFilters } from './search.ts';

type Filter = Pick<InputOf<'reports.summary'>, 'applicationName' | 'method' | 'mode'>;

/** Only what is set. */
export function filterOf({ applicationName, method, mode }: ReportFilters): Filter {
  return {
    ...(applicationName === '' ? {} : { applicationName }),
    ...(method === undefined ? {} : { method }),
    ...(mode === undefined ? {} : { mode }),
  };
}

export function activeFilterCount(search: ReportFilters): number {
  const names = Object.keys(NO_REPORT_FILTERS) as (keyof typeof NO_REPORT_FILTERS)[];
  return names.filter((name) => (search[name] ?? '') !== '').length;
}

/** The attempts that a number of the report counts. */
export function logOf(search: ReportFilters, range: ReportRange): LogLink {
  return { ...logBetween(range), ...filterOf(search) };
}
