import i18next from 'i18next';
import { z } from 'zod';
import { localPasswordSchema, pinSchema, userFieldsSchema } from '../../../shared/schemas/user.ts';
import { validateWith } from '../../parts/validate-with.ts';
import { toFields, type UserFormValues } from './convert.ts';
import type { FormTab } from './search.ts';

const passwordSchema = z.object({ password: localPasswordSchema });
const newPinSchema = z.object({ pin: pinSchema });

/** Mantine's `validate` of the user form: the contract's own rules, beside their fields. */
export function validateUser(values: UserFormValues): Record<string, string> {
  return {
    ...validateWith(userFieldsSchema)(toFields(values)),
    ...(values.passwordChange === 'set' ? validateWith(passwordSchema)({ password: values.password }) : {}),
    ...(values.pinChange === 'set' ? pinErrors(values) : {}),
  };
}

/** Length and weakness are the server's: it knows the rules whatever the operator may read. */
function pinErrors({ pin, confirmPin }: UserFormValues): Record<string, string> {
  const t = i18next.getFixedT(null, 'user');
  if (pin === '') return { pin: t('pin.empty') };
  return {
    ...validateWith(newPinSchema)({ pin }),
    ...(pin === confirmPin ? {} : { confirmPin: t('pin.differs') }),
  };
}

const ADVANCED: ReadonlySet<string> = new Set([
  'language',
  'enablesGlobalServices',
  'canChangePin',
  'canChangePhone',
  'password',
]);

/** The tab where the field stands; `name` as in the errors of the form ("tags.0"). */
export function tabOfField(name: string): FormTab {
  if (ADVANCED.has(name)) return 'advanced';
  return name.startsWith('tags') ? 'tags' : 'general';
}
