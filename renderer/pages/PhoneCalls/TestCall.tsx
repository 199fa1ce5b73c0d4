import { Button, Group, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconPhone, IconPhoneOff } from '@tabler/icons-react';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useCommand } from '../../bridge/use-command.ts';
import { useLateCommand } from '../../bridge/use-late-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { CommandError, errorText, notifyError } from '../../parts/errors.tsx';
import { Fields } from '../../ui/FormSection.tsx';
import { TestResult } from './TestResult.tsx';
import type { ListedTrunk } from './trunk-state.ts';

/** Between two looks at a call that runs. */
const POLL_MILLISECONDS = 500;
/** A real call by this trunk alone, drawn step by step while it runs, and what to do with how it ended. */
export function TestCall({
  trunk,
  testId,
  onTestId,
  hasUnsaved = false,
}: {
  readonly trunk: Pick<ListedTrunk, 'id' | 'name' | 'isEnabled'>;
  /** '' before the first call. */
  readonly testId: string;
  readonly onTestId: (testId: string) => void;
  readonly hasUnsaved?: boolean;
}): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { t: common } = useTranslation('common');
  const start = useCommand('trunks.startTest');
  const stop = useCommand('trunks.stopTest');
  const [isOver, setOver] = useState(false);
  const test = useQueryOf(
    'trunks.test',
    { testId },
    { isEnabled: testId !== '', keepsPrevious: false, ...(isOver ? {} : { refreshMilliseconds: POLL_MILLISECONDS }) },
  );
  const form = useForm({
    initialValues: { phone: '' },
    validate: { phone: (phone) => (phone.trim() === '' ? common('fields.required') : null) },
  });
  const shown = testId === '' ? undefined : test.data;
  const isGone = test.error?.code === 'TRUNK_TEST_NOT_FOUND';
  useEffect(() => setOver(isGone || shown?.isOver === true), [isGone, shown?.isOver]);
  const isRunning = shown !== undefined && !shown.isOver;
  useHangUpOnLeave(isRunning ? testId : '');
  const submit = form.onSubmit(({ phone }) =>
    start.mutate(
      { id: trunk.id, phone: phone.trim() },
      {
        onSuccess: (started) => onTestId(started.testId),
        onError: (error) => {
          const { what, next } = errorText(error);
          if (error.code === 'PHONE_NUMBER_INVALID') form.setFieldError('phone', `${what}. ${next}`);
        },
      },
    ),
  );
  return (
    <Fields>
      <form onSubmit={submit} noValidate>
        <Fields>
          {start.error?.code === 'PHONE_NUMBER_INVALID' ? null : <CommandError error={start.error} />}
          <Text size="sm">{t('test.text')}</Text>
          {hasUnsaved ? (
            <Text size="sm" c="var(--app-pending)" role="status">
              {t('test.unsaved')}
            </Text>
          ) : null}
          <TextInput
            label={t('test.phone')}
            description={t('test.phoneText')}
            placeholder="+31 6 12345678"
            inputMode="tel"
            autoComplete="off"
            data-autofocus
            readOnly={isRunning}
            {...form.getInputProps('phone')}
          />
          <Group gap={8} justify="flex-end">
            {isRunning ? (
              <Button
                color="red"
                leftSection={<IconPhoneOff size={16} />}
                loading={stop.isPending}
                onClick={() => stop.mutate({ testId })}
              >
                {t('test.hangUp')}
              </Button>
            ) : (
              <Button type="submit" leftSection={<IconPhone size={16} />} loading={start.isPending}>
                {t(shown === undefined ? 'test.call' : 'test.again')}
              </Button>
            )}
          </Group>
        </Fields>
      </form>
      <CommandError error={stop.error} />
      {isGone ? <Text size="sm">{t('test.notKept')}</Text> : null}
      {shown === undefined ? null : <TestResult test={shown} trunk={trunk} />}
    </Fields>
  );
}

/** Whoever closes the drawer or goes to another page has no button left to end the call by. A reload finds it again. */
function useHangUpOnLeave(runningId: string): void {
  const hangUp = useLateCommand('trunks.stopTest');
  const onLeave = useEffectEvent(() => {
    if (runningId !== '') hangUp({ testId: runningId }).catch(notifyError);
  });
  useEffect(() => () => onLeave(), []);
}
