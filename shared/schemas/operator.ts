import { z } from 'zod';
import { operatorIdSchema } from '../ids.ts';
import { OPERATOR_PASSWORD_MIN_CHARACTERS, PASSWORD_MAX_CHARACTERS } from '../limits.ts';
import { OPERATOR_ROLES } from '../roles.ts';
import { instantSchema, nonEmptyTextSchema } from './common.ts';

export const operatorNameSchema = nonEmptyTextSchema.max(64);
export const operatorPasswordSchema = z.string().min(OPERATOR_PASSWORD_MIN_CHARACTERS).max(PASSWORD_MAX_CHARACTERS);

export const operatorSchema = z.object({
  id: operatorIdSchema,
  name: z.string(),
  role: z.enum(OPERATOR_ROLES),
  createdAt: instantSchema,
  lastSignInAt: instantSchema.optional(),
});
export type Operator = z.infer<typeof operatorSchema>;

export const sessionSchema = z.object({ operator: operatorSchema, expiresAt: instantSchema, idleTimeoutSeconds: z.int() });
export type Session = z.infer<typeof sessionSchema>;

export const auditEntrySchema = z.object({
  id: z.int(),
  at: instantSchema,
  /** Operator name, or 'local' for the command line on the machine itself, or 'engine'. */
  actor: z.string(),
  /** area.verb, e.g. 'tokens.import'. */
  action: z.string(),
  subject: z.string(),
  /** What changed: never a secret, which reads 'changed'. JSON text. */
  detail: z.string(),
  hash: z.string(),
});
export type AuditEntry = z.infer<typeof auditEntrySchema>;

export const auditVerificationSchema = z.object({
  isIntact: z.boolean(),
  checkedCount: z.int(),
  /** First row that does not match, when not intact. */
  brokenAtId: z.int().optional(),
  /** Hash of the newest row: note it elsewhere to detect that rows were cut from the end. */
  headHash: z.string(),
});
export type AuditVerification = z.infer<typeof auditVerificationSchema>;
