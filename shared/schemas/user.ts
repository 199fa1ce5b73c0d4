import { z } from 'zod';
import { tagIdSchema, userIdSchema } from '../ids.ts';
import { PASSWORD_MAX_CHARACTERS, TAGS_OF_USER_MAX, USERNAME_MAX_CHARACTERS } from '../limits.ts';
import { METHODS, MODES } from '../methods.ts';
import { instantSchema, nonEmptyTextSchema, pageQueryShape, revisionSchema, sortDirectionSchema, textSchema } from './common.ts';
import { languageSchema } from './method-settings.ts';
import { tagNameSchema } from './tag.ts';

const usernameSchema = nonEmptyTextSchema.max(USERNAME_MAX_CHARACTERS);
const countryCodeSchema = z.string().regex(/^\d{0,4}$/);
const phoneSchema = z
  .string()
  .trim()
  .max(32)
  .regex(/^[\d ()+./-]*$/, 'digits, spaces and ( ) + . / - only');
/** Reference section 3: digits, comma (1 s pause), * and #; an @ prefix is valid too. */
const extensionSchema = z.string().regex(/^@?[\d,*#]{0,32}$/, 'digits, comma, * and # only');

/** What an operator types about a user (reference section 3, General tab). */
export const userFieldsSchema = z.object({
  username: usernameSchema,
  firstName: textSchema.default(''),
  lastName: textSchema.default(''),
  email: z.union([z.literal(''), z.email().max(254)]).default(''),
  userGroup: textSchema.default(''),
  countryCode: countryCodeSchema.default(''),
  phone: phoneSchema.default(''),
  extension: extensionSchema.default(''),
  backupCountryCode: countryCodeSchema.default(''),
  backupPhone: phoneSchema.default(''),
  backupExtension: extensionSchema.default(''),
  method: z.enum(METHODS).default('oath-token'),
  mode: z.enum(MODES).default('standard'),
  isEnabled: z.boolean().default(true),
  /** '' follows the company's setting of the method. */
  language: z.union([z.literal(''), languageSchema]).default(''),
  /** Null follows the company's setting (Advanced tab of the old console). */
  enablesGlobalServices: z.boolean().nullable().default(null),
  canChangePin: z.boolean().nullable().default(null),
  canChangePhone: z.boolean().nullable().default(null),
  /** `User must change PIN`: at the next authentication in a PIN mode. */
  mustChangePin: z.boolean().default(false),
  /** Names. A new name makes a tag, where the operator may make tags. */
  tags: z.array(tagNameSchema).max(TAGS_OF_USER_MAX).default([]),
});
export type UserFields = z.infer<typeof userFieldsSchema>;

type FieldValue = UserFields[keyof UserFields];
/** Whether two values of one field are the same. The order of tags means nothing. */
export function isSameField(one: FieldValue, other: FieldValue): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  const names = new Set(one);
  return names.size === new Set(other).size && other.every((name) => names.has(name));
}

/** A local password: undefined leaves it as it is, null removes it. */
export const localPasswordSchema = z.string().min(8).max(PASSWORD_MAX_CHARACTERS).nullable().optional();

/** A PIN that an operator sets: undefined leaves it, null removes it. Length and weakness are checked by the PIN rules. */
export const pinSchema = z
  .string()
  .regex(/^\d{1,20}$/, 'digits only')
  .nullable()
  .optional();

export const USER_SOURCES = ['manual', 'csv', 'token-import', 'directory'] as const;

export const userSchema = userFieldsSchema.extend({
  /** Masked, where the settings say so and the reader may not edit the user. */
  phone: z.string(),
  backupPhone: z.string(),
  id: userIdSchema,
  source: z.enum(USER_SOURCES),
  hasLocalPassword: z.boolean(),
  hasPin: z.boolean(),
  pinSetAt: instantSchema.optional(),
  /** Undefined when not blocked. */
  blockedUntil: instantSchema.optional(),
  /** Undefined when no one-time bypass runs. */
  bypassUntil: instantSchema.optional(),
  securityAnswerCount: z.int().nonnegative(),
  tokenCount: z.int().nonnegative(),
  failureCount: z.int().nonnegative(),
  longTermFailureCount: z.int().nonnegative(),
  /** Undefined when not locked; a lock that only an operator clears has isLockedLongTerm. */
  lockedUntil: instantSchema.optional(),
  isLockedLongTerm: z.boolean(),
  lastSignInAt: instantSchema.optional(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
  revision: revisionSchema,
});
export type User = z.infer<typeof userSchema>;

export const USER_SORT_COLUMNS = ['username', 'lastName', 'userGroup', 'createdAt', 'lastSignInAt'] as const;
export const USER_STATES = ['enabled', 'disabled', 'locked', 'blocked', 'without-token'] as const;

export const userListQuerySchema = z.object({
  ...pageQueryShape,
  /** Matches the start of any word of username, names and e-mail. */
  search: textSchema.default(''),
  state: z.enum(USER_STATES).optional(),
  userGroup: textSchema.optional(),
  method: z.enum(METHODS).optional(),
  tagId: tagIdSchema.optional(),
  sort: z.enum(USER_SORT_COLUMNS).default('username'),
  direction: sortDirectionSchema.default('asc'),
});
export type UserListQuery = z.infer<typeof userListQuerySchema>;

/** What selects users, without order and page: "all that match". */
export const userFilterSchema = userListQuerySchema.pick({
  search: true,
  state: true,
  userGroup: true,
  method: true,
  tagId: true,
});
export type UserFilter = z.infer<typeof userFilterSchema>;

/** One change to many users. */
export const userChangeSchema = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('set-enabled'), isEnabled: z.boolean() }),
  z.object({ kind: z.literal('add-tag'), tagId: tagIdSchema }),
  z.object({ kind: z.literal('remove-tag'), tagId: tagIdSchema }),
  z.object({ kind: z.literal('set-group'), userGroup: textSchema }),
]);
export type UserChange = z.infer<typeof userChangeSchema>;

export const userFactsSchema = z.object({
  total: z.int(),
  disabled: z.int(),
  locked: z.int(),
  blocked: z.int(),
  withoutToken: z.int(),
  groups: z.array(z.string()),
});
export type UserFacts = z.infer<typeof userFactsSchema>;
