import { Switch, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormSection } from '../../ui/FormSection.tsx';
import { MethodFields } from './MethodFields.tsx';
import type { SendMail } from './mail-note.ts';
import { PhoneFields } from './PhoneFields.tsx';
import { PinFields, type PinState } from './PinFields.tsx';
import { SendMailField } from './SendMailField.tsx';
import classes from './User.module.css';
import type { UserForm } from './user-form.ts';
import type { MethodFacts } from './verify-notes.ts';

/** The fields of the old server's General tab, in its order. */
export function UserFields({
  form,
  pin,
  facts,
  mail,
  isReadOnly = false,
}: {
  readonly form: UserForm;
  readonly pin: PinState;
  readonly facts: MethodFacts;
  readonly mail: SendMail | undefined;
  readonly isReadOnly?: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const text = (name: 'username' | 'firstName' | 'lastName' | 'email' | 'userGroup') => ({
    label: t(`field.${name}`),
    readOnly: isReadOnly,
    dir: 'auto' as const,
    autoComplete: 'off',
    ...form.getInputProps(name),
  });
  return (
    <>
      <FormSection title={t('section.general')} columns={2}>
        <TextInput
          {...text('username')}
          description={t('field.usernameText')}
          className={classes.wide}
          required
          withAsterisk={false}
        />
        <TextInput {...text('firstName')} />
        <TextInput {...text('lastName')} />
        <TextInput {...text('email')} />
        <TextInput {...text('userGroup')} />
        <Switch
          className={classes.wide}
          label={t('field.isEnabled')}
          description={t('field.isEnabledText')}
          disabled={isReadOnly}
          {...form.getInputProps('isEnabled', { type: 'checkbox' })}
        />
      </FormSection>
      <PhoneFields form={form} rules={facts.defaults} isReadOnly={isReadOnly} />
      <MethodFields form={form} facts={facts} isReadOnly={isReadOnly} />
      <PinFields form={form} state={pin} isReadOnly={isReadOnly} />
      {mail === undefined || isReadOnly ? null : <SendMailField form={form} mail={mail} />}
    </>
  );
}
