import { z } from 'zod';
import { OPERATOR_ROLES } from '../roles.ts';
import {
  auditEntrySchema,
  auditVerificationSchema,
  operatorNameSchema,
  operatorPasswordSchema,
  operatorSchema,
} from '../schemas/operator.ts';
import { procedure } from './procedure.ts';

export const operatorsContract = {
  list: procedure({ permission: 'read-settings' }).output(z.array(operatorSchema)),
  /** `recoveryPassphrase` is set when this was the first operator: shown this once. */
  add: procedure({ permission: 'administer', changes: true, errors: ['OPERATOR_NAME_TAKEN', 'OPERATOR_PASSWORD_WEAK'] })
    .input(z.object({ name: operatorNameSchema, password: operatorPasswordSchema, role: z.enum(OPERATOR_ROLES) }))
    .output(z.object({ operator: operatorSchema, recoveryPassphrase: z.string().optional() })),
  /** Ends all sessions of that operator too. */
  resetPassword: procedure({ permission: 'administer', changes: true, errors: ['OPERATOR_NOT_FOUND', 'OPERATOR_PASSWORD_WEAK'] })
    .input(z.object({ name: operatorNameSchema, password: operatorPasswordSchema }))
    .output(z.object({})),
};

export const auditContract = {
  list: procedure({ permission: 'read-settings' })
    .input(z.object({ before: z.int().positive().optional(), limit: z.int().min(1).max(1000).default(100) }))
    .output(z.object({ rows: z.array(auditEntrySchema), hasMore: z.boolean() })),
  verify: procedure({ permission: 'read-settings' }).output(auditVerificationSchema),
};
