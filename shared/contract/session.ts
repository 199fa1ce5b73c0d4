import { z } from 'zod';
import { operatorCodeSchema, sessionSchema, signInAnswerSchema } from '../schemas/operator.ts';
import { procedure } from './procedure.ts';

export const sessionContract = {
  current: procedure({ permission: 'public' }).output(sessionSchema.nullable()),
  signIn: procedure({ permission: 'public', changes: true, errors: ['SIGN_IN_REFUSED', 'SIGN_IN_THROTTLED'] })
    .input(z.object({ name: z.string().max(256), password: z.string().max(1024) }))
    .output(signInAnswerSchema),
  /** SIGN_IN_TICKET_OVER: too late, too many wrong codes, or the operator was changed: the password is asked anew. */
  verifySecondFactor: procedure({
    permission: 'public',
    changes: true,
    errors: ['OPERATOR_CODE_WRONG', 'SIGN_IN_TICKET_OVER', 'SIGN_IN_THROTTLED'],
  })
    .input(z.object({ ticket: z.string().max(128), code: operatorCodeSchema }))
    .output(sessionSchema),
  signOut: procedure({ permission: 'public', changes: true }).output(z.object({})),
};
