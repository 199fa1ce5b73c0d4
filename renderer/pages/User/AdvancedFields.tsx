import { Select } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { FormSection } from '../../ui/FormSection.tsx';
import { LocalPassword } from './LocalPassword.tsx';
import type { UserForm } from './user-form.ts';

/** Languages with delivered texts; the user's own and the company's others come beside them. */
const LANGUAGES = ['en', 'nl'] as const;
const FOLLOWS = 'follows';
type Override = 'canChangePin' | 'canChangePhone';

/** What one user has otherwise than the company (the old dialog's Advanced tab). */
export function AdvancedFields({
  form,
  user,
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly user: Pick<User, 'hasLocalPassword'>;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const defaults = useSetting('user-defaults');
  const pinRules = useSetting('pin-rules');
  const company: Readonly<Record<Override, boolean | undefined>> = {
    canChangePin: pinRules?.canChangePin,
    canChangePhone: defaults?.canChangePhone,
  };
  const override = (name: Override) => <OverrideSelect form={form} name={name} company={company[name]} isReadOnly={isReadOnly} />;
  return (
    <>
      <FormSection title={t('section.overrides')} description={t('section.overridesText')} columns={2}>
        <LanguageSelect form={form} isReadOnly={isReadOnly} />
        {override('canChangePin')}
        {override('canChangePhone')}
      </FormSection>
      <FormSection title={t('section.password')} description={t('password.text')}>
        <LocalPassword form={form} hasLocalPassword={user.hasLocalPassword} isReadOnly={isReadOnly} />
      </FormSection>
    </>
  );
}

function OverrideSelect({
  form,
  name,
  company,
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly name: Override;
  /** Undefined: not known to this operator. */
  readonly company: boolean | undefined;
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t } = useTranslation('user');
  const { t: common } = useTranslation('common');
  const value = form.values[name];
  return (
    <Select
      label={t(`field.${name}`)}
      description={t(`overrideText.${name}`)}
      readOnly={isReadOnly}
      allowDeselect={false}
      data={[
        {
          value: FOLLOWS,
          label: company === undefined ? t('follows') : t('followsNow', { value: common(company ? 'yes' : 'no') }),
        },
        { value: 'yes', label: common('yes') },
        { value: 'no', label: common('no') },
      ]}
      value={value === null ? FOLLOWS : value ? 'yes' : 'no'}
      onChange={(chosen) => form.setFieldValue(name, chosen === FOLLOWS || chosen === null ? null : chosen === 'yes')}
    />
  );
}

function LanguageSelect({ form, isReadOnly }: { readonly form: UserForm; readonly isReadOnly: boolean }): ReactNode {
  const { t, i18n } = useTranslation('user');
  const added = useSetting('message-texts')?.texts.map(({ language }) => language) ?? [];
  const { language } = form.values;
  const names = new Intl.DisplayNames([i18n.language], { type: 'language', fallback: 'code' });
  const codes = [...new Set([...LANGUAGES, ...added, ...(language === '' ? [] : [language])])];
  return (
    <Select
      label={t('field.language')}
      description={t('languageText')}
      readOnly={isReadOnly}
      allowDeselect={false}
      data={[
        { value: FOLLOWS, label: t('follows') },
        ...codes.map((code) => ({ value: code, label: `${code}: ${names.of(code) ?? code}` })),
      ]}
      error={form.errors.language}
      value={language === '' ? FOLLOWS : language}
      onChange={(chosen) => form.setFieldValue('language', chosen === FOLLOWS || chosen === null ? '' : chosen)}
    />
  );
}
