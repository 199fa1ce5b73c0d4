import { z } from 'zod';
import { localPasswordSchema, userFieldsSchema } from '../../../shared/schemas/user.ts';
import { validateWith } from '../../parts/validate-with.ts';
import { toFields, type UserFormValues } from './convert.ts';

const passwordSchema = z.object({ password: localPasswordSchema });

/** Mantine's `validate` of the user form: the contract's own rules, beside their fields. */
export function validateUser(values: UserFormValues): Record<string, string> {
  return {
    ...validateWith(userFieldsSchema)(toFields(values)),
    ...(values.passwordChange === 'set' ? validateWith(passwordSchema)({ password: values.password }) : {}),
  };
}
