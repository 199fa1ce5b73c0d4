/** How far an export is: bar, rows, cancel; what went wrong, and again. */
import { Button, Modal, Progress, Stack, Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { FormActions } from '../ui/FormSection.tsx';
import { formatNumber } from '../ui/time.ts';
import { CommandError } from './errors.tsx';
import type { ExportState } from './use-export.ts';

const MEBIBYTE = 1024 * 1024;

function sizeText(bytes: number): string {
  return bytes < MEBIBYTE
    ? `${formatNumber(Math.ceil(bytes / 1024))} kB`
    : `${formatNumber(Math.round((bytes / MEBIBYTE) * 10) / 10)} MB`;
}

function RunningText({ state }: { readonly state: Extract<ExportState, { step: 'running' | 'saving' }> }): ReactNode {
  const { t } = useTranslation('exports');
  const { job } = state;
  if (state.step === 'saving') return <Text size="sm">{t('saving', { name: state.job.fileName })}</Text>;
  if (job === undefined) return <Text size="sm">{t('preparing')}</Text>;
  const formatted = formatNumber(job.rowCount);
  return (
    <>
      <Text size="sm">
        {job.rowTotal === undefined
          ? t('rows', { count: job.rowCount, formatted })
          : t('rowsOf', { formatted, total: formatNumber(job.rowTotal) })}
      </Text>
      <Text size="xs" c="dimmed">
        {job.fileName} · {t('size', { size: sizeText(job.sizeBytes) })}
      </Text>
    </>
  );
}

/** 0 to 100; undefined while nobody knows. */
function shareDone(state: ExportState): number | undefined {
  if (state.step === 'saving') return 100;
  if (state.step !== 'running' || state.job?.rowTotal === undefined || state.job.rowTotal === 0) return undefined;
  return Math.min(100, (state.job.rowCount / state.job.rowTotal) * 100);
}

export function ExportDialog({
  state,
  onRetry,
  onCancel,
}: {
  readonly state: ExportState;
  readonly onRetry: () => void;
  readonly onCancel: () => void;
}): ReactNode {
  const { t } = useTranslation('exports');
  const { t: common } = useTranslation('common');
  const share = shareDone(state);
  const isFailed = state.step === 'failed';
  return (
    <Modal
      opened={state.step !== 'idle'}
      onClose={onCancel}
      title={t('title')}
      size={460}
      centered
      withCloseButton={false}
      closeOnClickOutside={false}
    >
      <Stack gap={12} mih={72}>
        {isFailed ? <CommandError error={state.error} /> : null}
        {state.step === 'running' || state.step === 'saving' ? (
          <>
            <Progress
              value={share ?? 100}
              striped={share === undefined}
              animated={share === undefined}
              aria-label={t('progress')}
            />
            <RunningText state={state} />
          </>
        ) : null}
        <FormActions>
          {isFailed ? <Button onClick={onRetry}>{state.job === undefined ? common('retry') : t('saveAgain')}</Button> : null}
          <Button variant="default" onClick={onCancel} data-autofocus>
            {isFailed ? common('close') : t('cancel')}
          </Button>
        </FormActions>
      </Stack>
    </Modal>
  );
}
