import { Anchor, Button, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, type ReactNode, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Session } from '../../../shared/schemas/operator.ts';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { CodeField } from '../../parts/CodeField.tsx';
import { SignInProblem } from './SignInProblem.tsx';
import { useCountdown } from './use-countdown.ts';

const CODE_MIN_DIGITS = 6;

/** The password was right; the token has the last word. */
export function CodeStep({
  ticket,
  onSignedIn,
  onOver,
}: {
  readonly ticket: string;
  readonly onSignedIn: (session: Session) => void;
  /** Back to name and password, with the reason where there is one. */
  readonly onOver: (error?: ConsoleError) => void;
}): ReactNode {
  const { t } = useTranslation('signIn');
  const verify = useCommand('session.verifySecondFactor');
  const wait = useCountdown();
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  const digits = code.replaceAll(/\s/g, '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    verify.mutate(
      { ticket, code: digits },
      {
        onSuccess: onSignedIn,
        onError: (error) => {
          setCode('');
          field.current?.focus();
          if (error.code === 'SIGN_IN_TICKET_OVER') onOver(error);
          if (error.code === 'SIGN_IN_THROTTLED') wait.start(Number(error.detail.retryAfterSeconds ?? 0));
        },
      },
    );
  };
  return (
    <form onSubmit={submit}>
      <Stack gap={12}>
        <Title order={1}>{t('code.title')}</Title>
        <SignInProblem error={verify.error} waitSeconds={wait.seconds} />
        <Text size="sm">{t('code.text')}</Text>
        <CodeField
          ref={field}
          label={t('code.label')}
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
          autoComplete="one-time-code"
          autoFocus
          w="100%"
        />
        <Button
          type="submit"
          size="sm"
          fullWidth
          loading={verify.isPending}
          disabled={wait.seconds > 0 || digits.length < CODE_MIN_DIGITS}
        >
          {t('submit')}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={() => onOver()} style={{ alignSelf: 'flex-start' }}>
          {t('code.back')}
        </Anchor>
        <Text size="xs" c="dimmed">
          {t('code.lost')}
        </Text>
      </Stack>
    </form>
  );
}
