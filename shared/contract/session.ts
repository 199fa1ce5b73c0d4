import { z } from 'zod';
import { sessionSchema } from '../schemas/operator.ts';
import { procedure } from './procedure.ts';

export const sessionContract = {
  current: procedure({ permission: 'public' }).output(sessionSchema.nullable()),
  signIn: procedure({ permission: 'public', changes: true, errors: ['SIGN_IN_REFUSED', 'SIGN_IN_THROTTLED'] })
    .input(z.object({ name: z.string().max(256), password: z.string().max(1024) }))
    .output(sessionSchema),
  signOut: procedure({ permission: 'public', changes: true }).output(z.object({})),
};
