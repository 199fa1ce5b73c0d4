import { Button, Text } from '@mantine/core';
import { IconPlayerPause, IconPlayerPlay } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../ui/time.ts';
import { type Attempts, NEWER_MOST } from './use-attempts.ts';

/** Live or paused, and how many wait. A period that has ended gets no new rows. */
export function LiveSwitch({ attempts, isPast }: { readonly attempts: Attempts; readonly isPast: boolean }): ReactNode {
  const { t } = useTranslation('log');
  if (isPast)
    return (
      <Text size="sm" c="dimmed">
        {t('live.past')}
      </Text>
    );
  const { isLive, newerCount, setLive } = attempts;
  const waiting = newerCount > NEWER_MOST ? `${formatNumber(NEWER_MOST)}+` : formatNumber(newerCount);
  return (
    <>
      <Text size="sm" c={isLive ? 'var(--app-granted)' : 'dimmed'} fw={isLive ? 600 : 400} role="status">
        {isLive ? t('live.on') : newerCount > 0 ? t('live.newer', { count: newerCount, formatted: waiting }) : t('live.paused')}
      </Text>
      <Button
        variant="default"
        leftSection={isLive ? <IconPlayerPause size={16} /> : <IconPlayerPlay size={16} />}
        onClick={() => setLive(!isLive)}
      >
        {t(isLive ? 'live.pause' : 'live.resume')}
      </Button>
    </>
  );
}
