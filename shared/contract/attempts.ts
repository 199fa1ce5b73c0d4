import { z } from 'zod';
import { attemptIdSchema } from '../ids.ts';
import {
  attemptCountsQuerySchema,
  attemptCountsSchema,
  attemptListQuerySchema,
  attemptListSchema,
  attemptSchema,
} from '../schemas/attempt.ts';
import { procedure } from './procedure.ts';

export const attemptsContract = {
  list: procedure({ role: 'auditor' }).input(attemptListQuerySchema).output(attemptListSchema),
  get: procedure({ role: 'auditor' })
    .input(z.object({ id: attemptIdSchema }))
    .output(attemptSchema.nullable()),
  /** Hourly counts, from the rollup: what every chart is drawn from. */
  counts: procedure({ role: 'auditor' }).input(attemptCountsQuerySchema).output(attemptCountsSchema),
};
