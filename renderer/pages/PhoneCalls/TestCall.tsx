import { Button, CopyButton, Group, Text, TextInput } from '@mantine/core';
import { useForm } from '@mantine/form';
import { IconCheck, IconClock, IconCopy, IconPhone, IconPhoneOff, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useEffectEvent, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrunkTest } from '../../../shared/schemas/trunk.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useLateCommand } from '../../bridge/use-late-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { type StateLook, StateMark } from '../../parts/delivery/StateMark.tsx';
import { CommandError, errorText, notifyError } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';
import { Fields } from '../../ui/FormSection.tsx';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { formatExact, formatNumber } from '../../ui/time.ts';
import { Ladder } from './Ladder.tsx';
import { adviceOf, ladderText, momentOf } from './ladder.ts';
import type { ListedTrunk } from './trunk-state.ts';

/** Between two looks at a call that runs. */
const POLL_MILLISECONDS = 500;
const OUTCOME: Readonly<Record<NonNullable<TrunkTest['outcome']>, { readonly Icon: typeof IconX; readonly look: StateLook }>> = {
  verified: { Icon: IconCheck, look: 'good' },
  answered: { Icon: IconX, look: 'bad' },
  'not-answered': { Icon: IconClock, look: 'waiting' },
  refused: { Icon: IconX, look: 'bad' },
  unreachable: { Icon: IconX, look: 'bad' },
  cancelled: { Icon: IconPhoneOff, look: 'neutral' },
};

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
      {shown === undefined ? null : <Shown test={shown} trunk={trunk} />}
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

type ShownProps = { readonly test: TrunkTest; readonly trunk: Pick<ListedTrunk, 'name' | 'isEnabled'> };

function Shown({ test, trunk: { name, isEnabled } }: ShownProps): ReactNode {
  return (
    <>
      {/* Announced as it changes; the ladder itself is read when one goes there. */}
      <div aria-live="polite">
        {test.outcome === undefined ? <Running test={test} /> : <Outcome test={test} isEnabled={isEnabled} />}
      </div>
      <Ladder trunkName={name} steps={test.steps} />
      <Sent test={test} />
      <CopyLadder test={test} trunkName={name} />
    </>
  );
}

function Running({ test }: { readonly test: TrunkTest }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const seconds = useSecondsSince(test.startedAt);
  const moment = momentOf(test.steps, Math.max(seconds * 1000, test.steps.at(-1)?.atMilliseconds ?? 0));
  return (
    <Group gap={8} justify="space-between" wrap="nowrap" align="flex-start">
      <StateMark Icon={moment === 'calling' || moment === 'silent' ? IconClock : IconPhone} look="waiting">
        {t(`test.now.${moment}`)}
      </StateMark>
      <Text size="sm" c="dimmed" aria-hidden style={{ fontVariantNumeric: 'tabular-nums' }}>
        {t('test.elapsed', { seconds: formatNumber(seconds) })}
      </Text>
    </Group>
  );
}

/** Whole seconds by this machine's clock, from when the page first saw the call. */
function useSecondsSince(startedAt: number): number {
  const [from] = useState(() => performance.now() - Math.min(60_000, Math.max(0, Date.now() - startedAt)));
  const [seconds, setSeconds] = useState(0);
  useEffect(() => {
    const look = () => setSeconds(Math.floor((performance.now() - from) / 1000));
    const timer = setInterval(look, POLL_MILLISECONDS);
    return () => clearInterval(timer);
  }, [from]);
  return seconds;
}

function Outcome({ test, isEnabled }: { readonly test: TrunkTest; readonly isEnabled: boolean }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { outcome, sipStatus, words } = test;
  const advice = adviceOf(test);
  if (outcome === undefined || advice === undefined) return null;
  const shown =
    outcome === 'refused' && sipStatus !== undefined
      ? t('outcome.refusedWith', { status: String(sipStatus) })
      : t(`outcome.${outcome}`);
  return (
    <>
      <StateMark {...OUTCOME[outcome]}>{shown}</StateMark>
      <Text size="sm" mt={4}>
        {t(advice === 'verified' && !isEnabled ? 'next.verifiedOff' : `next.${advice}`)}
      </Text>
      {words === '' || outcome === 'verified' ? null : (
        <>
          <p className={classes.dimmed} style={{ marginTop: 8 }}>
            {t('test.words')}
          </p>
          <p className={classes.words}>{ownWords(words)}</p>
        </>
      )}
    </>
  );
}

/** What the INVITE carried; a carrier may show another number all the same. */
function Sent({ test: { sentFrom, sentAssertedIdentity } }: { readonly test: TrunkTest }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  if (sentFrom === '') return null;
  return (
    <KeyValue
      rows={[
        { label: t('test.sentFrom'), value: sentFrom },
        { label: t('test.sentAsserted'), value: sentAssertedIdentity === '' ? t('test.withoutAsserted') : sentAssertedIdentity },
      ]}
    />
  );
}

function CopyLadder({ test, trunkName }: { readonly test: TrunkTest; readonly trunkName: string }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const title = t('test.textTitle', { name: trunkName, at: formatExact(test.startedAt) });
  const facts = [
    ...(test.sentFrom === '' ? [] : [`${t('test.sentFrom')}: ${test.sentFrom}`]),
    ...(test.sentAssertedIdentity === '' ? [] : [`${t('test.sentAsserted')}: ${test.sentAssertedIdentity}`]),
    ...(test.outcome === undefined ? [] : [t(`outcome.${test.outcome}`)]),
    ...(test.words === '' ? [] : [`${t('test.words')}: ${test.words}`]),
  ];
  return (
    <Group gap={12} wrap="nowrap">
      <CopyButton value={ladderText(test.steps, title, trunkName, facts)}>
        {({ copied, copy }) => (
          <Button
            variant="default"
            leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
            onClick={copy}
          >
            {t(copied ? 'test.copied' : 'test.copy')}
          </Button>
        )}
      </CopyButton>
      <Text size="sm" c="dimmed">
        {t('test.copyText')}
      </Text>
    </Group>
  );
}
