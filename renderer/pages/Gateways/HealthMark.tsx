import { IconAlertTriangle, IconCheck, IconCircleDashed, IconPlayerPause, IconRefresh, IconX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatTime } from '../../ui/time.ts';
import classes from './Gateways.module.css';
import { type HealthState, healthStateOf, type ListedGateway } from './health.ts';

const ICON = {
  off: IconPlayerPause,
  open: IconX,
  'half-open': IconRefresh,
  disconnected: IconX,
  deaf: IconAlertTriangle,
  failing: IconAlertTriangle,
  unused: IconCircleDashed,
  working: IconCheck,
} as const satisfies Record<HealthState, unknown>;

export function HealthMark({ gateway }: { readonly gateway: ListedGateway }): ReactNode {
  const { t } = useTranslation('gateways');
  const state = healthStateOf(gateway);
  const Icon = ICON[state];
  const { retryAt } = gateway.health;
  return (
    <span className={classes.health} data-state={state}>
      <Icon size={16} aria-hidden />
      {state === 'open' && retryAt !== undefined ? t('health.openUntil', { time: formatTime(retryAt) }) : t(`health.${state}`)}
    </span>
  );
}
