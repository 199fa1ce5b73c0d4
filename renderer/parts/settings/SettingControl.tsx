import { Group, MultiSelect, NativeSelect, NumberInput, Select, Switch, TagsInput, TextInput } from '@mantine/core';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { METHOD_MODES, METHODS, type Method } from '../../../shared/methods.ts';
import { callingCodeOptions, matchesCallingCode } from '../calling-code-options.ts';
import type { SettingEntry } from '../settings-catalogue.ts';
import { useLanguageOptions } from './use-language-options.ts';
import type { SectionValues, SettingValue } from './values.ts';

/** Days that the old server kept. */
const OLD_SERVER_DAYS = 90;
/** A form of its own, or no method to begin with. */
const DEFAULT_METHODS = METHODS.filter((method) => method !== 'app-password');

type Props = {
  readonly id: string;
  readonly describedBy: string;
  readonly entry: SettingEntry;
  readonly value: SettingValue;
  readonly error: ReactNode;
  readonly isDisabled: boolean;
  /** '' while a number field is empty. */
  readonly onChange: (value: SettingValue | '') => void;
  readonly values: SectionValues;
  readonly onValues: (values: SectionValues) => void;
};
type Shared = {
  readonly id: string;
  readonly 'aria-describedby': string;
  readonly disabled: boolean;
  readonly error: ReactNode;
};

/** The control of a setting, by its kind in the catalogue. */
export function SettingControl(props: Props): ReactNode {
  const { t } = useTranslation(['settings', 'results']);
  const { id, describedBy, entry, value, error, isDisabled, onChange } = props;
  const { control } = entry;
  const shared: Shared = { id, 'aria-describedby': describedBy, disabled: isDisabled, error };
  switch (control.kind) {
    case 'switch':
      return <Switch {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
    case 'number':
      return <NumberControl {...shared} value={value} unit={control.unit} width={170} onChange={onChange} />;
    case 'plain-number':
      return <NumberControl {...shared} value={value} unit={undefined} width={110} onChange={onChange} />;
    case 'optional-number':
      return (
        <Group gap={12} wrap="nowrap" align="center">
          <Switch
            {...shared}
            error={undefined}
            checked={value !== null}
            onChange={(event) => onChange(event.currentTarget.checked ? control.first : null)}
          />
          {value === null ? null : (
            <NumberControl
              aria-label={t(`suffix.${control.unit}`)}
              disabled={isDisabled}
              error={error}
              value={value}
              unit={control.unit}
              width={150}
              onChange={onChange}
            />
          )}
        </Group>
      );
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          value={String(value)}
          data={control.choices.map((choice) => ({ value: choice, label: t(`choice.${choice}` as never) as string }))}
          onChange={(event) => onChange(event.currentTarget.value)}
          w={260}
        />
      );
    case 'method':
    case 'mode':
      return <MethodControl {...props} shared={shared} />;
    case 'language':
      return <LanguageControl shared={shared} value={String(value)} onChange={onChange} />;
    case 'country-codes':
      return <CountryCodes shared={shared} value={asTexts(value)} empty={control.empty} onChange={onChange} />;
    case 'addresses':
      return (
        <TagsInput
          {...shared}
          value={[...asTexts(value)]}
          onChange={onChange}
          placeholder={t('addAddress')}
          splitChars={[',', ';', ' ']}
          clearable
        />
      );
    case 'text':
      return (
        <TextInput
          {...shared}
          value={String(value)}
          spellCheck={false}
          autoComplete="off"
          onChange={(event) => onChange(event.currentTarget.value)}
          w={260}
        />
      );
    case 'keep-days':
      return <KeepDays shared={shared} value={value} onChange={onChange} />;
    case 'list':
    case 'own':
      return null;
  }
}

const asTexts = (value: SettingValue): readonly string[] => (Array.isArray(value) ? value.map(String) : []);

function NumberControl({
  value,
  unit,
  width,
  onChange,
  ...input
}: Partial<Shared> & {
  readonly 'aria-label'?: string;
  readonly value: SettingValue;
  readonly unit: keyof ReturnType<typeof useSuffixes> | undefined;
  readonly width: number;
  readonly onChange: Props['onChange'];
}): ReactNode {
  const suffixes = useSuffixes();
  return (
    <NumberInput
      {...input}
      value={typeof value === 'number' ? value : ''}
      onChange={(typed) => onChange(typeof typed === 'number' ? typed : '')}
      allowDecimal={false}
      allowNegative={false}
      clampBehavior="none"
      suffix={unit === undefined ? '' : ` ${suffixes[unit]}`}
      w={width}
    />
  );
}

function useSuffixes() {
  const { t } = useTranslation('settings');
  return t('suffix', { returnObjects: true });
}

/** A method brings its first mode along. */
function MethodControl({ entry, value, values, onValues, onChange, shared }: Props & { readonly shared: Shared }): ReactNode {
  const { t } = useTranslation('results');
  if (entry.control.kind === 'method') {
    return (
      <NativeSelect
        {...shared}
        value={String(value)}
        data={DEFAULT_METHODS.map((method) => ({ value: method as string, label: t(`method.${method}`) }))}
        onChange={({ currentTarget }) => {
          const method = DEFAULT_METHODS.find((each) => each === currentTarget.value);
          if (method !== undefined) onValues({ ...values, method, mode: METHOD_MODES[method][0] ?? null });
        }}
        w={260}
      />
    );
  }
  const method: Method = METHODS.find((each) => each === values.method) ?? 'oath-token';
  return (
    <NativeSelect
      {...shared}
      value={String(value)}
      data={METHOD_MODES[method].map((mode) => ({ value: mode as string, label: t(`mode.${mode}`) }))}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
      w={260}
    />
  );
}

function LanguageControl({
  shared,
  value,
  onChange,
}: {
  readonly shared: Shared;
  readonly value: string;
  readonly onChange: Props['onChange'];
}): ReactNode {
  const options = useLanguageOptions([value]);
  return (
    <Select
      {...shared}
      searchable
      allowDeselect={false}
      data={[...options]}
      value={value}
      onChange={(chosen) => onChange(chosen ?? value)}
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
      w={260}
    />
  );
}

function CountryCodes({
  shared,
  value,
  empty,
  onChange,
}: {
  readonly shared: Shared;
  readonly value: readonly string[];
  readonly empty: 'none' | 'all';
  readonly onChange: Props['onChange'];
}): ReactNode {
  const { t, i18n } = useTranslation('settings');
  const options = useMemo(() => callingCodeOptions(i18n.language, ''), [i18n.language]);
  const kept = value.filter((code) => !options.some((option) => option.value === code));
  const data = [...kept.map((code) => ({ value: code, label: `+${code}` })), ...options];
  return (
    <MultiSelect
      {...shared}
      searchable
      clearable
      hidePickedOptions
      placeholder={value.length === 0 ? t(`countries.${empty}`) : t('countries.add')}
      data={data.map((option) => ({ value: option.value, label: option.label }))}
      filter={({ search }) => options.filter((option) => !value.includes(option.value) && matchesCallingCode(option, search))}
      nothingFoundMessage={t('countries.notFound')}
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
      value={[...value]}
      onChange={(codes) => onChange(codes.toSorted((one, other) => Number(one) - Number(other)))}
    />
  );
}

function KeepDays({
  shared,
  value,
  onChange,
}: {
  readonly shared: Shared;
  readonly value: SettingValue;
  readonly onChange: Props['onChange'];
}): ReactNode {
  const { t } = useTranslation('settings');
  const chosen = value === null ? 'forever' : value === OLD_SERVER_DAYS ? 'oldServer' : 'days';
  return (
    <Group gap={8} align="flex-start" wrap="nowrap">
      <NativeSelect
        {...shared}
        error={undefined}
        value={chosen}
        data={(['forever', 'oldServer', 'days'] as const).map((each) => ({ value: each, label: t(`keep.${each}`) }))}
        onChange={(event) => {
          const next = event.currentTarget.value;
          onChange(next === 'forever' ? null : next === 'oldServer' ? OLD_SERVER_DAYS : 365);
        }}
        w={220}
      />
      {chosen === 'days' ? (
        <NumberControl
          aria-label={t('keep.days')}
          disabled={shared.disabled}
          error={shared.error}
          value={value}
          unit="days"
          width={130}
          onChange={onChange}
        />
      ) : null}
    </Group>
  );
}
