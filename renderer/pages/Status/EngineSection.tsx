import { List } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../bridge/procedures.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { formatBytes } from '../../ui/bytes.ts';
import { KeyValue, type KeyValueRow } from '../../ui/KeyValue.tsx';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './Status.module.css';

/** Is it running: the listeners, and what it stands on. */
export function EngineSection({ engine }: { readonly engine: OutputOf<'engine.status'> }): ReactNode {
  const { t } = useTranslation('status');
  const { t: common } = useTranslation('common');
  const maySee = useMay('read-settings');
  const health = useQueryOf('engine.health', undefined, { isEnabled: maySee });
  const listening = engine.listeners.filter((listener) => listener.isListening).length;
  const state = listening === 0 ? 'stopped' : listening < engine.listeners.length ? 'degraded' : 'running';
  const StateIcon = state === 'running' ? IconCheck : state === 'degraded' ? IconAlertTriangle : IconX;
  const disk = health.data?.disk;
  const rows: KeyValueRow[] = [
    { label: t('engine.backup'), value: <RelativeTime at={engine.lastBackupAt} missing={common('never')} /> },
    ...(health.data === undefined || disk === undefined
      ? []
      : [
          {
            label: t('engine.disk'),
            value: t('engine.diskText', {
              free: formatBytes(disk.freeBytes),
              total: formatBytes(disk.totalBytes),
              database: formatBytes(health.data.databaseBytes),
            }),
          },
        ]),
    { label: t('engine.certificate'), value: t('engine.certificateText') },
  ];
  return (
    <Section
      title={t('engine.title')}
      aside={
        <span className={classes.state} data-state={state}>
          <StateIcon size={16} aria-hidden /> {t(`engine.${state}`)}
        </span>
      }
    >
      {engine.listeners.length === 0 ? <p className={classes.note}>{t('engine.noListener')}</p> : null}
      <List size="sm" spacing={2} center listStyleType="none" mb={8}>
        {engine.listeners.map((listener) => (
          <List.Item
            key={`${listener.address} ${listener.port}`}
            icon={
              listener.isListening ? (
                <IconCheck size={16} color="var(--app-granted)" aria-label={t('engine.listening')} />
              ) : (
                <IconX size={16} color="var(--app-denied)" aria-label={t('engine.down')} />
              )
            }
          >
            {t('engine.listener', { address: listener.address, port: listener.port })}
            {listener.problem === '' ? null : <span className={classes.problem}> {listener.problem}</span>}
          </List.Item>
        ))}
      </List>
      <KeyValue labelWidth={110} rows={rows} />
    </Section>
  );
}
