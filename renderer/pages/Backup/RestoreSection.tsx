import { Text } from '@mantine/core';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { CopyField } from '../../ui/CopyField.tsx';
import { Section } from '../../ui/Page.tsx';

/** A restore is never done from a console: the server that it belongs to does not run then. */
export function RestoreSection({ last }: { readonly last: string | undefined }): ReactNode {
  const { t } = useTranslation('backup');
  const file = last === undefined ? 'countersign.backup' : /[\s"]/.test(last) ? `"${last}"` : last;
  return (
    <Section title={t('restore.title')} description={t('restore.text')}>
      <CopyField label={t('restore.command')} value={`npm run -s countersign -- restore ${file} --data E:\\Countersign`} />
      <Text size="sm" c="dimmed" mt={4}>
        {t('restore.note')}
      </Text>
    </Section>
  );
}
