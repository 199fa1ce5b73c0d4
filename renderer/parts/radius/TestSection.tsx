import { Button, Group, Stack, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { type RadiusClient, type RadiusTestReply, radiusTestRequestSchema } from '../../../shared/schemas/radius.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { Section } from '../../ui/Page.tsx';
import { CommandError } from '../errors.tsx';
import { PasswordField } from '../PasswordField.tsx';
import { validateWith } from '../validate-with.ts';
import { TestReply } from './TestReply.tsx';
import classes from './TestSection.module.css';
import { stateAfter, type TestExchange, type TestState } from './test-state.ts';

const requestFields = radiusTestRequestSchema.pick({ username: true, password: true });

/** Sends a request as this client would, shows the reply, and asks the code when a challenge comes back. */
export function TestSection({
  client,
  hasUnsaved = false,
  username = '',
  onReply,
}: {
  readonly client: RadiusClient;
  readonly hasUnsaved?: boolean;
  /** Stands in the field at first. */
  readonly username?: string;
  readonly onReply?: (reply: RadiusTestReply) => void;
}): ReactNode {
  const { t } = useTranslation('radius');
  const test = useCommand('radiusClients.test');
  const [state, setState] = useState<TestState>({ step: 'request' });
  const [exchanges, setExchanges] = useState<readonly TestExchange[]>([]);
  const form = useForm({ initialValues: { username, password: '' }, validate: validateWith(requestFields) });

  const send = (name: string, password: string, challenge?: string) => {
    const before = state.step === 'request' ? [] : exchanges;
    setExchanges(before);
    test.mutate(
      { clientId: client.id, username: name, password, ...(challenge === undefined ? {} : { state: challenge }) },
      {
        onSuccess: (reply) => {
          setExchanges([...before, { key: before.length, username: name, reply }]);
          setState(stateAfter(reply, name));
          onReply?.(reply);
          // A code works once: the next test needs another one.
          form.setFieldValue('password', '');
        },
      },
    );
  };
  const isOnlyCode = client.otpEntry === 'in-password';
  const isUnchecked = client.otpEntry === 'challenge' && client.firstFactor === 'none';
  return (
    <Section title={t('test.title')} description={t('test.text')}>
      <Stack gap={12}>
        <form onSubmit={form.onSubmit((values) => send(values.username, values.password))} noValidate>
          <Group gap={8} align="flex-start">
            <TextInput w={200} label={t('test.username')} autoComplete="off" dir="auto" {...form.getInputProps('username')} />
            <PasswordField
              w={200}
              label={
                isUnchecked
                  ? `${t(`test.password.${client.otpEntry}`)} (${t('test.passwordUnchecked')})`
                  : t(`test.password.${client.otpEntry}`)
              }
              autoComplete={isOnlyCode ? 'one-time-code' : 'off'}
              {...form.getInputProps('password')}
            />
            <Button type="submit" variant="default" mt={21} h={36} loading={test.isPending && state.step === 'request'}>
              {state.step === 'challenge' ? t('test.again') : t('test.send')}
            </Button>
          </Group>
        </form>
        {hasUnsaved ? (
          <Text size="sm" c="var(--app-pending)" role="status">
            {t('test.unsaved')}
          </Text>
        ) : null}
        <CommandError error={test.error} />
        <div aria-live="polite" className={classes.replies}>
          {exchanges.map((exchange) => (
            <TestReply key={exchange.key} exchange={exchange} />
          ))}
        </div>
        {state.step === 'challenge' ? (
          <Answer
            key={state.state}
            prompt={exchanges.at(-1)?.reply.replyMessage ?? ''}
            isBusy={test.isPending}
            onSend={(code) => send(state.username, code, state.state)}
          />
        ) : null}
      </Stack>
    </Section>
  );
}

/** The answer to a challenge; takes the focus, as the device's prompt would. */
function Answer({
  prompt,
  isBusy,
  onSend,
}: {
  readonly prompt: string;
  readonly isBusy: boolean;
  readonly onSend: (code: string) => void;
}): ReactNode {
  const { t } = useTranslation('radius');
  const [code, setCode] = useState('');
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => field.current?.focus(), []);
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (code.trim() !== '') onSend(code.trim());
      }}
    >
      <Group gap={8} align="flex-end">
        <TextInput
          ref={field}
          w={260}
          label={prompt === '' ? t('test.answer') : prompt}
          autoComplete="one-time-code"
          inputMode="numeric"
          value={code}
          onChange={(event) => setCode(event.currentTarget.value)}
        />
        <Button type="submit" variant="default" h={36} loading={isBusy} disabled={code.trim() === ''}>
          {t('test.sendAnswer')}
        </Button>
      </Group>
    </form>
  );
}
