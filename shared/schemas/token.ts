import { z } from 'zod';
import { tokenIdSchema, userIdSchema } from '../ids.ts';
import { COUNTER_MAX, OTP_DIGITS_MAX, OTP_DIGITS_MIN, PERIOD_MAX_SECONDS, PERIOD_MIN_SECONDS } from '../limits.ts';
import { instantSchema, nonEmptyTextSchema, pageQueryShape, revisionSchema, sortDirectionSchema, textSchema } from './common.ts';

export const TOKEN_TYPES = ['totp', 'hotp'] as const;
export type TokenType = (typeof TOKEN_TYPES)[number];
export const OATH_ALGORITHMS = ['SHA1', 'SHA256', 'SHA512'] as const;
export type OathAlgorithm = (typeof OATH_ALGORITHMS)[number];
/** hardware: a device with its own clock, wider window; app: enrolled by otpauth URI on a phone, narrow window. */
export const TOKEN_ORIGINS = ['hardware', 'app'] as const;
export type TokenOrigin = (typeof TOKEN_ORIGINS)[number];

/** A HOTP counter as decimal text: makers use all 64 bits. */
export const counterSchema = z
  .string()
  .regex(/^(0|[1-9]\d{0,19})$/)
  .refine((text) => BigInt(text) <= COUNTER_MAX, 'larger than 64 bits');

export const tokenParametersShape = {
  type: z.enum(TOKEN_TYPES),
  algorithm: z.enum(OATH_ALGORITHMS),
  digits: z.int().min(OTP_DIGITS_MIN).max(OTP_DIGITS_MAX),
  periodSeconds: z.int().min(PERIOD_MIN_SECONDS).max(PERIOD_MAX_SECONDS),
};

export const SEED_ENCODINGS = ['base32', 'hex', 'base64'] as const;
export type SeedEncoding = (typeof SEED_ENCODINGS)[number];

/** What an operator types to add one token by hand (reference section 7, Add dialog). */
export const tokenInputSchema = z.object({
  serial: nonEmptyTextSchema,
  secretKey: z.string().min(1).max(512),
  secretKeyEncoding: z.enum(SEED_ENCODINGS).default('base32'),
  ...tokenParametersShape,
  counter: counterSchema.default('0'),
  origin: z.enum(TOKEN_ORIGINS).default('hardware'),
  manufacturer: textSchema.default(''),
  model: textSchema.default(''),
  startsAt: instantSchema.optional(),
  expiresAt: instantSchema.optional(),
  userId: userIdSchema.optional(),
});
export type TokenInput = z.infer<typeof tokenInputSchema>;

export const TOKEN_STATES = ['assigned', 'unassigned', 'disabled', 'pending', 'expired'] as const;

/** What a list of tokens may be narrowed to: also what soon needs a person. */
export const TOKEN_FILTERS = [...TOKEN_STATES, 'expiring', 'drifting'] as const;
/** Days ahead in which a token counts as expiring; ours. */
export const TOKEN_EXPIRING_DAYS = 30;
/** Share of its window from which on a token counts as drifting: a few steps more and its user is shut out. Ours. */
export const TOKEN_DRIFTING_SHARE = 2 / 3;

export const tokenSchema = z.object({
  id: tokenIdSchema,
  serial: z.string(),
  ...tokenParametersShape,
  /** HOTP: the next counter expected. */
  counter: counterSchema,
  origin: z.enum(TOKEN_ORIGINS),
  manufacturer: z.string(),
  model: z.string(),
  userId: userIdSchema.optional(),
  username: z.string().optional(),
  isEnabled: z.boolean(),
  /** An app enrolment that has not shown its first code yet: does not count as a token. */
  isPending: z.boolean(),
  /** TOTP: whole time steps that this device runs ahead (+) or behind (-). */
  driftSteps: z.int(),
  startsAt: instantSchema.optional(),
  expiresAt: instantSchema.optional(),
  lastUsedAt: instantSchema.optional(),
  createdAt: instantSchema,
  revision: revisionSchema,
});
export type Token = z.infer<typeof tokenSchema>;

export const TOKEN_SORT_COLUMNS = ['serial', 'username', 'manufacturer', 'createdAt', 'lastUsedAt'] as const;

export const tokenListQuerySchema = z.object({
  ...pageQueryShape,
  /** Matches the start of serial number or username. */
  search: textSchema.default(''),
  state: z.enum(TOKEN_FILTERS).optional(),
  type: z.enum(TOKEN_TYPES).optional(),
  userId: userIdSchema.optional(),
  sort: z.enum(TOKEN_SORT_COLUMNS).default('serial'),
  direction: sortDirectionSchema.default('asc'),
});
export type TokenListQuery = z.infer<typeof tokenListQuerySchema>;

export const tokenFactsSchema = z.object({
  total: z.int(),
  assigned: z.int(),
  unassigned: z.int(),
  disabled: z.int(),
  pending: z.int(),
});
export type TokenFacts = z.infer<typeof tokenFactsSchema>;
