import type { ReactNode } from 'react';
import classes from './charts.module.css';
import type { Look } from './looks.ts';

/** Bars without axes, for a card: a picture of the report, whose numbers stand beside it. */
export function PreviewBars({
  bars,
  looks,
  height = 96,
}: {
  readonly bars: readonly { readonly key: number | string; readonly values: readonly number[] }[];
  /** One for each value of a bar. */
  readonly looks: readonly Look[];
  /** Pixels. */
  readonly height?: number;
}): ReactNode {
  const top = Math.max(1, ...bars.map(({ values }) => values.reduce((sum, value) => sum + value, 0)));
  return (
    <div className={classes.preview} aria-hidden style={{ height }}>
      {bars.map(({ key, values }) => (
        <span key={key} className={classes.bar}>
          {looks.map((look, index) => {
            const value = values[index] ?? 0;
            return value === 0 ? null : (
              <span
                // biome-ignore lint/suspicious/noArrayIndexKey: the looks of a chart never change places
                key={index}
                className={classes.segment}
                data-pattern={look.pattern}
                style={{ height: `${(value / top) * 100}%`, backgroundColor: look.color }}
              />
            );
          })}
        </span>
      ))}
    </div>
  );
}
