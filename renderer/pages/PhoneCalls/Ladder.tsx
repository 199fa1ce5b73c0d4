import { VisuallyHidden } from '@mantine/core';
import { IconCheck, IconClock, IconX } from '@tabler/icons-react';
import i18next from 'i18next';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { TrunkTest } from '../../../shared/schemas/trunk.ts';
import { ownWords } from '../../parts/own-words.ts';
import classes from './Ladder.module.css';
import { clockOf, type Rung, type RungLook, rungsOf } from './ladder.ts';

const SHAPE: Readonly<Record<RungLook, typeof IconX | undefined>> = {
  good: IconCheck,
  bad: IconX,
  waiting: IconClock,
  plain: undefined,
};

/** Who said what when: two lines, and an arrow for each message between them. For readers it is a list. */
export function Ladder({ trunkName, steps }: { readonly trunkName: string; readonly steps: TrunkTest['steps'] }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  return (
    <div className={classes.ladder}>
      <div className={classes.heads} aria-hidden>
        <span />
        <strong>{t('test.here')}</strong>
        <strong dir="auto">{trunkName}</strong>
      </div>
      <ol aria-label={t('test.ladder')} className={classes.rungs}>
        {rungsOf(steps).map((rung) => (
          <RungRow key={rung.key} rung={rung} />
        ))}
      </ol>
    </div>
  );
}

function RungRow({ rung: { atMilliseconds, direction, what, detail, look } }: { readonly rung: Rung }): ReactNode {
  const { t } = useTranslation('phoneCalls');
  const Shape = SHAPE[look];
  return (
    <li className={classes.rung} data-direction={direction} data-look={look}>
      <span className={classes.at}>{clockOf(atMilliseconds)}</span>
      <div className={classes.lane}>
        <VisuallyHidden component="span">{t(direction === 'here' ? 'test.own' : `test.${direction}`)}: </VisuallyHidden>
        <span className={classes.what}>
          {Shape === undefined ? null : <Shape size={14} aria-hidden />}
          {whatText(what)}
          {look === 'bad' ? <VisuallyHidden component="span">, {t('test.failed')}</VisuallyHidden> : null}
        </span>
        <span className={classes.arrow} aria-hidden />
        {detail === '' ? null : <span className={classes.detail}>{direction === 'here' ? hereText(detail) : detail}</span>}
      </div>
    </li>
  );
}

/** What this server found, in the console's language where it has words for it. */
function hereText(detail: string): string {
  const key = `phoneCalls:heard.${detail}`;
  return i18next.exists(key) ? i18next.t(key as never) : ownWords(detail);
}

/** SIP is the same in every language; what this server says of itself is not. */
function whatText(what: string): string {
  const key = `phoneCalls:what.${what}`;
  return i18next.exists(key) ? i18next.t(key as never) : what;
}
