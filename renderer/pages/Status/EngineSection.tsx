import { List } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { OutputOf } from '../../bridge/procedures.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import classes from './Status.module.css';

export function EngineSection({ engine }: { readonly engine: OutputOf<'engine.status'> }): ReactNode {
  const { t } = useTranslation('status');
  const { t: common } = useTranslation('common');
  const listening = engine.listeners.filter((listener) => listener.isListening).length;
  const state = listening === 0 ? 'stopped' : listening < engine.listeners.length ? 'degraded' : 'running';
  const StateIcon = state === 'running' ? IconCheck : state === 'degraded' ? IconAlertTriangle : IconX;
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
      <List size="sm" spacing={4} center listStyleType="none" mb={12}>
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
      <KeyValue
        labelWidth={190}
        rows={[
          { label: t('engine.lastMinute'), value: formatNumber(engine.attemptsLastMinute) },
          { label: t('engine.backup'), value: <RelativeTime at={engine.lastBackupAt} missing={common('never')} /> },
        ]}
      />
    </Section>
  );
}
