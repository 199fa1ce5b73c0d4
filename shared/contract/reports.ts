import { pageOf } from '../schemas/common.ts';
import { reportSummaryQuerySchema, reportSummarySchema, reportUserSchema, reportUsersQuerySchema } from '../schemas/report.ts';
import { procedure } from './procedure.ts';

export const reportsContract = {
  /** Everything that the charts of a period are drawn from, out of the rollup. */
  summary: procedure({ permission: 'read', errors: ['REPORT_PERIOD_INVALID'] })
    .input(reportSummaryQuerySchema)
    .output(reportSummarySchema),
  /** The report `user summary`: reads the log itself and may take seconds over millions of attempts. */
  users: procedure({ permission: 'read', errors: ['REPORT_PERIOD_INVALID'] })
    .input(reportUsersQuerySchema)
    .output(pageOf(reportUserSchema)),
};
