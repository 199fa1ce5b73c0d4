/** Blocked users with fraud alerts, one-time bypasses, and texts that came and went. */
import { z } from 'zod';
import { blockIdSchema, bypassIdSchema, userIdSchema } from '../ids.ts';
import { nonEmptyTextSchema, pageOf } from '../schemas/common.ts';
import {
  blockInputSchema,
  blockListQuerySchema,
  blockSchema,
  bypassInputSchema,
  bypassListQuerySchema,
  bypassSchema,
  receivedTextSchema,
  sentMessageSchema,
} from '../schemas/rule.ts';
import { procedure } from './procedure.ts';

export const blocksContract = {
  list: procedure({ permission: 'read' }).input(blockListQuerySchema).output(pageOf(blockSchema)),
  /** Blocks for the days of the setting. A user who is blocked already: USER_IS_BLOCKED. */
  add: procedure({ permission: 'user-tasks', changes: true, errors: ['USER_NOT_FOUND', 'USER_IS_BLOCKED'] })
    .input(blockInputSchema)
    .output(blockSchema),
  /** Unblocks; needs a reason of its own. */
  end: procedure({ permission: 'user-tasks', changes: true, errors: ['BLOCK_NOT_FOUND'] })
    .input(z.object({ id: blockIdSchema, reason: nonEmptyTextSchema }))
    .output(blockSchema),
  /** `blockDays`: of the settings, which not everyone who blocks may read. */
  facts: procedure({ permission: 'read' }).output(
    z.object({ blocked: z.int(), fraudAlertsLast90Days: z.int(), blockDays: z.int() }),
  ),
};

export const bypassesContract = {
  list: procedure({ permission: 'read' }).input(bypassListQuerySchema).output(pageOf(bypassSchema)),
  /** `defaultSeconds`: of the settings, which not everyone who starts one may read. */
  facts: procedure({ permission: 'read' }).output(z.object({ running: z.int(), defaultSeconds: z.int() })),
  /** Starts at once, for one authentication; a running one is replaced. */
  start: procedure({ permission: 'user-tasks', changes: true, errors: ['USER_NOT_FOUND'] })
    .input(bypassInputSchema)
    .output(bypassSchema),
  cancel: procedure({ permission: 'user-tasks', changes: true, errors: ['BYPASS_NOT_FOUND'] })
    .input(z.object({ id: bypassIdSchema }))
    .output(bypassSchema),
};

export const messagesContract = {
  /** Newest first. */
  sent: procedure({ permission: 'read' })
    .input(z.object({ userId: userIdSchema.optional(), limit: z.int().min(1).max(500).default(100) }))
    .output(z.array(sentMessageSchema)),
  received: procedure({ permission: 'read' })
    .input(z.object({ limit: z.int().min(1).max(500).default(100) }))
    .output(z.array(receivedTextSchema)),
};
