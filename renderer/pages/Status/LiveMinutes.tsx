import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { formatNumber } from '../../ui/time.ts';
import classes from './Status.module.css';

const HEIGHT = 36;
/** Units of the drawing a minute: a bar and its gap. */
const STEP = 10;
const BAR = 7;

/** Attempts of each of the last sixty minutes, as the engine counts them: no log is read for it. */
export function LiveMinutes({
  minutes,
  lastMinute,
}: {
  readonly minutes: readonly number[];
  readonly lastMinute: number;
}): ReactNode {
  const { t } = useTranslation('status');
  const most = Math.max(...minutes);
  const top = Math.max(1, most);
  return (
    <div className={classes.minutes}>
      <div className={classes.minutesWords}>
        <span>{t('people.minutes')}</span>
        <strong>{t('people.minutesNow', { count: lastMinute, formatted: formatNumber(lastMinute) })}</strong>
      </div>
      <svg
        viewBox={`0 0 ${minutes.length * STEP} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('people.minutesLabel', { most: formatNumber(most) })}
      >
        {minutes.map((count, minute) => {
          const height = count === 0 ? 1 : Math.max(2, (count / top) * HEIGHT);
          return (
            <rect
              // biome-ignore lint/suspicious/noArrayIndexKey: a place in the hour, not a thing that moves
              key={minute}
              x={minute * STEP}
              y={HEIGHT - height}
              width={BAR}
              height={height}
              data-empty={count === 0 || undefined}
            />
          );
        })}
      </svg>
    </div>
  );
}
