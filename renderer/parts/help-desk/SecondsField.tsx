import { Group, NumberInput, Select } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { durationText } from './duration-text.ts';

/** Offered at once; another number can be typed. */
const OFFERED_SECONDS = [60, 300, 900, 3600, 14_400, 86_400];
const STANDARD = 'standard';
const OTHER = 'other';
export const BYPASS_SECONDS = { min: 30, max: 86_400 } as const;

export type SecondsFieldProps = {
  /** Undefined: the default of the settings. '' while a number is being typed. */
  readonly value: number | '' | undefined;
  readonly onChange: (value: number | '' | undefined) => void;
  readonly error?: ReactNode;
};

/** How long a one-time bypass waits for its sign-in. */
export function SecondsField({ value, onChange, error }: SecondsFieldProps): ReactNode {
  const { t } = useTranslation('bypass');
  const standard = useQueryOf('bypasses.facts').data?.defaultSeconds;
  const [isOther, setOther] = useState(false);
  const options = [
    {
      value: STANDARD,
      label: standard === undefined ? t('form.standard') : t('form.standardOf', { duration: durationText(standard) }),
    },
    ...OFFERED_SECONDS.map((seconds) => ({ value: String(seconds), label: durationText(seconds) })),
    { value: OTHER, label: t('form.other') },
  ];
  return (
    <Group gap={8} align="flex-end" wrap="nowrap">
      <Select
        label={t('form.seconds')}
        data={options}
        allowDeselect={false}
        value={isOther ? OTHER : value === undefined ? STANDARD : String(value)}
        onChange={(chosen) => {
          setOther(chosen === OTHER);
          onChange(chosen === STANDARD || chosen === null ? undefined : chosen === OTHER ? (standard ?? 300) : Number(chosen));
        }}
        flex={1}
        error={isOther ? undefined : error}
      />
      {isOther ? (
        <NumberInput
          aria-label={t('form.otherSeconds')}
          value={value ?? ''}
          onChange={(typed) => onChange(typeof typed === 'number' ? typed : '')}
          allowDecimal={false}
          allowNegative={false}
          suffix={` ${t('form.unit')}`}
          w={120}
          error={error}
        />
      ) : null}
    </Group>
  );
}
