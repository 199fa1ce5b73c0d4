import {
  IconAlertTriangle,
  IconCheck,
  IconCircleDashed,
  IconClockPause,
  IconPlayerPause,
  IconRefresh,
  IconX,
} from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { type StateLook, StateMark } from '../../parts/delivery/StateMark.tsx';
import { formatDuration, formatHour, formatMinute, formatNumber, formatRelative } from '../../ui/time.ts';
import { type ListedTrunk, type TrunkState, trunkStateOf } from './trunk-state.ts';

const SHAPE: Readonly<Record<TrunkState, { readonly Icon: typeof IconX; readonly look: StateLook }>> = {
  off: { Icon: IconPlayerPause, look: 'neutral' },
  down: { Icon: IconX, look: 'bad' },
  'registration-failed': { Icon: IconX, look: 'bad' },
  resting: { Icon: IconClockPause, look: 'waiting' },
  registering: { Icon: IconRefresh, look: 'waiting' },
  registered: { Icon: IconCheck, look: 'good' },
  up: { Icon: IconCheck, look: 'good' },
  'not-asked': { Icon: IconCircleDashed, look: 'neutral' },
  unknown: { Icon: IconAlertTriangle, look: 'waiting' },
};
/** Beyond it a time wants its day. */
const DAY_MILLISECONDS = 86_400_000;
const MINUTE_MILLISECONDS = 60_000;

/** "Up, answered 3 s ago in 12 ms". */
export function TrunkMark({
  trunk,
  at: now,
}: {
  readonly trunk: ListedTrunk;
  /** When it was read. */
  readonly at: number;
}): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const state = trunkStateOf(trunk, now);
  return <StateMark {...SHAPE[state]}>{stateText(t, state, trunk.health, now)}</StateMark>;
}

function stateText(t: TFunction<'phoneCalls'>, state: TrunkState, health: ListedTrunk['health'], now: number): string {
  const { registeredUntil, restsUntil, lastProblem, lastAnswerAt, roundTripMilliseconds } = health;
  const timeOf = (at: number) => (Math.abs(now - at) < DAY_MILLISECONDS ? formatHour(at) : formatMinute(at));
  switch (state) {
    case 'off':
      return t('state.off');
    case 'down':
      return lastProblem === undefined ? t('state.down') : t('state.downSince', { time: timeOf(lastProblem.at) });
    case 'registration-failed':
      return t('state.registrationFailed');
    case 'resting':
      return t('state.restingUntil', { time: timeOf(restsUntil ?? now) });
    case 'registering':
      return t('state.registering');
    case 'registered':
      return registeredUntil === undefined
        ? t('state.registered')
        : t('state.registeredUntil', { time: timeOf(registeredUntil) });
    case 'up': {
      if (lastAnswerAt === undefined) return t('state.up');
      const when = agoText(t, lastAnswerAt, now);
      return roundTripMilliseconds === undefined
        ? t('state.upAnswered', { when })
        : t('state.upAnsweredIn', { when, duration: formatDuration(roundTripMilliseconds) });
    }
    case 'not-asked':
      return t('state.notAsked');
    case 'unknown':
      return t('state.unknown');
  }
}

/** Seconds as they are: trunks are asked each minute, and "now" says too little. */
function agoText(t: TFunction<'phoneCalls'>, at: number, now: number): string {
  const age = Math.max(0, now - at);
  return age < MINUTE_MILLISECONDS
    ? t('state.secondsAgo', { seconds: formatNumber(Math.round(age / 1000)) })
    : formatRelative(at, now);
}
