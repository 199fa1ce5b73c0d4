import { Alert } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { SettingsSection } from '../../parts/settings/SettingsSection.tsx';
import { entriesOf } from '../../parts/settings/values.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LinkText } from '../../ui/links.tsx';
import { LoadingRows, Section } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatDate, formatNumber, formatRelative } from '../../ui/time.ts';

const REFRESH_MILLISECONDS = 30_000;

/** How long attempts are kept, and what is stored now. */
export function RetentionTab({ pointedAt }: { readonly pointedAt: string }): ReactNode {
  const { t } = useTranslation('settings');
  const settings = useQueryOf('settings.list');
  const stored = settings.data?.find(({ section }) => section === 'log');
  return (
    <div style={{ display: 'grid', gap: 16 }}>
      {settings.isError && settings.data === undefined ? <QueryError query={settings} /> : null}
      {settings.isPending ? <LoadingRows rows={3} height={64} /> : null}
      {stored?.section === 'log' ? (
        <SettingsSection
          stored={stored}
          title={t('section.retention')}
          entries={entriesOf('log').filter((entry) => entry.to === '/logging')}
          pointedAt={pointedAt}
        />
      ) : null}
      <Stored />
    </div>
  );
}

function Stored(): ReactNode {
  const { t } = useTranslation('logging');
  const now = useNow();
  const health = useQueryOf('engine.health', undefined, { refreshMilliseconds: REFRESH_MILLISECONDS });
  if (health.data === undefined) return health.isError ? <QueryError query={health} /> : <LoadingRows rows={4} />;
  const { attempts, pruning, databaseBytes, disk } = health.data;
  return (
    <Section title={t('stored.title')} aside={<LinkText to="/log">{t('stored.all')}</LinkText>}>
      {pruning.problem === undefined ? null : (
        <Alert
          color="red"
          variant="light"
          p={12}
          mb={8}
          icon={<IconAlertTriangle size={18} />}
          title={t('stored.problem', { problem: pruning.problem })}
        >
          {t('stored.problemNext')}
        </Alert>
      )}
      <KeyValue
        labelWidth={190}
        rows={[
          {
            label: t('stored.oldest'),
            value: attempts.oldestAt === undefined ? t('stored.none') : formatDate(attempts.oldestAt),
          },
          { label: t('stored.rows'), value: formatNumber(attempts.rowCount) },
          { label: t('stored.size'), value: formatBytes(databaseBytes) },
          ...(disk === undefined ? [] : [{ label: t('stored.free'), value: formatBytes(disk.freeBytes) }]),
          {
            label: t('stored.pruned'),
            value:
              pruning.lastRunAt === undefined
                ? t('stored.prunedNever')
                : t('stored.prunedText', {
                    when: formatRelative(pruning.lastRunAt, now),
                    formatted: formatNumber(pruning.prunedCount),
                  }),
          },
        ]}
      />
    </Section>
  );
}
