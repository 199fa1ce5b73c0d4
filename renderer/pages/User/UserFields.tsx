import { Group, Select, Switch, Text, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { METHODS, MODES } from '../../../shared/methods.ts';
import { FormSection } from '../../ui/FormSection.tsx';
import { CountryCodeSelect } from './CountryCodeSelect.tsx';
import { LocalPassword } from './LocalPassword.tsx';
import { TagsField } from './TagsField.tsx';
import classes from './User.module.css';
import type { UserForm } from './user-form.ts';
import { isVerifiable, methodChoices, modeAfterChange, modeChoices } from './verify-notes.ts';

/** Every field of a user, in the order of the old server's General tab. */
export function UserFields({
  form,
  hasLocalPassword,
  isReadOnly = false,
}: {
  readonly form: UserForm;
  readonly hasLocalPassword: boolean;
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
        <TagsField form={form} isReadOnly={isReadOnly} />
      </FormSection>
      <FormSection title={t('section.phone')}>
        <PhoneRow form={form} names={['countryCode', 'phone', 'extension']} isReadOnly={isReadOnly} />
        <PhoneRow form={form} names={['backupCountryCode', 'backupPhone', 'backupExtension']} isReadOnly={isReadOnly} />
      </FormSection>
      <MethodFields form={form} isReadOnly={isReadOnly} />
      <FormSection title={t('section.state')}>
        <Switch
          label={t('field.isEnabled')}
          description={t('field.isEnabledText')}
          disabled={isReadOnly}
          {...form.getInputProps('isEnabled', { type: 'checkbox' })}
        />
      </FormSection>
      <FormSection title={t('section.password')} description={t('password.text')}>
        <LocalPassword form={form} hasLocalPassword={hasLocalPassword} isReadOnly={isReadOnly} />
      </FormSection>
    </>
  );
}

type PhoneNames =
  | readonly ['countryCode', 'phone', 'extension']
  | readonly ['backupCountryCode', 'backupPhone', 'backupExtension'];

function PhoneRow({
  form,
  names: [code, number, extension],
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly names: PhoneNames;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  return (
    <div className={classes.phone}>
      <CountryCodeSelect form={form} name={code} isReadOnly={isReadOnly} />
      <TextInput
        label={t(`field.${number}`)}
        type="tel"
        autoComplete="off"
        readOnly={isReadOnly}
        {...form.getInputProps(number)}
      />
      <TextInput label={t(`field.${extension}`)} readOnly={isReadOnly} {...form.getInputProps(extension)} />
    </div>
  );
}

function MethodFields({ form, isReadOnly }: { readonly form: UserForm; readonly isReadOnly: boolean }): ReactNode {
  const { t } = useTranslation('user');
  const { t: results } = useTranslation('results');
  const { method, mode } = form.values;
  const marked = (name: string, isMarked: boolean) => (isMarked ? t('unverified', { name }) : name);
  return (
    <FormSection title={t('section.method')}>
      <Group gap={16} grow align="flex-start">
        <Select
          label={t('field.method')}
          allowDeselect={false}
          readOnly={isReadOnly}
          data={methodChoices(method).map((choice) => ({
            value: choice,
            label: marked(results(`method.${choice}`), !modeChoices(choice, mode).some((any) => isVerifiable(choice, any))),
          }))}
          {...form.getInputProps('method')}
          onChange={(value) => {
            const chosen = METHODS.find((known) => known === value);
            if (chosen !== undefined) form.setValues({ method: chosen, mode: modeAfterChange(chosen, mode) });
          }}
        />
        <Select
          label={t('field.mode')}
          allowDeselect={false}
          readOnly={isReadOnly}
          data={modeChoices(method, mode).map((choice) => ({
            value: choice,
            label: marked(results(`mode.${choice}`), !isVerifiable(method, choice)),
          }))}
          {...form.getInputProps('mode')}
          onChange={(value) => {
            const chosen = MODES.find((known) => known === value);
            if (chosen !== undefined) form.setFieldValue('mode', chosen);
          }}
        />
      </Group>
      {isVerifiable(method, mode) ? null : (
        <Text size="sm" role="status" className={classes.warning}>
          {t('unverifiedNote')}
        </Text>
      )}
    </FormSection>
  );
}
