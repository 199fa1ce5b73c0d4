import { Alert, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { IconAlertTriangle, IconClock } from '@tabler/icons-react';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useEnterSession } from '../../bridge/use-session.ts';
import { errorText } from '../../parts/errors.tsx';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { DoorPage } from '../../ui/DoorPage.tsx';
import { useCountdown } from './use-countdown.ts';

export function SignInPage({ serverName, version }: { readonly serverName: string; readonly version: string }): ReactNode {
  const { t } = useTranslation('signIn');
  const { t: common } = useTranslation('common');
  const signIn = useCommand('session.signIn');
  const enter = useEnterSession();
  const wait = useCountdown();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');
  useDocumentTitle(`${t('title')} · ${common('product')}`);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    signIn.mutate(
      { name, password },
      {
        onSuccess: enter,
        onError: (error) => {
          setPassword('');
          if (error.code === 'SIGN_IN_THROTTLED') wait.start(Number(error.detail.retryAfterSeconds ?? 0));
        },
      },
    );
  };
  const isWaiting = wait.seconds > 0;
  return (
    <DoorPage product={common('product')} place={serverName} note={t('version', { version })}>
      <form onSubmit={submit}>
        <Stack gap={12}>
          <Title order={1}>{t('title')}</Title>
          <SignInProblem error={signIn.error} waitSeconds={wait.seconds} />
          <TextInput
            label={t('name')}
            value={name}
            onChange={(event) => setName(event.currentTarget.value)}
            autoComplete="username"
            autoFocus
            required
            withAsterisk={false}
          />
          <PasswordField
            label={t('password')}
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            autoComplete="current-password"
            required
            withAsterisk={false}
          />
          <Button type="submit" size="sm" fullWidth loading={signIn.isPending} disabled={isWaiting}>
            {t('submit')}
          </Button>
          <Text size="xs" c="dimmed">
            {t('forgot')}
          </Text>
        </Stack>
      </form>
    </DoorPage>
  );
}

function SignInProblem({ error, waitSeconds }: { readonly error: ConsoleError | null; readonly waitSeconds: number }): ReactNode {
  const { t } = useTranslation('signIn');
  if (error === null) return null;
  if (error.code === 'SIGN_IN_THROTTLED') {
    if (waitSeconds <= 0) return null;
    return (
      <Alert role="alert" color="yellow" variant="outline" icon={<IconClock size={18} />} p={12}>
        {t('throttled', { count: waitSeconds })}
      </Alert>
    );
  }
  const { what, next } = errorText(error);
  return (
    <Alert role="alert" color="red" variant="light" icon={<IconAlertTriangle size={18} />} title={what} p={12}>
      {next}
    </Alert>
  );
}
