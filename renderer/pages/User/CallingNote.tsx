import { Button, Group, Text } from '@mantine/core';
import { IconPhoneCalling, IconPhoneOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPin } from '../../../shared/methods.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { phoneText } from '../../parts/phone-text.ts';
import { formatNumber } from '../../ui/time.ts';
import classes from './User.module.css';

/** While the phone is being called: what the user is to do, for how long it has run, and the way to hang up. */
export function CallingNote({ user, onStop }: { readonly user: User; readonly onStop: () => void }): ReactNode {
  const { t } = useTranslation('user');
  const seconds = useSeconds();
  const rings = useSetting('phone-call')?.ringSeconds;
  const number = phoneText(user.countryCode, user.phone, user.extension);
  return (
    <div className={classes.calling}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <IconPhoneCalling size={20} aria-hidden />
        <div>
          <Text size="sm" fw={600} role="status">
            {t('test.call.running', { number })}
          </Text>
          <Text size="sm">{t(asksPin(user.mode) ? 'test.call.pin' : 'test.call.standard')}</Text>
          <Text size="xs" c="dimmed" mt={4}>
            {t('test.call.seconds', { seconds: formatNumber(seconds) })}{' '}
            {rings === undefined
              ? null
              : t(user.backupPhone === '' ? 'test.call.rings' : 'test.call.ringsThenBackup', { seconds: formatNumber(rings) })}
          </Text>
        </div>
      </Group>
      <Button variant="default" mt={12} leftSection={<IconPhoneOff size={16} />} onClick={onStop}>
        {t('test.call.stop')}
      </Button>
    </div>
  );
}

function useSeconds(): number {
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const startedAt = Date.now();
    const timer = setInterval(() => setSeconds(Math.floor((Date.now() - startedAt) / 1000)), 1000);
    return () => clearInterval(timer);
  }, []);
  return seconds;
}
