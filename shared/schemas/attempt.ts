import { z } from 'zod';
import { attemptIdSchema, radiusClientIdSchema, tokenIdSchema, userIdSchema } from '../ids.ts';
import { AUTHENTICATION_TYPES, METHODS, MODES } from '../methods.ts';
import { instantSchema, textSchema } from './common.ts';

/** Why the engine decided as it did, finer than the result; for the operator only, never for the peer. */
export const DECISION_REASONS = [
  'otp-verified',
  'otp-mismatch',
  'otp-already-used',
  'otp-older-than-last',
  'otp-missing',
  'otp-malformed',
  'password-wrong',
  'password-missing',
  'user-unknown',
  'user-unknown-passed',
  'user-disabled',
  'user-locked',
  'user-locked-long-term',
  'no-token',
  'token-disabled',
  'token-not-yet-valid',
  'token-expired',
  'token-exhausted',
  'method-unavailable',
  'challenge-sent',
  'challenge-unknown',
  'challenge-expired',
  'challenge-wrong-client',
  'resync-first-code',
  'resync-second-code',
  // What people answer by phone, text message, e-mail or app.
  'approved',
  'not-approved',
  'fraud-reported',
  'not-reached',
  'no-answer',
  'message-sent',
  'message-code-wrong',
  'pin-wrong',
  'not-asked',
  // Rules before any method.
  'user-blocked',
  'user-disabled-passed',
  'username-ambiguous',
  'trusted-ip',
  'bypass-used',
  'cache-user',
  'cache-application',
  'cache-application-ip',
  'already-running',
  // Text messages and e-mail codes.
  'message-verified',
  'message-code-older',
  'message-code-used',
  'message-code-expired',
  'message-tries-exceeded',
  'message-not-sent',
  'message-throttled',
  'no-gateway-passed',
  'no-phone',
  'no-email',
  'phone-malformed',
  'country-not-allowed',
  'global-services-off',
  'replies-unavailable',
  'reply-stop',
  'reply-missing',
  'answered-late',
  // PIN: the reasons of the old server (reference section 3), each as it was told to the user.
  'pin-not-set',
  'pin-change-asked',
  'pin-changed',
  'pin-length',
  'pin-all-same-digits',
  'pin-sequential-digits',
  'pin-subset-of-phone',
  'pin-history-duplicate',
  'pin-mismatch',
  'pin-expired',
  // Fallback.
  'fallback-asked',
  'security-question-asked',
  'security-answers-right',
  'security-answer-wrong',
  'security-questions-timeout',
  // Phone calls.
  'call-not-placed',
  'call-input-wrong',
  'extension-malformed',
  'no-trunk',
] as const;
export type DecisionReason = (typeof DECISION_REASONS)[number];

/**
 * The stations of an attempt, in the order of the engine's list of steps; those that it did not reach are missing. Rows
 * keep the number of a step: new ones go to the end.
 */
export const ATTEMPT_STEPS = [
  'received',
  'client-found',
  'challenge-found',
  'user-found',
  'user-checked',
  // Of rows of earlier versions.
  'tokens-chosen',
  'first-factor-checked',
  'code-checked',
  'decided',
  'rules-checked',
  'method-started',
  'message-handed-over',
  'reply-received',
  'pin-checked',
  'call-over',
] as const;
export type AttemptStep = (typeof ATTEMPT_STEPS)[number];
/** atMilliseconds: since the request was received. */
export const attemptStepSchema = z.object({ step: z.enum(ATTEMPT_STEPS), atMilliseconds: z.number() });

export const attemptSchema = z.object({
  id: attemptIdSchema,
  at: instantSchema,
  sessionId: z.string(),
  userId: userIdSchema.optional(),
  /** As the application sent it. */
  username: z.string(),
  firstName: z.string(),
  lastName: z.string(),
  email: z.string(),
  phone: z.string(),
  deviceToken: z.string(),
  authenticationType: z.enum(AUTHENTICATION_TYPES),
  applicationName: z.string(),
  radiusClientId: radiusClientIdSchema.optional(),
  /** Address of the RADIUS client (or of the console). */
  clientAddress: z.string(),
  /** Address of the person, where the client tells it (Calling-Station-Id). */
  callingAddress: z.string(),
  method: z.enum(METHODS).optional(),
  mode: z.enum(MODES).optional(),
  tokenId: tokenIdSchema.optional(),
  tokenSerial: z.string(),
  /** Number in shared/authentication-results.ts. */
  result: z.int(),
  isGranted: z.boolean(),
  reason: z.enum(DECISION_REASONS),
  /** The gateway that carried the message; '' where none was sent. */
  gatewayName: z.string(),
  serverName: z.string(),
  serverAddress: z.string(),
  durationMilliseconds: z.number(),
  /** Missing where none were taken: a row of an earlier version. */
  steps: z.array(attemptStepSchema).optional(),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const attemptFilterShape = {
  from: instantSchema.optional(),
  /** First instant that does not belong to it any more. */
  until: instantSchema.optional(),
  /** The start of a username, whatever its case; of users who have been renamed, the name of today. */
  username: textSchema.optional(),
  userId: userIdSchema.optional(),
  applicationName: textSchema.optional(),
  method: z.enum(METHODS).optional(),
  mode: z.enum(MODES).optional(),
  result: z.int().optional(),
  isGranted: z.boolean().optional(),
  /** As reports count: what waits for an answer is pending, not denied. */
  outcome: z.enum(['granted', 'denied', 'pending']).optional(),
  clientAddress: textSchema.optional(),
  radiusClientId: radiusClientIdSchema.optional(),
  reason: z.enum(DECISION_REASONS).optional(),
  callingAddress: textSchema.optional(),
};
export const attemptListQuerySchema = z.object({
  ...attemptFilterShape,
  /** Newest first; rows older than this attempt. */
  before: attemptIdSchema.optional(),
  limit: z.int().min(1).max(1000).default(100),
});
export type AttemptListQuery = z.infer<typeof attemptListQuerySchema>;
/** hasMore: older rows match too. */
export const attemptListSchema = z.object({ rows: z.array(attemptSchema), hasMore: z.boolean() });

/** Counts from the hourly rollup. */
export const attemptCountsQuerySchema = z.object({ from: instantSchema, until: instantSchema });
export const attemptCountsSchema = z.array(
  z.object({
    /** Start of the hour. */
    hourAt: instantSchema,
    applicationName: z.string(),
    method: z.enum(METHODS).optional(),
    mode: z.enum(MODES).optional(),
    result: z.int(),
    isGranted: z.boolean(),
    count: z.int(),
  }),
);
export type AttemptCounts = z.infer<typeof attemptCountsSchema>;

/** Differences that are named; ours: the first ones tell where to look. */
export const ROLLUP_DIFFERENCES_MAX = 10;
/** Whether the counts that charts are drawn from are those of the log. */
export const rollupVerificationSchema = z.object({
  isEqual: z.boolean(),
  attemptCount: z.int(),
  hourCount: z.int(),
  differenceCount: z.int(),
  /** The first of them. */
  differences: z.array(
    z.object({
      /** `log`: rows that no hour of the rollup names. */
      part: z.enum(['hour', 'day', 'month', 'hour-results', 'hour-ids', 'log']),
      /** Start of the hour, day or month, UTC. */
      at: instantSchema,
      /** Server, application, method, mode, result and outcome, as far as the part has them. */
      what: z.string(),
      /** Counted in the log, and what the rollup says. */
      expected: z.int(),
      found: z.int(),
    }),
  ),
});
export type RollupVerification = z.infer<typeof rollupVerificationSchema>;
export type RollupDifference = RollupVerification['differences'][number];
