import { Select } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { callingCodeOptions, matchesCallingCode } from '../../parts/calling-code-options.ts';
import type { UserForm } from './user-form.ts';

/** A country code by the name of the country, any of its regions, or its digits. */
export function CountryCodeSelect({
  form,
  name,
  isReadOnly,
}: {
  readonly form: UserForm;
  readonly name: 'countryCode' | 'backupCountryCode';
  readonly isReadOnly: boolean;
}): ReactNode {
  const { t, i18n } = useTranslation('user');
  const value = form.values[name];
  const options = useMemo(() => callingCodeOptions(i18n.language, value), [i18n.language, value]);
  const byValue = useMemo(() => new Map(options.map((option) => [option.value, option])), [options]);
  const { onChange: _, ...input } = form.getInputProps(name);
  return (
    <Select
      label={t(`field.${name}`)}
      placeholder={t('field.countryCodePlaceholder')}
      searchable
      clearable={!isReadOnly}
      readOnly={isReadOnly}
      data={options.map((option) => ({ value: option.value, label: option.label }))}
      filter={({ search }) => options.filter((option) => matchesCallingCode(option, search))}
      nothingFoundMessage={t('field.countryCodeNone')}
      // The list itself scrolls, so that readers find it as the popup of its field.
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
      {...input}
      value={byValue.has(value) ? value : null}
      onChange={(code) => form.setFieldValue(name, code ?? '')}
    />
  );
}
