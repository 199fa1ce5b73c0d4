/** A user and the values of its form, both ways, and what happens to typed text when the user changes meanwhile. */
import { isSameField, type UserFields, userFieldsSchema } from '../../../shared/schemas/user.ts';

/** keep: as it is; set: to `password`; remove: no local password any more. */
export type PasswordChange = 'keep' | 'set' | 'remove';
export type UserFormValues = UserFields & { passwordChange: PasswordChange; password: string };
export type FieldName = keyof UserFields;

export const FIELD_NAMES = Object.keys(userFieldsSchema.shape) as readonly FieldName[];

export function emptyValues(): UserFormValues {
  return { ...userFieldsSchema.parse({ username: '-' }), username: '', passwordChange: 'keep', password: '' };
}

export function toValues(user: UserFields): UserFormValues {
  const fields = Object.fromEntries(FIELD_NAMES.map((name) => [name, user[name]])) as UserFields;
  return { ...fields, passwordChange: 'keep', password: '' };
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
  if (values.passwordChange === 'remove') return null;
  return values.passwordChange === 'set' ? values.password : undefined;
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
  return { ...values, ...toValues(theirs), ...Object.fromEntries(typed), ...passwordOf(values) };
}

function passwordOf({ passwordChange, password }: UserFormValues) {
  return { passwordChange, password };
}
