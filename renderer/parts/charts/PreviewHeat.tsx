import type { ReactNode } from 'react';
import classes from './charts.module.css';

/** The map of busiest hours without its words, for a card. */
export function PreviewHeat({ levels }: { readonly levels: readonly (readonly number[])[] }): ReactNode {
  return (
    <div className={classes.previewHeat} aria-hidden>
      {levels.flat().map((level, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: a week has its hours in one order
        <i key={index} data-level={level} />
      ))}
    </div>
  );
}
