import { z } from 'zod';
import { operatorIdSchema } from '../ids.ts';
import { OPERATOR_PASSWORD_MIN_CHARACTERS, PASSWORD_MAX_CHARACTERS } from '../limits.ts';
import { OPERATOR_ROLES } from '../roles.ts';
import { instantSchema, nonEmptyTextSchema, revisionSchema } from './common.ts';
import { counterSchema, SEED_ENCODINGS, TOKEN_ORIGINS, TOKEN_TYPES, tokenParametersShape } from './token.ts';

export const operatorNameSchema = nonEmptyTextSchema.max(64);
export const operatorPasswordSchema = z.string().min(OPERATOR_PASSWORD_MIN_CHARACTERS).max(PASSWORD_MAX_CHARACTERS);

export const operatorSchema = z.object({
  id: operatorIdSchema,
  name: z.string(),
  role: z.enum(OPERATOR_ROLES),
  isEnabled: z.boolean(),
  hasSecondFactor: z.boolean(),
  /** The password was set by somebody else: the next sign-in asks for a new one. */
  mustChangePassword: z.boolean(),
  createdAt: instantSchema,
  lastSignInAt: instantSchema.optional(),
  revision: revisionSchema,
});
export type Operator = z.infer<typeof operatorSchema>;

/** What an operator has to do before anything but the own account is open. */
export const OPERATOR_DUTIES = ['change-password', 'enrol-second-factor'] as const;
export type OperatorDuty = (typeof OPERATOR_DUTIES)[number];

export const sessionSchema = z.object({
  operator: operatorSchema,
  expiresAt: instantSchema,
  idleTimeoutSeconds: z.int(),
  duties: z.array(z.enum(OPERATOR_DUTIES)),
});
export type Session = z.infer<typeof sessionSchema>;

/** The answer to a right password: a session, or a ticket that a code of the operator's token turns into one. */
export const signInAnswerSchema = z.discriminatedUnion('state', [
  z.object({ state: z.literal('signed-in'), session: sessionSchema }),
  z.object({ state: z.literal('code-required'), ticket: z.string(), expiresAt: instantSchema }),
]);

export const operatorCodeSchema = z
  .string()
  .trim()
  .transform((text) => text.replaceAll(/\s/g, ''))
  .pipe(z.string().regex(/^\d{6,8}$/));

/** The token that becomes an operator's second factor: an app that is shown a new key, or a device whose key is typed. */
export const secondFactorInputSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('app') }),
  z.object({
    kind: z.literal('device'),
    secretKey: z.string().min(1).max(512),
    secretKeyEncoding: z.enum(SEED_ENCODINGS).default('base32'),
    ...tokenParametersShape,
    counter: counterSchema.default('0'),
  }),
]);
export type SecondFactorInput = z.infer<typeof secondFactorInputSchema>;

export const secondFactorSchema = z.object({
  type: z.enum(TOKEN_TYPES),
  origin: z.enum(TOKEN_ORIGINS),
  addedAt: instantSchema,
  lastUsedAt: instantSchema.optional(),
});
export type SecondFactor = z.infer<typeof secondFactorSchema>;

export const ownSessionSchema = z.object({
  /** Part of the hash of the session's id: names it, opens nothing. */
  key: z.string(),
  isCurrent: z.boolean(),
  startedAt: instantSchema,
  lastUsedAt: instantSchema,
  expiresAt: instantSchema,
  /** Where it was started from; '' when unknown. */
  address: z.string(),
});
export type OwnSession = z.infer<typeof ownSessionSchema>;

export const accountSchema = z.object({
  operator: operatorSchema,
  secondFactor: secondFactorSchema.optional(),
  /** The policy of this server asks for one from this role. */
  isSecondFactorRequired: z.boolean(),
  sessions: z.array(ownSessionSchema),
});
export type Account = z.infer<typeof accountSchema>;

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
