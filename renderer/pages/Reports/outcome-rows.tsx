/** Rows of OutcomeTable out of a summary. */
import type { TFunction } from 'i18next';
import type { ReportSummary } from '../../../shared/schemas/report.ts';
import { successShare, totalOf } from '../../parts/charts/outcome-counts.ts';
import type { LogLink } from '../../parts/log-link.ts';
import { MethodLabel } from '../../parts/MethodLabel.tsx';
import type { OutcomeRow } from './OutcomeTable.tsx';

type Order = 'attempts' | 'share';

/** Most attempts first, or lowest success rate first: what lets nobody in is what one looks for. */
function sorted(rows: readonly OutcomeRow[], order: Order): readonly OutcomeRow[] {
  if (order === 'attempts') return rows.toSorted((a, b) => totalOf(b) - totalOf(a));
  return rows.toSorted((a, b) => (successShare(a) ?? 2) - (successShare(b) ?? 2) || totalOf(b) - totalOf(a));
}

export function applicationRows(
  summary: ReportSummary,
  filter: LogLink,
  t: TFunction<'reports'>,
  order: Order,
): readonly OutcomeRow[] {
  const rows = summary.byApplication.map(({ applicationName, ...counts }) => ({
    ...counts,
    key: applicationName,
    name: applicationName === '' ? t('noApplication') : applicationName,
    search: applicationName === '' ? undefined : { ...filter, applicationName },
  }));
  return sorted(rows, order);
}

export function methodRows(
  summary: ReportSummary,
  filter: LogLink,
  t: TFunction<'reports'>,
  order: Order,
): readonly OutcomeRow[] {
  const rows = summary.byMethod.map(({ method, mode, ...counts }) => ({
    ...counts,
    key: `${method ?? ''} ${mode ?? ''}`,
    name: method === undefined ? t('noMethod') : <MethodLabel method={method} mode={mode} />,
    search: method === undefined ? undefined : { ...filter, method, ...(mode === undefined ? {} : { mode }) },
  }));
  return sorted(rows, order);
}
