import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { KeyValue } from '../../../ui/KeyValue.tsx';
import { formatNumber } from '../../../ui/time.ts';
import type { ChosenFile, UserImportAnswer } from './wizard-state.ts';

const KILOBYTE = 1024;

/** What was chosen and what would happen. */
export function ImportSummary({ file, preview }: { readonly file: ChosenFile; readonly preview: UserImportAnswer }): ReactNode {
  const { t } = useTranslation('users');
  return (
    <KeyValue
      labelWidth={110}
      rows={[
        { label: t('csv.file'), value: file.name },
        { label: t('csv.fileSize'), value: `${formatNumber(Math.ceil(file.sizeBytes / KILOBYTE))} kB` },
        { label: t('csv.summary.create'), value: formatNumber(preview.created) },
        { label: t('csv.summary.update'), value: formatNumber(preview.updated) },
        { label: t('csv.summary.unchanged'), value: formatNumber(preview.unchanged) },
        { label: t('csv.summary.error'), value: formatNumber(preview.error) },
      ]}
    />
  );
}
