import type { Icon } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import classes from './delivery.module.css';

/** How one way out is doing: a shape, its words, and only then a colour. */
export type StateLook = 'good' | 'bad' | 'waiting' | 'neutral';

export function StateMark({
  look,
  Icon: Shape,
  children,
}: {
  readonly look: StateLook;
  readonly Icon: Icon;
  readonly children: ReactNode;
}): ReactNode {
  return (
    <span className={classes.state} data-look={look}>
      <Shape size={16} aria-hidden />
      <span>{children}</span>
    </span>
  );
}
