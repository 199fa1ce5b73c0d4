import type { ReactNode } from 'react';
import classes from './charts.module.css';
import type { Look } from './looks.ts';

/** A small square in the colour and pattern of a series. */
export function Swatch({ look }: { readonly look: Look }): ReactNode {
  return <i className={classes.swatch} aria-hidden data-pattern={look.pattern} style={{ backgroundColor: look.color }} />;
}

export function ChartLegend({
  series,
}: {
  readonly series: readonly { readonly key: string; readonly label: string; readonly look: Look }[];
}): ReactNode {
  return (
    <ul className={classes.legend}>
      {series.map(({ key, label, look }) => (
        <li key={key}>
          <Swatch look={look} /> {label}
        </li>
      ))}
    </ul>
  );
}
