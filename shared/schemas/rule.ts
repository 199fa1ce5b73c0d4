/** Blocked users, fraud alerts, one-time bypasses, and texts that came and went (reference section 5). */
import { z } from 'zod';
import { blockIdSchema, bypassIdSchema, gatewayIdSchema, userIdSchema } from '../ids.ts';
import { instantSchema, nonEmptyTextSchema, pageQueryShape, textSchema } from './common.ts';
import { MESSAGE_STATES, REPLY_OUTCOMES } from './gateway.ts';

/** Why a block was made. */
export const BLOCK_CAUSES = ['operator', 'fraud', 'user'] as const;
/** One block, or one fraud alert that blocked nobody (isBlocking false). Rows are kept when they are over. */
export const blockSchema = z.object({
  id: blockIdSchema,
  userId: userIdSchema.optional(),
  username: z.string(),
  /** As logged; masked where the settings say so. */
  phone: z.string(),
  cause: z.enum(BLOCK_CAUSES),
  /** False: a fraud alert was recorded only. */
  isBlocking: z.boolean(),
  reason: z.string(),
  startedAt: instantSchema,
  /** Operator, or '' where the user or the engine did it. */
  startedBy: z.string(),
  expiresAt: instantSchema,
  endedAt: instantSchema.optional(),
  endedBy: z.string(),
  endReason: z.string(),
});
export type Block = z.infer<typeof blockSchema>;
export const BLOCK_STATES = ['blocked', 'over', 'all'] as const;
export const BLOCK_SORT_COLUMNS = ['startedAt', 'username', 'expiresAt'] as const;
export const blockListQuerySchema = z.object({
  ...pageQueryShape,
  /** blocked: in force now. */
  state: z.enum(BLOCK_STATES).default('blocked'),
  isFraudAlert: z.boolean().optional(),
  /** Start of a username. */
  search: textSchema.default(''),
  userId: userIdSchema.optional(),
  from: instantSchema.optional(),
  until: instantSchema.optional(),
  sort: z.enum(BLOCK_SORT_COLUMNS).default('startedAt'),
  direction: z.enum(['asc', 'desc']).default('desc'),
});
export type BlockListQuery = z.infer<typeof blockListQuerySchema>;
export const blockInputSchema = z.object({ userId: userIdSchema, reason: nonEmptyTextSchema });

export const BYPASS_ENDS = ['used', 'expired', 'cancelled', 'replaced'] as const;
export const bypassSchema = z.object({
  id: bypassIdSchema,
  userId: userIdSchema.optional(),
  username: z.string(),
  phone: z.string(),
  seconds: z.int(),
  reason: z.string(),
  startedAt: instantSchema,
  startedBy: z.string(),
  expiresAt: instantSchema,
  /** An expired bypass has endedAt = expiresAt. */
  endedAt: instantSchema.optional(),
  end: z.enum(BYPASS_ENDS).optional(),
});
export type Bypass = z.infer<typeof bypassSchema>;
export const bypassListQuerySchema = z.object({
  ...pageQueryShape,
  state: z.enum(['running', 'over', 'all']).default('all'),
  search: textSchema.default(''),
  userId: userIdSchema.optional(),
  from: instantSchema.optional(),
  until: instantSchema.optional(),
  sort: z.enum(['startedAt', 'username']).default('startedAt'),
  direction: z.enum(['asc', 'desc']).default('desc'),
});
export type BypassListQuery = z.infer<typeof bypassListQuerySchema>;
/** seconds undefined: the setting's default. */
export const bypassInputSchema = z.object({
  userId: userIdSchema,
  seconds: z.int().min(30).max(86_400).optional(),
  reason: nonEmptyTextSchema,
});

/** One text or code mail that went out. Its words are never kept longer than they are needed. */
export const sentMessageSchema = z.object({
  messageId: z.string(),
  at: instantSchema,
  userId: userIdSchema.optional(),
  username: z.string(),
  /** Masked where the settings say so. */
  recipient: z.string(),
  channel: z.enum(['text', 'email']),
  state: z.enum(MESSAGE_STATES),
  gatewayId: gatewayIdSchema.optional(),
  gatewayName: z.string(),
  /** Gateways that refused before it, and the last words. */
  problem: z.string(),
  sentAt: instantSchema.optional(),
  deliveredAt: instantSchema.optional(),
});
export type SentMessage = z.infer<typeof sentMessageSchema>;
/** One text that came in; its words are not kept: they may hold a code and a PIN. */
export const receivedTextSchema = z.object({
  id: z.int().positive(),
  at: instantSchema,
  gatewayName: z.string(),
  from: z.string(),
  username: z.string(),
  outcome: z.enum(REPLY_OUTCOMES),
});
export type ReceivedText = z.infer<typeof receivedTextSchema>;
