import { type ReactNode, useId } from 'react';
import classes from './KeyValue.module.css';

export type KeyValueRow = { readonly label: string; readonly value: ReactNode };

/** Facts about one thing: labels left, values right. */
export function KeyValue({
  rows,
  labelWidth = 160,
}: {
  readonly rows: readonly KeyValueRow[];
  readonly labelWidth?: number;
}): ReactNode {
  const id = useId();
  return (
    <dl className={classes.list} style={{ gridTemplateColumns: `minmax(96px, ${labelWidth}px) 1fr` }}>
      {rows.map(({ label, value }) => (
        <div key={`${id}${label}`} className={classes.row}>
          <dt>{label}</dt>
          <dd dir="auto">{value}</dd>
        </div>
      ))}
    </dl>
  );
}
