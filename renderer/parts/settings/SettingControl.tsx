import { Group, NativeSelect, NumberInput, Switch } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { SettingEntry } from '../settings-catalogue.ts';
import type { SettingValue } from './values.ts';

/** Days that the old server kept. */
const OLD_SERVER_DAYS = 90;

type Props = {
  readonly id: string;
  readonly describedBy: string;
  readonly entry: SettingEntry;
  readonly value: SettingValue;
  readonly error: ReactNode;
  readonly isDisabled: boolean;
  /** '' while a number field is empty. */
  readonly onChange: (value: SettingValue | '') => void;
};

/** The control of a setting, by its kind in the catalogue. */
export function SettingControl({ id, describedBy, entry, value, error, isDisabled, onChange }: Props): ReactNode {
  const { t } = useTranslation('settings');
  const { control } = entry;
  const shared = { id, 'aria-describedby': describedBy, disabled: isDisabled, error };
  const asNumber = (typed: string | number) => onChange(typeof typed === 'number' ? typed : '');
  switch (control.kind) {
    case 'switch':
      return <Switch {...shared} checked={value === true} onChange={(event) => onChange(event.currentTarget.checked)} />;
    case 'number':
      return (
        <NumberInput
          {...shared}
          value={typeof value === 'number' ? value : ''}
          onChange={asNumber}
          allowDecimal={false}
          allowNegative={false}
          clampBehavior="none"
          suffix={` ${t(`suffix.${control.unit}`)}`}
          w={170}
        />
      );
    case 'choice':
      return (
        <NativeSelect
          {...shared}
          value={String(value)}
          data={control.choices.map((choice) => ({ value: choice, label: t(`choice.${choice}`) }))}
          onChange={(event) => onChange(event.currentTarget.value)}
          w={260}
        />
      );
    case 'keep-days': {
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
            <NumberInput
              aria-label={t('keep.days')}
              disabled={isDisabled}
              error={error}
              value={typeof value === 'number' ? value : ''}
              onChange={asNumber}
              allowDecimal={false}
              allowNegative={false}
              clampBehavior="none"
              suffix={` ${t('suffix.days')}`}
              w={130}
            />
          ) : null}
        </Group>
      );
    }
    case 'own':
      return null;
  }
}
