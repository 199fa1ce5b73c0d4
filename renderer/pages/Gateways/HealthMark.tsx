import { IconAlertTriangle, IconCheck, IconCircleDashed, IconPlayerPause, IconRefresh, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type StateLook, StateMark } from '../../parts/delivery/StateMark.tsx';
import { formatTime } from '../../ui/time.ts';
import { type HealthState, healthStateOf, type ListedGateway } from './health.ts';

const SHAPE: Readonly<Record<HealthState, { readonly Icon: typeof IconX; readonly look: StateLook }>> = {
  off: { Icon: IconPlayerPause, look: 'neutral' },
  open: { Icon: IconX, look: 'bad' },
  'half-open': { Icon: IconRefresh, look: 'waiting' },
  disconnected: { Icon: IconX, look: 'bad' },
  deaf: { Icon: IconAlertTriangle, look: 'waiting' },
  failing: { Icon: IconAlertTriangle, look: 'waiting' },
  unused: { Icon: IconCircleDashed, look: 'neutral' },
  working: { Icon: IconCheck, look: 'good' },
};

export function HealthMark({ gateway }: { readonly gateway: ListedGateway }): ReactNode {
  const { t } = useTranslation('gateways');
  const state = healthStateOf(gateway);
  const { retryAt } = gateway.health;
  return (
    <StateMark {...SHAPE[state]}>
      {state === 'open' && retryAt !== undefined ? t('health.openUntil', { time: formatTime(retryAt) }) : t(`health.${state}`)}
    </StateMark>
  );
}
