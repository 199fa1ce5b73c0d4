/** Reports over the authentication log (reference section 5). Counts come from the rollup, users from the log itself. */
import { z } from 'zod';
import { userIdSchema } from '../ids.ts';
import { METHODS, MODES } from '../methods.ts';
import { instantSchema, pageQueryShape, sortDirectionSchema, textSchema } from './common.ts';

export const REPORT_NAMES = ['authentications', 'user-summary', 'denials-by-reason'] as const;
export type ReportName = (typeof REPORT_NAMES)[number];

export const REPORT_BUCKETS = ['hour', 'day', 'week', 'month'] as const;
export type ReportBucket = (typeof REPORT_BUCKETS)[number];
/** Buckets that one report may have; ours: more than a year of hours. */
export const REPORT_BUCKETS_MAX = 10_000;

/**
 * IANA name; days, weeks (from Monday) and months begin at local midnight there. Counts are of whole UTC hours: in a
 * zone that is half an hour off, an hour belongs to the local day that its middle lies in.
 */
export const timeZoneSchema = z.string().min(1).max(64);

export const reportFilterShape = {
  /** First instant, cut down to its hour. */
  from: instantSchema,
  /** First instant that does not belong to it any more, cut up to its hour. */
  until: instantSchema,
  applicationName: textSchema.optional(),
  method: z.enum(METHODS).optional(),
  mode: z.enum(MODES).optional(),
  result: z.int().optional(),
};
export const reportSummaryQuerySchema = z.object({
  ...reportFilterShape,
  timeZone: timeZoneSchema,
  bucket: z.enum(REPORT_BUCKETS),
});
export type ReportSummaryQuery = z.infer<typeof reportSummaryQuerySchema>;

/** `pending` is neither: a challenge or a text was sent, and its answer has a row of its own or never came. */
export const outcomeCountsSchema = z.object({ granted: z.int(), denied: z.int(), pending: z.int() });
export type OutcomeCounts = z.infer<typeof outcomeCountsSchema>;

const resultCountSchema = z.object({ result: z.int(), isGranted: z.boolean(), count: z.int() });

export const reportSummarySchema = z.object({
  /** The whole hours that were counted. */
  from: instantSchema,
  until: instantSchema,
  bucket: z.enum(REPORT_BUCKETS),
  totals: outcomeCountsSchema,
  /** Every bucket of the period, empty ones too, oldest first. `until` of a bucket is `at` of the next. */
  series: z.array(z.object({ at: instantSchema, until: instantSchema, counts: z.array(resultCountSchema) })),
  /** Largest first. */
  byResult: z.array(resultCountSchema),
  byMethod: z.array(outcomeCountsSchema.extend({ method: z.enum(METHODS).optional(), mode: z.enum(MODES).optional() })),
  byApplication: z.array(outcomeCountsSchema.extend({ applicationName: z.string() })),
  /** Attempts of any outcome; weekday 1 is Monday, hour 0 to 23, both in the time zone. Without the empty cells. */
  busiestHours: z.array(z.object({ weekday: z.int().min(1).max(7), hour: z.int().min(0).max(23), count: z.int() })),
});
export type ReportSummary = z.infer<typeof reportSummarySchema>;

export const REPORT_USER_SORT_COLUMNS = ['username', 'attempts', 'granted', 'denied', 'lastAt'] as const;
export const reportUsersQuerySchema = z.object({
  ...reportFilterShape,
  ...pageQueryShape,
  search: textSchema.default(''),
  sort: z.enum(REPORT_USER_SORT_COLUMNS).default('attempts'),
  direction: sortDirectionSchema.default('desc'),
});
export type ReportUsersQuery = z.infer<typeof reportUsersQuerySchema>;

/** One user, or one unknown username, of the period. Names as they were at the last attempt. */
export const reportUserSchema = outcomeCountsSchema.extend({
  userId: userIdSchema.optional(),
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  attempts: z.int(),
  lastAt: instantSchema,
  lastResult: z.int(),
  lastIsGranted: z.boolean(),
});
export type ReportUser = z.infer<typeof reportUserSchema>;
