import { MultiSelect } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { callingCodeOptions, matchesCallingCode } from './calling-code-options.ts';

/** Country codes, by the name of the country, any of its regions, or its digits. */
export function CountryCodesField({
  label,
  description,
  placeholder,
  value,
  onChange,
  error,
}: {
  readonly label: string;
  readonly description?: string;
  /** Shown while there is none. */
  readonly placeholder: string;
  readonly value: readonly string[];
  readonly onChange: (codes: string[]) => void;
  readonly error?: ReactNode;
}): ReactNode {
  const { t, i18n } = useTranslation('user');
  const options = useMemo(() => callingCodeOptions(i18n.language, ''), [i18n.language]);
  return (
    <MultiSelect
      label={label}
      description={description}
      placeholder={value.length === 0 ? placeholder : undefined}
      data={options.map((option) => ({ value: option.value, label: option.label }))}
      filter={({ search }) => options.filter((option) => matchesCallingCode(option, search))}
      searchable
      nothingFoundMessage={t('field.countryCodeNone')}
      withScrollArea={false}
      styles={{ dropdown: { maxHeight: 280, overflowY: 'auto' } }}
      value={[...value]}
      onChange={onChange}
      error={error}
    />
  );
}
