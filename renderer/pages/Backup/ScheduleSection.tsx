import { NativeSelect, NumberInput, TextInput } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { BACKUP_SCHEDULES } from '../../../shared/schemas/settings.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { SettingsSection, type SettingsSectionProps } from '../../parts/settings/SettingsSection.tsx';
import settingsClasses from '../../parts/settings/settings.module.css';
import { entriesOf, weekdayName } from '../../parts/settings/values.ts';
import { LoadingRows } from '../../ui/Page.tsx';

const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7];

export function ScheduleSection({ pointedAt }: { readonly pointedAt: string }): ReactNode {
  const { t } = useTranslation('settings');
  const { t: backup } = useTranslation('backup');
  const settings = useQueryOf('settings.list');
  const stored = settings.data?.find(({ section }) => section === 'backup');
  if (settings.data === undefined) return settings.isError ? <QueryError query={settings} /> : <LoadingRows rows={4} />;
  if (stored?.section !== 'backup') return null;
  const isOff = stored.value.schedule === 'off';
  return (
    <SettingsSection
      stored={stored}
      title={t('section.backup')}
      entries={entriesOf('backup')}
      pointedAt={pointedAt}
      controls={controlOf}
      hides={(name, values) =>
        (name === 'weekday' && values.schedule !== 'weekly') ||
        ((name === 'time' || name === 'keepFiles') && values.schedule === 'off')
      }
    >
      {isOff ? (
        <div className={settingsClasses.risk} role="status">
          <IconAlertTriangle size={16} aria-hidden /> {backup('offRisk')}
        </div>
      ) : null}
    </SettingsSection>
  );
}

const controlOf: NonNullable<SettingsSectionProps['controls']> =
  (name, field) =>
  ({ id, describedBy }) => <ScheduleControl name={name} id={id} describedBy={describedBy} {...field} />;

type ControlProps = Parameters<NonNullable<SettingsSectionProps['controls']>>[1] & {
  readonly name: string;
  readonly id: string;
  readonly describedBy: string;
};

function ScheduleControl({ name, id, describedBy, value, error, isDisabled, onChange }: ControlProps): ReactNode {
  const { t } = useTranslation('settings');
  const { t: backup } = useTranslation('backup');
  const shared = { id, 'aria-describedby': describedBy, disabled: isDisabled, error };
  if (name === 'schedule' || name === 'weekday') {
    const data =
      name === 'schedule'
        ? BACKUP_SCHEDULES.map((choice) => ({ value: choice as string, label: backup(`schedule.${choice}`) }))
        : WEEKDAYS.map((day) => ({ value: String(day), label: weekdayName(day) }));
    return (
      <NativeSelect
        {...shared}
        w={170}
        value={String(value)}
        data={data}
        onChange={({ currentTarget }) => onChange(name === 'weekday' ? Number(currentTarget.value) : currentTarget.value)}
      />
    );
  }
  if (name === 'keepFiles') {
    return (
      <NumberInput
        {...shared}
        w={170}
        value={typeof value === 'number' ? value : ''}
        onChange={(typed) => onChange(typeof typed === 'number' ? typed : '')}
        allowDecimal={false}
        allowNegative={false}
        clampBehavior="none"
        suffix={` ${t('suffix.files')}`}
      />
    );
  }
  return (
    <TextInput
      {...shared}
      w={name === 'time' ? 150 : '100%'}
      type={name === 'time' ? 'time' : 'text'}
      value={String(value)}
      placeholder={name === 'folder' ? backup('schedule.folderPlaceholder') : undefined}
      spellCheck={false}
      onChange={({ currentTarget }) => onChange(currentTarget.value)}
    />
  );
}
