/** The call log: one row for each phone that was called. */
import { z } from 'zod';
import { placedCallIdSchema, userIdSchema } from '../ids.ts';
import { instantSchema } from './common.ts';

/** primary and backup: of a sign-in. test: a test call of a trunk. */
export const CALLED_PHONES = ['primary', 'backup', 'test'] as const;
/** How the SIP call ended (main/protocols/sip/call/call.ts). unreachable: no trunk could be reached, or none is there. */
export const CALL_ENDS = [
  'refused',
  'no-answer',
  'cancelled',
  'timed-out',
  'unreachable',
  'hung-up',
  'peer-hung-up',
  'session-expired',
  'unacknowledged',
] as const;

export const placedCallSchema = z.object({
  id: placedCallIdSchema,
  /** The order was given. */
  startedAt: instantSchema,
  ringingAt: instantSchema.optional(),
  answeredAt: instantSchema.optional(),
  endedAt: instantSchema,
  /** Of the attempt; '' for a test call. */
  sessionId: z.string(),
  userId: userIdSchema.optional(),
  username: z.string(),
  applicationName: z.string(),
  phone: z.enum(CALLED_PHONES),
  /** E.164 with plus; masked where the settings say so. */
  number: z.string(),
  extension: z.string(),
  /** '' where no trunk took it. */
  trunkName: z.string(),
  /** As they stood in the INVITE; '' where none was sent, or no INVITE went out. */
  sentFrom: z.string(),
  sentAssertedIdentity: z.string(),
  sentPrivacy: z.string(),
  /** Trunks that could not take it, before the one that did, with their words. */
  passedOver: z.array(z.object({ trunkName: z.string(), words: z.string() })),
  how: z.enum(CALL_ENDS),
  sipStatus: z.int().optional(),
  /** ITU-T Q.850, where the trunk told it (RFC 3326). */
  q850Cause: z.int().optional(),
  /** The trunk's own words; ''. */
  words: z.string(),
  /** Number in shared/authentication-results.ts; undefined for a test call. */
  result: z.int().optional(),
  /** Whether the call let the person in: a result alone does not tell; undefined for a test call. */
  isGranted: z.boolean().optional(),
  /** RTP packets of the call. */
  sentPackets: z.int(),
  receivedPackets: z.int(),
});
export type PlacedCall = z.infer<typeof placedCallSchema>;

/** calling: the trunk has not said yet that it rings. */
export const CALL_STAGES = ['calling', 'ringing', 'answered'] as const;
/** Where the call stands that a sign-in of a user is making now. */
export const runningCallSchema = z.object({
  phone: z.enum(CALLED_PHONES),
  stage: z.enum(CALL_STAGES),
  /** '' until one has taken it. */
  trunkName: z.string(),
});
export type RunningCall = z.infer<typeof runningCallSchema>;

export const callListQuerySchema = z.object({
  userId: userIdSchema.optional(),
  sessionId: z.string().max(64).optional(),
  /** Newest first; rows older than this one. */
  before: placedCallIdSchema.optional(),
  limit: z.int().min(1).max(500).default(100),
});
export type CallListQuery = z.infer<typeof callListQuerySchema>;
