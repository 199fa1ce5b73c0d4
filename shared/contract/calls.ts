/** The call log. */
import { z } from 'zod';
import { callListQuerySchema, placedCallSchema } from '../schemas/call.ts';
import { procedure } from './procedure.ts';

export const callsContract = {
  /** Newest first. hasMore: older rows match too. */
  list: procedure({ permission: 'read' })
    .input(callListQuerySchema)
    .output(z.object({ rows: z.array(placedCallSchema), hasMore: z.boolean() })),
};
