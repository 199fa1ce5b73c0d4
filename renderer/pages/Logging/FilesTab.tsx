import { Table, Text } from '@mantine/core';
import { IconCheck } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { formatBytes } from '../../ui/bytes.ts';
import { CopyField } from '../../ui/CopyField.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';

const REFRESH_MILLISECONDS = 30_000;

/** As the server's own system has it: its path says which one that is. */
const watchCommand = (path: string) => (path.includes('\\') ? `Get-Content -Wait -Tail 50 "${path}"` : `tail -n 50 -F '${path}'`);

/** Where the server's own log goes, and its last errors. */
export function FilesTab(): ReactNode {
  const { t } = useTranslation('logging');
  const { t: common } = useTranslation('common');
  const health = useQueryOf('engine.health', undefined, { refreshMilliseconds: REFRESH_MILLISECONDS });
  if (health.data === undefined) return health.isError ? <QueryError query={health} /> : <LoadingRows rows={4} />;
  const { logFile, logFileBytes, dataFolder, errors } = health.data;
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      <Section title={t('files.title')} description={t('files.text')}>
        <KeyValue
          labelWidth={190}
          rows={[
            {
              label: t('files.where'),
              value: logFile === '' ? t('files.stderr') : <CopyField label={t('files.where')} value={logFile} />,
            },
            ...(logFile === ''
              ? []
              : [
                  { label: t('files.size'), value: t('files.sizeText', { size: formatBytes(logFileBytes) }) },
                  { label: t('files.watch'), value: <CopyField label={t('files.watch')} value={watchCommand(logFile)} /> },
                ]),
            { label: t('files.folder'), value: <CopyField label={t('files.folder')} value={dataFolder} /> },
          ]}
        />
        {logFile === '' ? (
          <Text size="sm" c="dimmed" mt={8}>
            {t('files.stderrText')}
          </Text>
        ) : null}
      </Section>
      <Section title={t('files.errors')}>
        {errors.length === 0 ? (
          <Text size="sm" c="var(--app-granted)" style={{ display: 'inline-flex', alignItems: 'center', gap: 6 }}>
            <IconCheck size={16} aria-hidden /> {t('files.noErrors')}
          </Text>
        ) : (
          <Table fz={13} aria-label={t('files.errors')}>
            <Table.Tbody>
              {errors.map((error) => (
                <Table.Tr key={`${error.at} ${error.message}`}>
                  <Table.Td w={130} style={{ verticalAlign: 'top' }}>
                    <RelativeTime at={error.at} missing={common('never')} />
                  </Table.Td>
                  <Table.Td style={{ overflowWrap: 'anywhere' }}>
                    {error.message}
                    {error.problem === '' ? null : <div style={{ color: 'var(--app-denied)' }}>{error.problem}</div>}
                  </Table.Td>
                  <Table.Td w={110} ta="end" style={{ verticalAlign: 'top' }}>
                    {t('files.times', { count: error.count, formatted: formatNumber(error.count) })}
                  </Table.Td>
                </Table.Tr>
              ))}
            </Table.Tbody>
          </Table>
        )}
      </Section>
    </div>
  );
}
