import { z } from 'zod';
import { operatorNameSchema, operatorPasswordSchema, sessionSchema } from '../schemas/operator.ts';
import { CONSOLE_LANGUAGES } from '../schemas/settings.ts';
import { procedure } from './procedure.ts';

/** First run: nobody can sign in yet. The set-up code is printed by the host that started the engine. */
export const setupContract = {
  status: procedure({ permission: 'public' }).output(
    z.object({
      isNeeded: z.boolean(),
      serverName: z.string(),
      version: z.string(),
      /** Of consoles whose operator has chosen none. */
      language: z.enum(CONSOLE_LANGUAGES),
      /** Only in a demo: the operator whom the sign-in page offers. */
      demo: z.object({ name: z.string(), password: z.string() }).optional(),
    }),
  ),
  /** Makes the first administrator and the recovery passphrase, which is shown this once, and signs in. */
  createFirstOperator: procedure({
    permission: 'public',
    changes: true,
    errors: ['SETUP_ALREADY_DONE', 'SETUP_CODE_INVALID', 'OPERATOR_PASSWORD_WEAK'],
  })
    .input(z.object({ setupCode: z.string().max(64), name: operatorNameSchema, password: operatorPasswordSchema }))
    .output(z.object({ recoveryPassphrase: z.string(), session: sessionSchema })),
};
