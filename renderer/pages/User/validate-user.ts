import i18next from 'i18next';
import { z } from 'zod';
import { localPasswordSchema, pinSchema, type UserFields, userFieldsSchema } from '../../../shared/schemas/user.ts';
import { numberProblem } from '../../parts/phone-reach.ts';
import { validateWith } from '../../parts/validate-with.ts';
import { toFields, type UserFormValues } from './convert.ts';
import type { FormTab } from './search.ts';

const passwordSchema = z.object({ password: localPasswordSchema });
const PHONES = [
  ['countryCode', 'phone'],
  ['backupCountryCode', 'backupPhone'],
] as const;
const newPinSchema = z.object({ pin: pinSchema });

/**
 * Mantine's `validate` of the user form: the contract's own rules, beside their fields.
 * @param before as it is stored: a number that nobody touched keeps nobody from saving
 */
export function validateUser(values: UserFormValues, before?: UserFields): Record<string, string> {
  return {
    ...phoneErrors(values, before),
    ...validateWith(userFieldsSchema)(toFields(values)),
    ...(values.passwordChange === 'set' ? validateWith(passwordSchema)({ password: values.password }) : {}),
    ...(values.pinChange === 'set' ? pinErrors(values) : {}),
  };
}

/** What the engine is sure to refuse (reference section 3); all else about a number is a warning. */
function phoneErrors(values: UserFormValues, before: UserFields | undefined): Record<string, string> {
  const t = i18next.getFixedT(null, 'user');
  const errors: Record<string, string> = {};
  for (const [code, phone] of PHONES) {
    if (values[code] === before?.[code] && values[phone] === before?.[phone]) continue;
    const problem = numberProblem(values[code], values[phone]);
    if (problem !== undefined) errors[phone] = t(`phone.refused.${problem}`, { code: `+${values[code]}` });
  }
  return errors;
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

const ADVANCED: ReadonlySet<string> = new Set(['language', 'canChangePin', 'canChangePhone', 'password']);

/** The tab where the field stands; `name` as in the errors of the form ("tags.0"). */
export function tabOfField(name: string): FormTab {
  if (ADVANCED.has(name)) return 'advanced';
  return name.startsWith('tags') ? 'tags' : 'general';
}
