import { Table } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';
import { type SettingValue, valueText } from '../parts/settings/values.ts';
import { SETTINGS_CATALOGUE, type SettingEntry, settingKey, settingLink } from '../parts/settings-catalogue.ts';
import { InnerLink } from './InnerLink.tsx';
import type { HelpTopic } from './topics.ts';

/** Which settings a help page lists; the others list none. */
const SHOWN: Partial<Record<HelpTopic, (entry: SettingEntry) => boolean>> = {
  'company-settings': ({ to }) => to === '/settings',
  lockout: ({ section }) => section === 'lockout',
  'fraud-alert': ({ section }) => section === 'fraud-alert',
  backup: ({ section }) => section === 'backup',
  'phone-calls': ({ section }) => section === 'phone-call',
  logging: ({ to }) => to === '/logging',
};

/** Settings with what they do and how they were delivered, from the catalogue that the pages use. */
export function SettingsTable({ topic }: { readonly topic: HelpTopic }): ReactNode {
  const { t } = useTranslation(['help', 'settings']);
  const isShown = SHOWN[topic];
  if (isShown === undefined) return null;
  return (
    <Table aria-label={t('settings.title')} verticalSpacing={6} withTableBorder>
      <Table.Thead>
        <Table.Tr>
          <Table.Th>{t('settings.name')}</Table.Th>
          <Table.Th>{t('settings.default')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {SETTINGS_CATALOGUE.filter(isShown).map((entry) => (
          <SettingRow key={settingKey(entry)} entry={entry} />
        ))}
      </Table.Tbody>
    </Table>
  );
}

function SettingRow({ entry }: { readonly entry: SettingEntry }): ReactNode {
  const { t } = useTranslation('settings');
  const key = settingKey(entry);
  const { to, search } = settingLink(entry);
  return (
    <Table.Tr>
      <Table.Td>
        <InnerLink href={`${to}?${new URLSearchParams(search)}`}>{t(`field.${key}.label`)}</InnerLink>
        <br />
        {t(`field.${key}.hint`)}
      </Table.Td>
      <Table.Td>{valueText(entry, defaultOf(entry))}</Table.Td>
    </Table.Tr>
  );
}

function defaultOf({ section, name }: SettingEntry): SettingValue {
  const standard: Readonly<Record<string, SettingValue | undefined>> = SETTINGS_SECTIONS[section].default as never;
  return standard[name] ?? null;
}
