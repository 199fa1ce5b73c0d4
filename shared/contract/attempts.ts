import { z } from 'zod';
import { attemptIdSchema } from '../ids.ts';
import {
  attemptCountsQuerySchema,
  attemptCountsSchema,
  attemptListQuerySchema,
  attemptListSchema,
  attemptSchema,
  rollupVerificationSchema,
} from '../schemas/attempt.ts';
import { procedure } from './procedure.ts';

export const attemptsContract = {
  list: procedure({ permission: 'read' }).input(attemptListQuerySchema).output(attemptListSchema),
  get: procedure({ permission: 'read' })
    .input(z.object({ id: attemptIdSchema }))
    .output(attemptSchema.nullable()),
  /** Hourly counts, from the rollup: what every chart is drawn from. */
  counts: procedure({ permission: 'read' }).input(attemptCountsQuerySchema).output(attemptCountsSchema),
  /** Counts the whole log anew and compares: minutes over many millions of rows. */
  verify: procedure({ permission: 'read' }).output(rollupVerificationSchema),
};
