import { Button, Modal, Progress, Stack, Table, Text } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { toConsoleError } from '../../bridge/console-error.ts';
import { useLateCommand } from '../../bridge/use-late-command.ts';
import { errorText } from '../../parts/errors.tsx';
import { languageName } from '../../parts/settings/languages.ts';
import { FormActions } from '../../ui/FormSection.tsx';
import { formatNumber } from '../../ui/time.ts';
import { contentOf } from './content-of.ts';
import { type MatchedFile, matchFiles } from './file-matching.ts';
import { RecordingDrop } from './RecordingDrop.tsx';
import { useTypeName } from './use-type-name.ts';
import classes from './VoiceMessages.module.css';

type Row = MatchedFile & { readonly state: 'waiting' | 'sending' | 'saved' | 'refused'; readonly problem: string };

/** A folder of recordings at once: each file says by its name which message it is. One after the other, each for itself. */
export function SeveralDialog({
  language,
  applicationName,
  onClose,
}: {
  readonly language: string;
  readonly applicationName: string;
  readonly onClose: () => void;
}): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const { t: common } = useTranslation('common');
  const { rows, isBusy, choose, run } = useSeveral(language, applicationName);
  const sendable = rows.filter(({ type, isTwice, state }) => type !== undefined && !isTwice && state === 'waiting').length;
  const saved = rows.filter(({ state }) => state === 'saved').length;
  const refused = rows.filter(({ state }) => state === 'refused').length;
  return (
    <Modal
      opened
      onClose={isBusy ? () => undefined : onClose}
      title={t('several.title')}
      closeButtonProps={{ 'aria-label': common('close') }}
      size={720}
      centered
      closeOnClickOutside={false}
    >
      <Stack gap={12}>
        <Text size="sm" c="dimmed">
          {t('upload.for', {
            language: languageName(language),
            application: applicationName === '' ? t('everyApplication') : applicationName,
          })}
        </Text>
        <Text size="sm">{t('several.text', { file: `${language}-greeting-standard.wav` })}</Text>
        <RecordingDrop label={t('several.drop')} takesSeveral isBusy={isBusy} onFiles={choose} />
        {rows.length === 0 ? null : <FileTable rows={rows} />}
        {isBusy ? (
          <Progress value={((saved + refused) / Math.max(1, saved + refused + sendable)) * 100} aria-label={t('upload.busy')} />
        ) : null}
        <Text size="sm" role="status">
          {saved + refused === 0 ? '' : t('several.outcome', { saved: formatNumber(saved), refused: formatNumber(refused) })}
        </Text>
        <FormActions>
          {sendable > 0 || saved === 0 ? (
            <Button disabled={sendable === 0} loading={isBusy} onClick={run}>
              {t('several.confirm', { count: sendable })}
            </Button>
          ) : null}
          <Button variant="default" onClick={onClose} disabled={isBusy}>
            {saved > 0 ? common('close') : common('cancel')}
          </Button>
        </FormActions>
      </Stack>
    </Modal>
  );
}

function useSeveral(language: string, applicationName: string) {
  const { t } = useTranslation('voiceMessages');
  const upload = useLateCommand('voiceMessages.upload');
  const [rows, setRows] = useState<readonly Row[]>([]);
  const [isBusy, setBusy] = useState(false);
  const change = (file: File, next: Pick<Row, 'state' | 'problem'>) =>
    setRows((known) => known.map((row) => (row.file === file ? { ...row, ...next } : row)));
  const send = async () => {
    for (const { file, type, isTwice, state } of rows) {
      if (type === undefined || isTwice || state !== 'waiting') continue;
      change(file, { state: 'sending', problem: '' });
      try {
        await upload({ type, language, applicationName, fileName: file.name, content: await contentOf(file) });
        change(file, { state: 'saved', problem: '' });
      } catch (error) {
        change(file, { state: 'refused', problem: errorText(toConsoleError(error)).what });
      }
    }
  };
  return {
    rows,
    isBusy,
    choose: (files: readonly File[]) =>
      setRows(
        matchFiles(files).map((matched) => ({
          ...matched,
          state: 'waiting',
          problem: matched.type === undefined ? t('several.unknown') : matched.isTwice ? t('several.twice') : '',
        })),
      ),
    run: () => {
      setBusy(true);
      void send().finally(() => setBusy(false));
    },
  } as const;
}

function FileTable({ rows }: { readonly rows: readonly Row[] }): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const typeName = useTypeName();
  return (
    <div className={classes.files}>
      <Table aria-label={t('several.files')} className={classes.table} stickyHeader verticalSpacing={4}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th>{t('script.file')}</Table.Th>
            <Table.Th>{t('column.message')}</Table.Th>
            <Table.Th w={260}>{t('several.state')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: two files may have one name, and the list never changes its order
            <Table.Tr key={`${index} ${row.file.name}`}>
              <Table.Td dir="auto" className={classes.fileName}>
                {row.file.name}
              </Table.Td>
              <Table.Td>{row.type === undefined ? '–' : typeName(row.type)}</Table.Td>
              <Table.Td>
                <FileState row={row} />
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function FileState({ row }: { readonly row: Row }): ReactNode {
  const { t } = useTranslation('voiceMessages');
  const look = row.problem !== '' ? 'none' : row.state === 'saved' ? 'own' : 'delivered';
  const Icon = look === 'none' ? IconAlertTriangle : look === 'own' ? IconCheck : IconClock;
  return (
    <span className={classes.origin} data-origin={look}>
      <Icon size={16} aria-hidden />
      <span>{row.problem === '' ? t(`several.stateOf.${row.state}`) : row.problem}</span>
    </span>
  );
}
