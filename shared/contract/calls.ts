/** The call log. */
import { z } from 'zod';
import { userIdSchema } from '../ids.ts';
import { callListQuerySchema, placedCallSchema, runningCallSchema } from '../schemas/call.ts';
import { procedure } from './procedure.ts';

export const callsContract = {
  /** Newest first. hasMore: older rows match too. */
  list: procedure({ permission: 'read' })
    .input(callListQuerySchema)
    .output(z.object({ rows: z.array(placedCallSchema), hasMore: z.boolean() })),
  /** Null: nobody is called for this user now, or it is decided already. */
  now: procedure({ permission: 'read' })
    .input(z.object({ userId: userIdSchema }))
    .output(runningCallSchema.nullable()),
};
