import { Button, CopyButton, Group, Text } from '@mantine/core';
import { IconCheck, IconClock, IconCopy, IconPhone, IconPhoneOff, IconX } from '@tabler/icons-react';
import { type ReactNode, useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrunkTest } from '../../../shared/schemas/trunk.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { type StateLook, StateMark } from '../../parts/delivery/StateMark.tsx';
import { ownWords } from '../../parts/own-words.ts';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { LinkText } from '../../ui/links.tsx';
import { formatExact, formatNumber } from '../../ui/time.ts';
import { Ladder } from './Ladder.tsx';
import { adviceOf, ladderText, momentOf } from './ladder.ts';
import type { ListedTrunk } from './trunk-state.ts';

/** Between two looks at the clock while a call runs. */
const TICK_MILLISECONDS = 500;
/** Of a caller who is not told (RFC 3323 §4.1.1.3). */
const ANONYMOUS_HOST = '@anonymous.invalid';
const OUTCOME: Readonly<Record<NonNullable<TrunkTest['outcome']>, { readonly Icon: typeof IconX; readonly look: StateLook }>> = {
  verified: { Icon: IconCheck, look: 'good' },
  answered: { Icon: IconX, look: 'bad' },
  'not-answered': { Icon: IconClock, look: 'waiting' },
  refused: { Icon: IconX, look: 'bad' },
  unreachable: { Icon: IconX, look: 'bad' },
  cancelled: { Icon: IconPhoneOff, look: 'neutral' },
};

type Props = { readonly test: TrunkTest; readonly trunk: Pick<ListedTrunk, 'name' | 'isEnabled'> };

/** What the person should do now, or how it ended and what to do next; and each step of the call. */
export function TestResult({ test, trunk: { name, isEnabled } }: Props): ReactNode {
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
    const timer = setInterval(look, TICK_MILLISECONDS);
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
    <>
      <KeyValue
        rows={[
          { label: t('test.sentFrom'), value: sentFrom },
          {
            label: t('test.sentAsserted'),
            value: sentAssertedIdentity === '' ? t('test.withoutAsserted') : sentAssertedIdentity,
          },
        ]}
      />
      {sentFrom.includes(ANONYMOUS_HOST) ? (
        <Text size="sm" c="dimmed">
          {t('test.anonymous')} <LinkText to="/caller-id">{t('test.setCallerId')}</LinkText>
        </Text>
      ) : null}
    </>
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
            flex="none"
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
