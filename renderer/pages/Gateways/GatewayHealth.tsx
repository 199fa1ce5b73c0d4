import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../parts/delivery/delivery.module.css';
import { ownWords } from '../../parts/own-words.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatExact, formatNumber } from '../../ui/time.ts';
import { HealthMark } from './HealthMark.tsx';
import type { ListedGateway } from './health.ts';

/** How a gateway is doing since the engine started, with its own words. */
export function GatewayHealth({ gateway }: { readonly gateway: ListedGateway }): ReactNode {
  const { t } = useTranslation('gateways');
  const { health } = gateway;
  return (
    <Section title={t('health.title')} aside={<HealthMark gateway={gateway} />}>
      <KeyValue
        rows={[
          ...(health.isConnected === undefined
            ? []
            : [{ label: t('health.connection'), value: t(health.isConnected ? 'health.bound' : 'health.notBound') }]),
          ...(health.isReceiving === undefined
            ? []
            : [{ label: t('health.replies'), value: t(health.isReceiving ? 'health.receives' : 'health.receivesNot') }]),
          { label: t('health.lastSuccess'), value: <RelativeTime at={health.lastSuccessAt} /> },
          { label: t('health.sent'), value: formatNumber(health.sentCount) },
          { label: t('health.delivered'), value: formatNumber(health.deliveredCount) },
          { label: t('health.failed'), value: formatNumber(health.failedCount) },
          ...(health.failureCount === 0 ? [] : [{ label: t('health.inARow'), value: formatNumber(health.failureCount) }]),
          ...(health.retryAt === undefined ? [] : [{ label: t('health.retryAt'), value: formatExact(health.retryAt) }]),
        ]}
      />
      {health.lastProblem === undefined ? null : (
        <>
          <p className={classes.dimmed} style={{ marginTop: 8 }}>
            {t('health.lastProblem')} <RelativeTime at={health.lastProblem.at} />
          </p>
          <p className={classes.words}>{ownWords(health.lastProblem.problem)}</p>
        </>
      )}
    </Section>
  );
}
