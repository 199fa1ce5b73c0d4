import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../ui/time.ts';
import classes from './TokenImport.module.css';
import type { ChosenFile } from './wizard-state.ts';

/** Bytes as "12 kB" or "1.4 MB". */
export function useFormatSize(): (bytes: number) => string {
  const { t } = useTranslation('import');
  return (bytes) =>
    bytes < 1_000_000
      ? t('sizeKilobytes', { formatted: formatNumber(Math.ceil(bytes / 1000)) })
      : t('sizeMegabytes', { formatted: formatNumber(Math.round(bytes / 100_000) / 10) });
}

/** Right of the wizard: which file it is about. */
export function FileSummary({ file }: { readonly file: ChosenFile | undefined }): ReactNode {
  const { t } = useTranslation('import');
  const formatSize = useFormatSize();
  if (file === undefined) {
    return (
      <Text size="sm" c="dimmed">
        {t('choose.nothingYet')}
      </Text>
    );
  }
  return (
    <dl className={classes.facts}>
      <dt>{t('file')}</dt>
      <dd dir="auto">{file.name}</dd>
      <dt>{t('size')}</dt>
      <dd>{formatSize(file.size)}</dd>
    </dl>
  );
}
