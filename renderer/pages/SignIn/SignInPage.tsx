import { Anchor, Button, Stack, Text, TextInput, Title } from '@mantine/core';
import { useDocumentTitle } from '@mantine/hooks';
import { type FormEvent, type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useEnterSession } from '../../bridge/use-session.ts';
import { PasswordField } from '../../parts/PasswordField.tsx';
import { DoorPage } from '../../ui/DoorPage.tsx';
import { CodeStep } from './CodeStep.tsx';
import { SignInProblem } from './SignInProblem.tsx';
import { useCountdown } from './use-countdown.ts';

export type SignInPageProps = {
  readonly serverName: string;
  readonly version: string;
  /** Only in a demo: who may be signed in by one click. */
  readonly demo?: { readonly name: string; readonly password: string } | undefined;
};

/** Name and password, then the code of the second factor where the operator has one. */
export function SignInPage({ serverName, version, demo }: SignInPageProps): ReactNode {
  const { t } = useTranslation('signIn');
  const { t: common } = useTranslation('common');
  const enter = useEnterSession();
  const [ticket, setTicket] = useState<string>();
  const [ended, setEnded] = useState<ConsoleError>();
  useDocumentTitle(`${t('title')} · ${common('product')}`);
  return (
    <DoorPage product={common('product')} place={serverName} note={t('version', { version })}>
      {ticket === undefined ? (
        <PasswordStep
          demo={demo}
          ended={ended}
          onTicket={(opened) => {
            setEnded(undefined);
            setTicket(opened);
          }}
        />
      ) : (
        <CodeStep
          ticket={ticket}
          onSignedIn={enter}
          onOver={(error) => {
            setEnded(error);
            setTicket(undefined);
          }}
        />
      )}
    </DoorPage>
  );
}

function PasswordStep({
  demo,
  ended,
  onTicket,
}: Pick<SignInPageProps, 'demo'> & {
  /** Why the step of the code ended without a session. */
  readonly ended: ConsoleError | undefined;
  readonly onTicket: (ticket: string) => void;
}): ReactNode {
  const { t } = useTranslation('signIn');
  const signIn = useCommand('session.signIn');
  const enter = useEnterSession();
  const wait = useCountdown();
  const [name, setName] = useState('');
  const [password, setPassword] = useState('');

  const send = (credentials: { readonly name: string; readonly password: string }) =>
    signIn.mutate(credentials, {
      onSuccess: (answer) => (answer.state === 'signed-in' ? enter(answer.session) : onTicket(answer.ticket)),
      onError: (error) => {
        setPassword('');
        if (error.code === 'SIGN_IN_THROTTLED') wait.start(Number(error.detail.retryAfterSeconds ?? 0));
      },
    });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send({ name, password });
  };
  const isWaiting = wait.seconds > 0;
  return (
    <form onSubmit={submit}>
      <Stack gap={12}>
        <Title order={1}>{t('title')}</Title>
        <SignInProblem error={signIn.error ?? ended ?? null} waitSeconds={wait.seconds} />
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
        {demo === undefined ? (
          <Text size="xs" c="dimmed">
            {t('forgot')}
          </Text>
        ) : (
          <Anchor component="button" type="button" size="sm" onClick={() => send(demo)} disabled={isWaiting}>
            {t('demo', { name: demo.name })}
          </Anchor>
        )}
      </Stack>
    </form>
  );
}
