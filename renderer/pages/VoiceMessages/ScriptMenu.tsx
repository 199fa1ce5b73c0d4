import { Button, Menu, Text } from '@mantine/core';
import { IconChevronDown, IconFileText, IconFileTypeCsv } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { VoiceMessage } from '../../../shared/schemas/voice-message.ts';
import { host } from '../../bridge/host.ts';
import { languageName } from '../../parts/settings/languages.ts';
import { useTypeName } from './use-type-name.ts';
import { scriptAsCsv, scriptAsText } from './voice-rows.ts';

type Props = { readonly rows: readonly VoiceMessage[]; readonly language: string; readonly applicationName: string };

/** All texts as a file, for the person who speaks them. */
export function ScriptMenu({ rows, language, applicationName }: Props): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const typeName = useTypeName();
  const words = {
    title: t('script.title', {
      language: languageName(language),
      application: applicationName === '' ? t('everyApplication') : applicationName,
    }),
    nameOf: typeName,
    columns: [t('column.message'), t('column.text'), t('script.file')] as const,
  };
  const save = (extension: 'txt' | 'csv', mediaType: string, content: string) =>
    void host.saveFile({ name: `voice-messages-${language}.${extension}`, mediaType, content });
  return (
    <Menu position="bottom-end" withinPortal>
      <Menu.Target>
        <Button variant="default" disabled={rows.length === 0} rightSection={<IconChevronDown size={14} aria-hidden />}>
          {t('script.action')}
        </Button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconFileText size={18} stroke={1.5} aria-hidden />}
          onClick={() => save('txt', 'text/plain;charset=utf-8', scriptAsText(rows, language, words))}
        >
          {t('script.text')}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconFileTypeCsv size={18} stroke={1.5} aria-hidden />}
          onClick={() => save('csv', 'text/csv;charset=utf-8', scriptAsCsv(rows, language, words))}
        >
          {t('script.csv')}
        </Menu.Item>
        <Menu.Divider />
        <Text size="xs" c="dimmed" px={12} py={4} maw={280}>
          {t('script.note')}
        </Text>
      </Menu.Dropdown>
    </Menu>
  );
}
