/** A user and the values of its form, both ways, and what happens to typed text when the user changes meanwhile. */
import { isSameField, type UserFields, userFieldsSchema } from '../../../shared/schemas/user.ts';

/** keep: as it is; set: to what was typed; remove: none any more. */
export type SecretChange = 'keep' | 'set' | 'remove';
type Secrets = { passwordChange: SecretChange; password: string; pinChange: SecretChange; pin: string; confirmPin: string };
/** `Send email`; undefined: as it is suggested. */
type Wishes = { sendsMail: boolean | undefined };
export type UserFormValues = UserFields & Secrets & Wishes;
export type FieldName = keyof UserFields;

export const FIELD_NAMES = Object.keys(userFieldsSchema.shape) as readonly FieldName[];
const NO_SECRETS: Secrets & Wishes = {
  passwordChange: 'keep',
  password: '',
  pinChange: 'keep',
  pin: '',
  confirmPin: '',
  sendsMail: undefined,
};

/** @param defaults of the company, where they are known */
export function emptyValues(defaults: Partial<UserFields> = {}): UserFormValues {
  return { ...userFieldsSchema.parse({ ...defaults, username: '-' }), username: '', ...NO_SECRETS };
}

export function toValues(user: UserFields): UserFormValues {
  const fields = Object.fromEntries(FIELD_NAMES.map((name) => [name, user[name]])) as UserFields;
  return { ...fields, ...NO_SECRETS };
}

/** The fields as they are sent: without spaces at the ends. */
export function toFields(values: UserFormValues): UserFields {
  const fields = FIELD_NAMES.map((name) => {
    const value = values[name];
    return [name, typeof value === 'string' ? value.trim() : value];
  });
  return Object.fromEntries(fields) as UserFields;
}

/** As the contract wants it: undefined keeps, null removes. */
export function toPassword(values: Pick<UserFormValues, 'passwordChange' | 'password'>): string | null | undefined {
  return toSecret(values.passwordChange, values.password);
}

/** As the contract wants it: undefined keeps, null removes. */
export function toPin(values: Pick<UserFormValues, 'pinChange' | 'pin'>): string | null | undefined {
  return toSecret(values.pinChange, values.pin);
}

function toSecret(change: SecretChange, typed: string): string | null | undefined {
  if (change === 'remove') return null;
  return change === 'set' ? typed : undefined;
}

/** The fields in which two states of a user differ. */
export function changedFields(before: UserFields, after: UserFields): readonly FieldName[] {
  return FIELD_NAMES.filter((name) => !isSameField(before[name], after[name]));
}

/**
 * What was typed over `base`, moved onto `theirs`: a field that was typed in stays as typed, every other one becomes
 * what the server has now.
 */
export function rebased(values: UserFormValues, base: UserFields, theirs: UserFields): UserFormValues {
  const typed = changedFields(base, values).map((name) => [name, values[name]]);
  return { ...values, ...toValues(theirs), ...Object.fromEntries(typed), ...secretsOf(values) };
}

function secretsOf({ passwordChange, password, pinChange, pin, confirmPin, sendsMail }: UserFormValues): Secrets & Wishes {
  return { passwordChange, password, pinChange, pin, confirmPin, sendsMail };
}
