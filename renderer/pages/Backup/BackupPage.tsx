import { Alert, Button, Progress, Text } from '@mantine/core';
import { IconAlertTriangle, IconDatabaseExport } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { CommandError, notifyDone, QueryError } from '../../parts/errors.tsx';
import { formatBytes } from '../../ui/bytes.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LoadingRows, Page, Section } from '../../ui/Page.tsx';
import { RelativeTime, useNow } from '../../ui/RelativeTime.tsx';
import { formatMinute, formatRelative } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import classes from './Backup.module.css';
import { BackupFiles } from './BackupFiles.tsx';
import { PassphraseSection } from './PassphraseSection.tsx';
import { RestoreSection } from './RestoreSection.tsx';
import { ScheduleSection } from './ScheduleSection.tsx';
import { backupSearch } from './search.ts';

type Backups = OutputOf<'backups.list'>;
/** Milliseconds between two looks at a back-up that runs. */
const PROGRESS_MILLISECONDS = 500;
const REFRESH_MILLISECONDS = 30_000;

/** Is there a good back-up, when comes the next, where are they, and how does one get back. */
export function BackupPage(): ReactNode {
  const { t } = useTranslation('backup');
  const mayChange = useMay('administer');
  const [search] = useSearchState(backupSearch);
  const create = useCommand('backups.create');
  const backups = useQueryOf('backups.list', undefined, {
    refreshMilliseconds: create.isPending ? PROGRESS_MILLISECONDS : REFRESH_MILLISECONDS,
  });
  const [passphrase, setPassphrase] = useState<string>();
  const backUpNow = () =>
    create.mutate(
      {},
      {
        onSuccess: ({ path, recoveryPassphrase }) => {
          notifyDone(t('done', { path }));
          if (recoveryPassphrase !== undefined) setPassphrase(recoveryPassphrase);
        },
      },
    );
  const isRunning = create.isPending || backups.data?.running !== undefined;
  return (
    <Page
      title={t('title')}
      width={1080}
      actions={
        mayChange ? (
          <Button leftSection={<IconDatabaseExport size={16} />} onClick={backUpNow} disabled={isRunning}>
            {isRunning ? t('running') : t('now')}
          </Button>
        ) : null
      }
    >
      {backups.isError && backups.data === undefined ? <QueryError query={backups} /> : null}
      {backups.isPending ? <LoadingRows rows={8} height={48} /> : null}
      {backups.data === undefined ? null : (
        <div className={classes.sections}>
          <CommandError error={create.error} />
          {create.error === null ? <LastFailure backups={backups.data} /> : null}
          {isRunning ? <Running running={backups.data.running} /> : null}
          <div className={classes.top}>
            <Summary backups={backups.data} />
            <PassphraseSection
              isSet={backups.data.hasPassphrase}
              made={passphrase}
              onMade={setPassphrase}
              onStored={() => setPassphrase(undefined)}
            />
          </div>
          <ScheduleSection pointedAt={search.setting} />
          <BackupFiles rows={backups.data.rows} />
          <RestoreSection last={backups.data.last?.path} />
        </div>
      )}
    </Page>
  );
}

function Summary({ backups }: { readonly backups: Backups }): ReactNode {
  const { t } = useTranslation('backup');
  const { t: common } = useTranslation('common');
  return (
    <Section title={t('summary')}>
      <KeyValue
        labelWidth={190}
        rows={[
          {
            label: t('last'),
            value: <RelativeTime at={backups.last?.at} missing={common('never')} />,
          },
          { label: t('next'), value: backups.nextAt === undefined ? t('off') : formatMinute(backups.nextAt) },
          { label: t('folder'), value: <span className={classes.path}>{backups.folder}</span> },
          { label: t('database'), value: formatBytes(backups.databaseBytes) },
        ]}
      />
      {backups.isBesideData ? (
        <Text size="sm" c="var(--app-pending)" mt={8}>
          {t('beside')}
        </Text>
      ) : null}
    </Section>
  );
}

function LastFailure({ backups }: { readonly backups: Backups }): ReactNode {
  const { t } = useTranslation('backup');
  const now = useNow();
  const newest = backups.rows[0];
  if (newest?.problem === undefined) return null;
  return (
    <Alert
      color="red"
      variant="light"
      p={12}
      icon={<IconAlertTriangle size={18} />}
      title={t('failed', { at: formatRelative(newest.at, now), problem: newest.problem })}
    >
      {t('failedNext')}
    </Alert>
  );
}

/** The copy of the database has no progress of its own; the writing of the file has. */
function Running({ running }: { readonly running: Backups['running'] }): ReactNode {
  const { t } = useTranslation('backup');
  const isWriting = running !== undefined && running.totalBytes > 0;
  const share = isWriting ? Math.min(100, (running.writtenBytes / running.totalBytes) * 100) : 100;
  const text = isWriting
    ? t('runningWrite', { written: formatBytes(running.writtenBytes), total: formatBytes(running.totalBytes) })
    : t('runningCopy');
  return (
    <div role="status">
      <Text size="sm" mb={4}>
        {t('running')}: {text}
      </Text>
      <Progress value={share} animated={!isWriting} aria-label={t('running')} />
    </div>
  );
}
