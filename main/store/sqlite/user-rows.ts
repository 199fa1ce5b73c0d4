import type { UserId } from '../../../shared/ids.ts';
import type { Method, Mode } from '../../../shared/methods.ts';
import type { User, UserFields } from '../../../shared/schemas/user.ts';
import type { Connection } from './connection.ts';
import { usernameKey } from './username-key.ts';

export type UserRow = {
  id: number;
  username: string;
  first_name: string;
  last_name: string;
  email: string;
  user_group: string;
  country_code: string;
  phone: string;
  extension: string;
  backup_country_code: string;
  backup_phone: string;
  backup_extension: string;
  method: string;
  mode: string;
  is_enabled: number;
  source: string;
  has_password: number;
  token_count: number;
  created_at: number;
  updated_at: number;
  revision: number;
  failure_count: number;
  long_term_failure_count: number;
  locked_until: number | null;
  is_locked_long_term: number;
  last_sign_in_at: number | null;
  language: string;
  enables_global_services: number | null;
  can_change_pin: number | null;
  can_change_phone: number | null;
  must_change_pin: number;
  has_pin: number;
  pin_set_at: number | null;
  blocked_until: number | null;
  bypass_until: number | null;
  answer_count: number;
  /** JSON array of names. */
  tags: string;
};

export const USER_COLUMNS = `u.id, u.username, u.first_name, u.last_name, u.email, u.user_group, u.country_code, u.phone,
  u.extension, u.backup_country_code, u.backup_phone, u.backup_extension, u.method, u.mode, u.is_enabled, u.source,
  u.password_hash IS NOT NULL AS has_password, u.token_count, u.created_at, u.updated_at, u.revision, s.failure_count,
  s.long_term_failure_count, s.locked_until, s.is_locked_long_term, s.last_sign_in_at, u.language, u.enables_global_services,
  u.can_change_pin, u.can_change_phone, u.must_change_pin, u.pin_hash IS NOT NULL AS has_pin, u.pin_set_at, s.blocked_until,
  s.bypass_until, (SELECT count(DISTINCT question_id) FROM security_answers WHERE user_id = u.id) AS answer_count,
  (SELECT json_group_array(name) FROM (SELECT t.name FROM user_tags ut JOIN tags t ON t.id = ut.tag_id
    WHERE ut.user_id = u.id ORDER BY t.name_key)) AS tags`;
const SELECT = `SELECT ${USER_COLUMNS} FROM users u JOIN user_states s ON s.user_id = u.id`;

const toBoolean = (value: number | null): boolean | null => (value === null ? null : value === 1);
const fromBoolean = (value: boolean | null): number | null => (value === null ? null : Number(value));

/** `now` decides what is over: a block or a bypass that has passed is none any more. */
export function toUser(row: UserRow, now: number): User {
  return {
    id: row.id as UserId,
    username: row.username,
    firstName: row.first_name,
    lastName: row.last_name,
    email: row.email,
    userGroup: row.user_group,
    countryCode: row.country_code,
    phone: row.phone,
    extension: row.extension,
    backupCountryCode: row.backup_country_code,
    backupPhone: row.backup_phone,
    backupExtension: row.backup_extension,
    method: row.method as Method,
    mode: row.mode as Mode,
    isEnabled: row.is_enabled === 1,
    language: row.language,
    enablesGlobalServices: toBoolean(row.enables_global_services),
    canChangePin: toBoolean(row.can_change_pin),
    canChangePhone: toBoolean(row.can_change_phone),
    mustChangePin: row.must_change_pin === 1,
    tags: row.tags === '[]' ? [] : JSON.parse(row.tags),
    source: row.source as User['source'],
    hasLocalPassword: row.has_password === 1,
    hasPin: row.has_pin === 1,
    ...(row.pin_set_at === null ? {} : { pinSetAt: row.pin_set_at }),
    ...(row.blocked_until === null || row.blocked_until <= now ? {} : { blockedUntil: row.blocked_until }),
    ...(row.bypass_until === null || row.bypass_until <= now ? {} : { bypassUntil: row.bypass_until }),
    securityAnswerCount: row.answer_count,
    tokenCount: row.token_count,
    failureCount: row.failure_count,
    longTermFailureCount: row.long_term_failure_count,
    ...(row.locked_until === null ? {} : { lockedUntil: row.locked_until }),
    isLockedLongTerm: row.is_locked_long_term === 1,
    ...(row.last_sign_in_at === null ? {} : { lastSignInAt: row.last_sign_in_at }),
    createdAt: row.created_at,
    updatedAt: row.updated_at,
    revision: row.revision,
  };
}

export function findUserById(connection: Connection, id: UserId, now: number): User | undefined {
  const row = connection.prepare<[number], UserRow>(`${SELECT} WHERE u.id = ?`).get(id);
  return row === undefined ? undefined : toUser(row, now);
}

export function findUserByName(connection: Connection, username: string, now: number): User | undefined {
  const row = connection.prepare<[string], UserRow>(`${SELECT} WHERE u.username_key = ?`).get(usernameKey(username));
  return row === undefined ? undefined : toUser(row, now);
}

/** The columns that an operator types, in the order of FIELD_COLUMNS. */
export const FIELD_COLUMNS = [
  'username',
  'username_key',
  'first_name',
  'last_name',
  'email',
  'user_group',
  'country_code',
  'phone',
  'extension',
  'backup_country_code',
  'backup_phone',
  'backup_extension',
  'method',
  'mode',
  'is_enabled',
  'language',
  'enables_global_services',
  'can_change_pin',
  'can_change_phone',
  'must_change_pin',
] as const;

export function fieldValues(fields: UserFields): (string | number | null)[] {
  return [
    fields.username,
    usernameKey(fields.username),
    fields.firstName,
    fields.lastName,
    fields.email,
    fields.userGroup,
    fields.countryCode,
    fields.phone,
    fields.extension,
    fields.backupCountryCode,
    fields.backupPhone,
    fields.backupExtension,
    fields.method,
    fields.mode,
    fields.isEnabled ? 1 : 0,
    fields.language,
    fromBoolean(fields.enablesGlobalServices),
    fromBoolean(fields.canChangePin),
    fromBoolean(fields.canChangePhone),
    fields.mustChangePin ? 1 : 0,
  ];
}
