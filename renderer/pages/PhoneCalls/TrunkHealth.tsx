import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from '../../parts/delivery/delivery.module.css';
import { KeyValue } from '../../ui/KeyValue.tsx';
import { Section } from '../../ui/Page.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatDuration, formatExact, formatNumber } from '../../ui/time.ts';
import { problemText } from './problem-text.ts';
import { TrunkMark } from './TrunkMark.tsx';
import type { ListedTrunk } from './trunk-state.ts';

/** How a trunk is doing since the engine started, with its own words. */
export function TrunkHealth({
  trunk,
  at,
}: {
  readonly trunk: ListedTrunk;
  /** When it was read. */
  readonly at: number;
}): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const { health, registers, callsAtOnceMax } = trunk;
  const { lastProblem, restsUntil, roundTripMilliseconds } = health;
  const running = { running: formatNumber(health.runningCount), maximum: formatNumber(callsAtOnceMax) };
  return (
    <Section title={t('health.title')} aside={<TrunkMark trunk={trunk} at={at} />}>
      <KeyValue
        rows={[
          ...(registers
            ? [{ label: t('health.registration'), value: t(`health.registrationState.${health.registration}`) }]
            : []),
          { label: t('health.lastAnswer'), value: <RelativeTime at={health.lastAnswerAt} /> },
          ...(roundTripMilliseconds === undefined
            ? []
            : [{ label: t('health.roundTrip'), value: formatDuration(roundTripMilliseconds) }]),
          { label: t('health.running'), value: t('health.runningOf', running) },
          { label: t('health.placed'), value: formatNumber(health.placedCount) },
          { label: t('health.answered'), value: formatNumber(health.answeredCount) },
          { label: t('health.failed'), value: formatNumber(health.failedCount) },
          ...(restsUntil === undefined ? [] : [{ label: t('health.restsUntil'), value: formatExact(restsUntil) }]),
        ]}
      />
      {lastProblem === undefined ? null : (
        <>
          <p className={classes.dimmed} style={{ marginTop: 8 }}>
            {t('health.lastProblem')} <RelativeTime at={lastProblem.at} />
          </p>
          <p className={classes.words}>{problemText(lastProblem)}</p>
        </>
      )}
    </Section>
  );
}
