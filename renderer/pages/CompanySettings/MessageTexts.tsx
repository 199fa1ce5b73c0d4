import { Anchor, Group, Select, Table, Tabs } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { MESSAGE_TEXT_KEYS, type MessageTextKey } from '../../../shared/message-texts.ts';
import type { StoredSettings } from '../../../shared/schemas/settings.ts';
import { useMay } from '../../bridge/use-session.ts';
import { languageName } from '../../parts/settings/languages.ts';
import { useLanguageOptions } from '../../parts/settings/use-language-options.ts';
import { Section } from '../../ui/Page.tsx';
import { SideDrawer } from '../../ui/SideDrawer.tsx';
import classes from './CompanySettings.module.css';
import { MessageTextForm } from './MessageTextForm.tsx';
import { languagesOf, type MessageRow, messageRow } from './message-rows.ts';
import type { SettingsSearch } from './search.ts';

type TextGroup = { readonly title: string; readonly keys: readonly MessageTextKey[] };
type Stored = Extract<StoredSettings, { section: 'message-texts' }>;

/** Texts by language: which one people get, with a drawer to change it. */
export function MessageTexts({
  title,
  text,
  groups,
  stored,
  isActive,
  search,
  onSearch,
}: {
  readonly title: string;
  readonly text: string;
  readonly groups: readonly TextGroup[];
  readonly stored: Stored;
  /** False on a tab that is not shown: its drawer stays closed. */
  readonly isActive: boolean;
  readonly search: SettingsSearch;
  readonly onSearch: (change: Partial<SettingsSearch>) => void;
}): ReactNode {
  const { t } = useTranslation('messages');
  const { texts } = stored.value;
  const language = languagesOf(texts, search.language).find((each) => each === search.language) ?? 'en';
  const languages = languagesOf(texts, language);
  const opened = MESSAGE_TEXT_KEYS.find((key) => key === search.text && groups.some(({ keys }) => keys.includes(key)));
  const close = () => onSearch({ text: '' });
  return (
    <Section title={title} description={text}>
      <Group justify="space-between" align="flex-end" gap={8} mb={8}>
        <Tabs value={language} onChange={(value) => onSearch({ language: value ?? 'en' })} variant="outline">
          <Tabs.List aria-label={t('languages')}>
            {languages.map((each) => (
              <Tabs.Tab key={each} value={each}>
                {languageName(each)}
              </Tabs.Tab>
            ))}
          </Tabs.List>
        </Tabs>
        <AddLanguage languages={languages} onAdd={(added) => onSearch({ language: added })} />
      </Group>
      {groups.map((group) => (
        <TextTable
          key={group.title}
          title={group.title}
          rows={group.keys.map((key) => messageRow(texts, key, language))}
          onOpen={(key) => onSearch({ text: key, language })}
        />
      ))}
      <SideDrawer
        title={opened === undefined ? '' : t(`key.${opened}`)}
        isOpen={isActive && opened !== undefined}
        onClose={close}
        width={560}
      >
        {opened === undefined ? null : (
          <MessageTextForm
            key={`${opened} ${language}`}
            row={messageRow(texts, opened, language)}
            language={language}
            stored={stored}
            onClose={close}
          />
        )}
      </SideDrawer>
    </Section>
  );
}

function AddLanguage({
  languages,
  onAdd,
}: {
  readonly languages: readonly string[];
  readonly onAdd: (language: string) => void;
}): ReactNode {
  const { t } = useTranslation('messages');
  const mayChange = useMay('administer');
  const options = useLanguageOptions([]).filter(({ value }) => !languages.includes(value));
  if (!mayChange) return null;
  return (
    <Select
      aria-label={t('addLanguage')}
      placeholder={t('addLanguage')}
      searchable
      size="xs"
      w={220}
      data={options}
      value={null}
      onChange={(value) => {
        if (value !== null) onAdd(value);
      }}
      withScrollArea={false}
      styles={{ options: { maxHeight: 280, overflowY: 'auto' } }}
    />
  );
}

function TextTable({
  title,
  rows,
  onOpen,
}: {
  readonly title: string;
  readonly rows: readonly MessageRow[];
  readonly onOpen: (key: MessageTextKey) => void;
}): ReactNode {
  const { t } = useTranslation('messages');
  return (
    <Table aria-label={title} className={classes.texts} verticalSpacing={6} mb={12}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={260}>{title}</Table.Th>
          <Table.Th>{t('column.text')}</Table.Th>
          <Table.Th w={170}>{t('column.origin')}</Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((row) => (
          <Table.Tr key={row.key}>
            <Table.Td>
              <Anchor component="button" type="button" size="sm" ta="start" onClick={() => onOpen(row.key)}>
                {t(`key.${row.key}`)}
              </Anchor>
            </Table.Td>
            <Table.Td dir="auto" lang={row.language} className={classes.text}>
              {row.text}
            </Table.Td>
            <Table.Td>
              <Origin row={row} />
            </Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Origin({ row }: { readonly row: MessageRow }): ReactNode {
  const { t } = useTranslation('messages');
  if (row.origin === 'delivered') return <span className={classes.where}>{t('origin.delivered')}</span>;
  if (row.origin === 'own') return <span className={classes.own}>{t('origin.own')}</span>;
  return (
    <span className={classes.fallback}>
      <IconAlertTriangle size={14} aria-hidden /> {t('origin.fallback', { language: languageName(row.language) })}
    </span>
  );
}
