import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatBytes } from '../../ui/bytes.ts';
import classes from './TokenImport.module.css';
import type { ChosenFile } from './wizard-state.ts';

/** Right of the wizard: which file it is about. */
export function FileSummary({ file }: { readonly file: ChosenFile | undefined }): ReactNode {
  const { t } = useTranslation('import');
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
      <dd>{formatBytes(file.size)}</dd>
    </dl>
  );
}
