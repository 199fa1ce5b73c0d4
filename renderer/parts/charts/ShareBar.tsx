import type { ReactNode } from 'react';
import classes from './charts.module.css';
import type { Look } from './looks.ts';

export type BarPart = { readonly key: string; readonly value: number; readonly look: Look };

/** A horizontal bar in a cell, in parts; `of` fills the whole cell. The numbers stand in the cells beside it. */
export function ShareBar({ parts, of }: { readonly parts: readonly BarPart[]; readonly of: number }): ReactNode {
  return (
    <span className={classes.track} aria-hidden>
      {parts.map(({ key, value, look }) =>
        value <= 0 ? null : (
          <span
            key={key}
            data-pattern={look.pattern}
            style={{ width: `${of <= 0 ? 0 : (value / of) * 100}%`, backgroundColor: look.color }}
          />
        ),
      )}
    </span>
  );
}
