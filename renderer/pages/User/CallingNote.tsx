import { Button, Group, Text } from '@mantine/core';
import { IconPhoneCalling, IconPhoneCheck, IconPhoneOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { asksPin } from '../../../shared/methods.ts';
import type { RunningCall } from '../../../shared/schemas/call.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { phoneText } from '../../parts/phone-text.ts';
import { formatNumber } from '../../ui/time.ts';
import classes from './User.module.css';

const REFRESH_MILLISECONDS = 600;

/** While a phone is being called: where the call stands, what the user is to do, and the way to hang up. */
export function CallingNote({ user, onStop }: { readonly user: User; readonly onStop: () => void }): ReactNode {
  const { t } = useTranslation('user');
  const seconds = useSeconds();
  const rings = useSetting('phone-call')?.ringSeconds;
  const now = useQueryOf('calls.now', { userId: user.id }, { refreshMilliseconds: REFRESH_MILLISECONDS }).data ?? undefined;
  const Icon = now?.stage === 'answered' ? IconPhoneCheck : IconPhoneCalling;
  return (
    <div className={classes.calling}>
      <Group gap={8} wrap="nowrap" align="flex-start">
        <Icon size={20} aria-hidden />
        <div>
          <Text size="sm" fw={600} role="status">
            {stageText(t, user, now)}
          </Text>
          <Text size="sm">{t(asksPin(user.mode) ? 'test.call.pin' : 'test.call.standard')}</Text>
          <Text size="xs" c="dimmed" mt={4}>
            {t('test.call.seconds', { seconds: formatNumber(seconds) })}{' '}
            {now === undefined || now.trunkName === '' ? null : `${t('test.call.over', { trunk: now.trunkName })} `}
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

type Translate = ReturnType<typeof useTranslation<'user'>>['t'];

function stageText(t: Translate, user: User, now: RunningCall | undefined): string {
  const number =
    now?.phone === 'backup'
      ? phoneText(user.backupCountryCode, user.backupPhone, user.backupExtension)
      : phoneText(user.countryCode, user.phone, user.extension);
  return t(`test.call.stage.${now?.stage ?? 'calling'}`, { number });
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
