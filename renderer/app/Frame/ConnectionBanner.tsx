import { Button, Text } from '@mantine/core';
import { IconPlugConnectedX } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { reopenConnection } from '../../bridge/client.ts';
import { useConnection } from '../../bridge/connection.ts';
import { formatTime } from '../../ui/time.ts';
import classes from './Frame.module.css';

/** Says that the server is out of reach. The page below stays as it is, with what was typed. */
export function ConnectionBanner(): ReactNode {
  const { t } = useTranslation('frame');
  const state = useConnection();
  if (state.kind !== 'lost') return null;
  return (
    <div role="alert" className={classes.banner}>
      <IconPlugConnectedX size={18} aria-hidden />
      <Text size="sm" style={{ flex: 1 }}>
        <strong>{t('lost.title')}.</strong> {t('lost.text', { at: formatTime(state.retryAt) })}
      </Text>
      <Button variant="default" onClick={reopenConnection}>
        {t('lost.retry')}
      </Button>
    </div>
  );
}
