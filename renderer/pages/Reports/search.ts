import { z } from 'zod';
import { METHODS, MODES } from '../../../shared/methods.ts';
import { REPORT_BUCKETS, REPORT_USER_SORT_COLUMNS } from '../../../shared/schemas/report.ts';
import { REPORT_PERIODS } from '../../parts/report-period.ts';
import { choiceParameter, listParameters, textParameter } from '../../ui/search-schema.ts';

export const REPORT_SPLITS = ['outcome', 'result'] as const;

const filterParameters = {
  period: z.enum(REPORT_PERIODS).catch('last-7-days').default('last-7-days'),
  /** Days as "2026-11-20", both included; only with the period `custom`. */
  from: textParameter(),
  to: textParameter(),
  applicationName: textParameter(),
  method: choiceParameter(METHODS),
  mode: choiceParameter(MODES),
};

export const reportSearch = z.object({
  ...filterParameters,
  /** Without: by the length of the period. */
  bucket: choiceParameter(REPORT_BUCKETS),
  split: z.enum(REPORT_SPLITS).catch('outcome').default('outcome'),
});
export type ReportSearch = z.output<typeof reportSearch>;

export const userReportSearch = z.object({
  ...filterParameters,
  search: textParameter(),
  ...listParameters(REPORT_USER_SORT_COLUMNS, 'attempts'),
  direction: z.enum(['asc', 'desc']).catch('desc').default('desc'),
});

/** What every report shares: period and filters. */
export type ReportFilters = Pick<ReportSearch, keyof typeof filterParameters>;

export const NO_REPORT_FILTERS = {
  applicationName: '',
  method: undefined,
  mode: undefined,
} as const satisfies Partial<ReportFilters>;
