import { Alert, Button } from '@mantine/core';
import { IconAlertTriangle, IconUpload } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { languageSchema } from '../../../shared/schemas/method-settings.ts';
import { type RecordingType, recordingTypeSchema, type VoiceMessage } from '../../../shared/schemas/voice-message.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { languageName } from '../../parts/settings/languages.ts';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows, Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { ScriptMenu } from './ScriptMenu.tsx';
import { SetBar } from './SetBar.tsx';
import { SeveralDialog } from './SeveralDialog.tsx';
import { SEVERAL, voiceMessagesSearch } from './search.ts';
import { UploadDialog } from './UploadDialog.tsx';
import { usePlayer } from './use-player.ts';
import { useTypeName } from './use-type-name.ts';
import { VoiceTables } from './VoiceTables.tsx';
import { countsOf, saysWrongFraudCode } from './voice-rows.ts';

/** What phone calls say, by language and application: heard, recorded, taken back. */
export function VoiceMessagesPage(): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const [search] = useSearchState(voiceMessagesSearch);
  const settings = useQueryOf('settings.list');
  const defaults = settings.data?.find((each) => each.section === 'user-defaults');
  const asked = languageSchema.safeParse(search.language).data ?? defaults?.value.phoneCallLanguage;
  if (asked === undefined)
    return <Page title={t('title')}>{settings.isError ? <QueryError query={settings} /> : <LoadingRows />}</Page>;
  return <VoiceMessages key={`${asked} ${search.application}`} language={asked} applicationName={search.application} />;
}

type Asked = { readonly language: string; readonly applicationName: string };

function VoiceMessages({ language, applicationName }: Asked): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(voiceMessagesSearch);
  const player = usePlayer();
  const messages = useQueryOf('voiceMessages.list', { language, applicationName }, { keepsPrevious: false });
  const rows = messages.data ?? [];
  const uploaded = recordingTypeSchema.safeParse(search.upload).data;
  const opened = rows.find(({ type }) => type === uploaded);
  const open = (type: RecordingType | typeof SEVERAL | '') => {
    player.stop();
    setSearch({ upload: type });
  };
  return (
    <Page
      title={t('title')}
      facts={<VoiceFacts rows={messages.data} />}
      actions={
        <>
          <ScriptMenu rows={rows} language={language} applicationName={applicationName} />
          {mayChange ? (
            <Button variant="default" leftSection={<IconUpload size={16} aria-hidden />} onClick={() => open(SEVERAL)}>
              {t('several.action')}
            </Button>
          ) : null}
        </>
      }
    >
      <SetBar language={language} applicationName={applicationName} />
      <Warnings rows={rows} language={language} />
      {messages.data === undefined ? (
        messages.isError ? (
          <QueryError query={messages} />
        ) : (
          <LoadingRows rows={10} height={48} />
        )
      ) : (
        <VoiceTables rows={rows} player={player} onUpload={mayChange ? open : undefined} />
      )}
      {mayChange && opened !== undefined ? (
        <UploadDialog key={opened.type} message={opened} player={player} onClose={() => open('')} />
      ) : null}
      {mayChange && search.upload === SEVERAL ? (
        <SeveralDialog language={language} applicationName={applicationName} onClose={() => open('')} />
      ) : null}
    </Page>
  );
}

function VoiceFacts({ rows }: { readonly rows: readonly VoiceMessage[] | undefined }): ReactNode {
  const { t } = useTranslation('voiceMessages');
  if (rows === undefined) return ' ';
  const { all, own, standIns, missing } = countsOf(rows);
  return [
    t('facts.all', { count: all }),
    t('facts.own', { count: own }),
    t('facts.standIns', { count: standIns }),
    ...(missing === 0 ? [] : [t('facts.missing', { count: missing })]),
  ].join(' · ');
}

function Warnings({ rows, language }: { readonly rows: readonly VoiceMessage[]; readonly language: string }): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const typeName = useTypeName();
  const settings = useQueryOf('settings.list');
  const fraud = settings.data?.find((each) => each.section === 'fraud-alert');
  const { all, standIns, missing } = countsOf(rows);
  const absent = standIns + missing;
  const [standIn] = rows;
  const saysWrong = fraud !== undefined && saysWrongFraudCode(rows, fraud.value);
  return (
    <>
      {saysWrong ? (
        <Note title={t('fraudCode.title', { code: fraud.value.code })}>
          {t('fraudCode.text', { one: typeName('fraud-greeting-standard'), other: typeName('fraud-greeting-pin') })}{' '}
          <LinkText to="/fraud-alert" c="inherit" underline="always">
            {t('fraudCode.link')}
          </LinkText>
        </Note>
      ) : null}
      {absent > 0 && absent < all ? (
        <Note title={t('standsIn.title', { count: absent, language: languageName(language) })}>{t('standsIn.text')}</Note>
      ) : null}
      {absent > 0 && absent === all ? (
        <Note title={t('nothingYet.title', { language: languageName(language) })}>
          {t('nothingYet.text', { language: languageName(standIn?.spokenLanguage ?? '') })}
        </Note>
      ) : null}
    </>
  );
}

function Note({ title, children }: { readonly title: string; readonly children: ReactNode }): ReactNode {
  return (
    <Alert
      color="yellow"
      p={12}
      icon={<IconAlertTriangle size={18} />}
      title={title}
      styles={{ title: { color: 'var(--app-pending)' } }}
    >
      {children}
    </Alert>
  );
}
