/** Files that the engine writes for an operator: what is on screen, and the reports. */
import { z } from 'zod';
import { attemptFilterShape } from './attempt.ts';
import { instantSchema } from './common.ts';
import { reportFilterShape, reportSummaryQuerySchema, reportUsersQuerySchema, timeZoneSchema } from './report.ts';
import { tokenListQuerySchema } from './token.ts';
import { userListQuerySchema } from './user.ts';

export const EXPORT_FORMATS = ['csv', 'xlsx', 'pdf', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

export const EXPORT_LANGUAGES = ['en', 'nl'] as const;
export type ExportLanguage = (typeof EXPORT_LANGUAGES)[number];

const paging = { offset: true, limit: true } as const;

/** What is exported, with the filter that stands on the screen. Every row that matches, not only the loaded ones. */
export const exportSubjectSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('attempts'), filter: z.object(attemptFilterShape) }),
  z.object({ kind: z.literal('users'), filter: userListQuerySchema.omit(paging) }),
  z.object({ kind: z.literal('tokens'), filter: tokenListQuerySchema.omit(paging) }),
  z.object({ kind: z.literal('operator-log') }),
  z.object({ kind: z.literal('authentications'), filter: reportSummaryQuerySchema.omit({ timeZone: true }) }),
  z.object({ kind: z.literal('user-summary'), filter: reportUsersQuerySchema.omit(paging) }),
  z.object({ kind: z.literal('denials-by-reason'), filter: z.object(reportFilterShape) }),
]);
export type ExportSubject = z.infer<typeof exportSubjectSchema>;
export type ExportKind = ExportSubject['kind'];
/** Reports of several tables and charts; CSV holds their first table. */
export const REPORT_KINDS: ReadonlySet<ExportKind> = new Set<ExportKind>([
  'authentications',
  'user-summary',
  'denials-by-reason',
]);

export const exportRequestSchema = z.object({
  subject: exportSubjectSchema,
  format: z.enum(EXPORT_FORMATS),
  language: z.enum(EXPORT_LANGUAGES),
  timeZone: timeZoneSchema,
  /** Ids of the columns of the screen, in its order; all columns of the kind where missing. */
  columns: z.array(z.string().max(64)).max(64).optional(),
});
export type ExportRequest = z.infer<typeof exportRequestSchema>;

export const EXPORT_STATES = ['running', 'done', 'failed', 'cancelled'] as const;

export const exportJobSchema = z.object({
  id: z.string(),
  kind: z.enum(['attempts', 'users', 'tokens', 'operator-log', 'authentications', 'user-summary', 'denials-by-reason']),
  format: z.enum(EXPORT_FORMATS),
  /** As offered to the operator, with the period or the date in it. */
  fileName: z.string(),
  state: z.enum(EXPORT_STATES),
  rowCount: z.int(),
  /** Undefined while it is not known. */
  rowTotal: z.int().optional(),
  sizeBytes: z.int(),
  startedAt: instantSchema,
  /** True when the format cannot hold all rows (PDF): the first `rowCount` are in it, and the file says so. */
  isCut: z.boolean(),
  /** Set when it failed: a code of shared/error-codes.ts and what its text quotes. */
  error: z.object({ code: z.string(), detail: z.record(z.string(), z.union([z.string(), z.number()])) }).optional(),
});
export type ExportJob = z.infer<typeof exportJobSchema>;
