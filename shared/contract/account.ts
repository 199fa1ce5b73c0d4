/** The signed-in operator's own password, second factor and sessions. The command line has no account. */
import { z } from 'zod';
import { instantSchema } from '../schemas/common.ts';
import {
  accountSchema,
  operatorCodeSchema,
  operatorPasswordSchema,
  secondFactorInputSchema,
  secondFactorSchema,
} from '../schemas/operator.ts';
import { procedure } from './procedure.ts';

const typedPassword = z.string().max(1024);
const guarded = ['OPERATOR_PASSWORD_WRONG', 'SIGN_IN_THROTTLED'] as const;

export const accountContract = {
  get: procedure({ permission: 'own-account' }).output(accountSchema),
  /** Ends the other sessions of this operator. */
  changePassword: procedure({
    permission: 'own-account',
    changes: true,
    errors: [...guarded, 'OPERATOR_PASSWORD_WEAK', 'OPERATOR_PASSWORD_SAME'],
  })
    .input(z.object({ currentPassword: typedPassword, password: operatorPasswordSchema }))
    .output(z.object({})),
  /** Nothing is stored before the first code was right. For an app the key is answered this once. */
  beginSecondFactor: procedure({
    permission: 'own-account',
    changes: true,
    errors: [...guarded, 'TOKEN_SEED_INVALID', 'SECOND_FACTOR_IS_SET'],
  })
    .input(z.object({ password: typedPassword, token: secondFactorInputSchema }))
    .output(z.object({ app: z.object({ otpauthUri: z.string(), secretKey: z.string() }).optional(), expiresAt: instantSchema })),
  confirmSecondFactor: procedure({
    permission: 'own-account',
    changes: true,
    errors: ['SIGN_IN_THROTTLED', 'OPERATOR_CODE_WRONG', 'SECOND_FACTOR_NOT_BEGUN'],
  })
    .input(z.object({ code: operatorCodeSchema }))
    .output(secondFactorSchema),
  removeSecondFactor: procedure({
    permission: 'own-account',
    changes: true,
    errors: [...guarded, 'OPERATOR_CODE_WRONG', 'SECOND_FACTOR_NOT_SET'],
  })
    .input(z.object({ password: typedPassword, code: operatorCodeSchema }))
    .output(z.object({})),
  endSession: procedure({ permission: 'own-account', changes: true })
    .input(z.object({ key: z.string().regex(/^[0-9a-f]{16}$/) }))
    .output(z.object({})),
  endOtherSessions: procedure({ permission: 'own-account', changes: true }).output(z.object({ endedCount: z.int() })),
};
