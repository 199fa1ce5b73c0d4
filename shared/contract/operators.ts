import { z } from 'zod';
import { operatorIdSchema } from '../ids.ts';
import { OPERATOR_ROLES } from '../roles.ts';
import { revisionSchema } from '../schemas/common.ts';
import {
  auditEntrySchema,
  auditVerificationSchema,
  operatorNameSchema,
  operatorPasswordSchema,
  operatorSchema,
} from '../schemas/operator.ts';
import { procedure } from './procedure.ts';

const byId = z.object({ id: operatorIdSchema });

/** Whatever is changed of an operator ends the sessions of that operator. */
export const operatorsContract = {
  list: procedure({ permission: 'read-settings' }).output(z.array(operatorSchema)),
  /** `recoveryPassphrase` is set when this was the first operator: shown this once. */
  add: procedure({ permission: 'administer', changes: true, errors: ['OPERATOR_NAME_TAKEN', 'OPERATOR_PASSWORD_WEAK'] })
    .input(
      z.object({
        name: operatorNameSchema,
        password: operatorPasswordSchema,
        role: z.enum(OPERATOR_ROLES),
        mustChangePassword: z.boolean().default(false),
      }),
    )
    .output(z.object({ operator: operatorSchema, recoveryPassphrase: z.string().optional() })),
  update: procedure({
    permission: 'administer',
    changes: true,
    errors: ['OPERATOR_NOT_FOUND', 'OPERATOR_REVISION_CONFLICT', 'OPERATOR_LAST_ADMINISTRATOR'],
  })
    .input(byId.extend({ revision: revisionSchema, role: z.enum(OPERATOR_ROLES), isEnabled: z.boolean() }))
    .output(operatorSchema),
  delete: procedure({ permission: 'administer', changes: true, errors: ['OPERATOR_NOT_FOUND', 'OPERATOR_LAST_ADMINISTRATOR'] })
    .input(byId)
    .output(z.object({})),
  resetPassword: procedure({ permission: 'administer', changes: true, errors: ['OPERATOR_NOT_FOUND', 'OPERATOR_PASSWORD_WEAK'] })
    .input(
      z.object({ name: operatorNameSchema, password: operatorPasswordSchema, mustChangePassword: z.boolean().default(false) }),
    )
    .output(z.object({})),
  /** For who has lost the token. */
  removeSecondFactor: procedure({ permission: 'administer', changes: true, errors: ['OPERATOR_NOT_FOUND'] })
    .input(byId)
    .output(operatorSchema),
};

export const auditContract = {
  list: procedure({ permission: 'read-settings' })
    .input(
      z.object({
        before: z.int().positive().optional(),
        /** Exactly this operator, 'local' or 'engine'. */
        actor: z.string().max(64).optional(),
        /** Actions of this area: the part before the dot. */
        area: z.string().max(32).optional(),
        limit: z.int().min(1).max(1000).default(100),
      }),
    )
    .output(z.object({ rows: z.array(auditEntrySchema), hasMore: z.boolean() })),
  verify: procedure({ permission: 'read-settings' }).output(auditVerificationSchema),
};
