import { Alert, Button, Stack, Text, Title } from '@mantine/core';
import { IconCircleCheck, IconDownload, IconInfoCircle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { host } from '../../bridge/host.ts';
import { notifyDone } from '../../parts/errors.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { formatExact, formatNumber } from '../../ui/time.ts';
import { formatImportLog, logFileName } from './import-log.ts';
import classes from './TokenImport.module.css';
import { isResultChanged, type ResultState } from './wizard-state.ts';

/** What was done, in counts. */
export function ResultStep({ state }: { readonly state: ResultState }): ReactNode {
  const { t } = useTranslation('import');
  const { result } = state;
  const isWithoutUsers = result.assignedCount < result.importedCount;
  return (
    <Stack gap={16} maw={560} className={classes.result}>
      <Title order={2} className={classes.resultTitle}>
        <IconCircleCheck size={24} aria-hidden />
        {t('result.done', { count: result.importedCount, formatted: formatNumber(result.importedCount) })}
      </Title>
      {isResultChanged(state) ? (
        <Alert color="yellow" variant="light" icon={<IconInfoCircle size={18} />} p={8} className={classes.hint}>
          {t('result.changed')}
        </Alert>
      ) : null}
      <KeyValue
        labelWidth={220}
        rows={[
          { label: t('file'), value: state.fileName },
          { label: t('result.imported'), value: formatNumber(result.importedCount) },
          { label: t('result.assigned'), value: formatNumber(result.assignedCount) },
          { label: t('result.created'), value: formatNumber(result.createdUserCount) },
          { label: t('result.duplicates'), value: formatNumber(result.duplicateCount) },
          { label: t('result.errors'), value: formatNumber(result.errorCount) },
          { label: t('result.at'), value: formatExact(result.at) },
        ]}
      />
      {isWithoutUsers ? <Text size="sm">{t('result.assignNext')}</Text> : null}
      <Text size="sm" c="dimmed">
        {t('result.logText')}
      </Text>
    </Stack>
  );
}

export function ResultActions({ state, onRestart }: { readonly state: ResultState; readonly onRestart: () => void }): ReactNode {
  const { t } = useTranslation('import');
  const { t: common } = useTranslation('common');
  const save = async () => {
    const isSaved = await host.saveFile({
      name: logFileName(state.fileName, state.result.at),
      mediaType: 'text/csv',
      content: formatImportLog(state.log, {
        header: t('log.header', { returnObjects: true }),
        outcome: t('log.outcome', { returnObjects: true }),
        yes: common('yes'),
        no: common('no'),
      }),
    });
    if (isSaved) notifyDone(t('result.saved'));
  };
  return (
    <>
      <Button variant="default" onClick={onRestart}>
        {t('result.another')}
      </Button>
      <Button variant="default" leftSection={<IconDownload size={16} />} onClick={() => void save()}>
        {t('result.saveLog')}
      </Button>
      <LinkButton to="/tokens">{t('result.toTokens')}</LinkButton>
    </>
  );
}
