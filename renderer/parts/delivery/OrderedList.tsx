import { ActionIcon, Tooltip } from '@mantine/core';
import { IconChevronDown, IconChevronUp } from '@tabler/icons-react';
import { type ReactNode, useRef, useState } from 'react';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { formatNumber } from '../../ui/time.ts';
import { notifyError } from '../errors.tsx';
import classes from './delivery.module.css';

type Way = 'up' | 'down';
type Ordered = { readonly id: number; readonly name: string; readonly position: number };
type Move = {
  mutate(
    to: { readonly id: number; readonly position: number },
    on: { readonly onSuccess: () => void; readonly onError: (error: ConsoleError) => void },
  ): void;
};

type Props<Row extends Ordered> = {
  readonly label: string;
  readonly rows: readonly Row[];
  /** Undefined: whoever looks may not change the order. */
  readonly move: Move | undefined;
  readonly texts: {
    readonly up: (name: string) => string;
    readonly down: (name: string) => string;
    readonly moved: (name: string, position: string) => string;
  };
  /** What stands right of the place in the order: the other three columns. */
  readonly children: (row: Row) => ReactNode;
};

/** In the order in which they are tried. Two buttons move one; no dragging. */
export function OrderedList<Row extends Ordered>({ label, rows, move, texts, children }: Props<Row>): ReactNode {
  const list = useRef<HTMLUListElement>(null);
  const [moved, setMoved] = useState('');
  const run = ({ id, name, position: before }: Row, way: Way) => {
    const position = before + (way === 'up' ? -1 : 1);
    move?.mutate(
      { id, position },
      {
        onSuccess: () => {
          setMoved(texts.moved(name, formatNumber(position)));
          // The row's place in the page has changed, and with it the focus; at an end the other button takes it.
          requestAnimationFrame(() => {
            const of = (direction: Way) =>
              list.current?.querySelector<HTMLButtonElement>(`[data-move="${id}-${direction}"]:not(:disabled)`);
            (of(way) ?? of(way === 'up' ? 'down' : 'up'))?.focus();
          });
        },
        onError: notifyError,
      },
    );
  };
  return (
    <>
      <ul ref={list} className={classes.list} aria-label={label}>
        {rows.map((row, index) => (
          <li key={row.id} className={classes.row}>
            <div className={classes.order}>
              <span className={classes.position}>{row.position}</span>
              {move === undefined || rows.length === 1 ? null : (
                <span className={classes.moves}>
                  <MoveButton row={row} way="up" label={texts.up(row.name)} isOff={index === 0} onMove={run} />
                  <MoveButton row={row} way="down" label={texts.down(row.name)} isOff={index === rows.length - 1} onMove={run} />
                </span>
              )}
            </div>
            {children(row)}
          </li>
        ))}
      </ul>
      <p role="status" className={classes.dimmed}>
        {moved}
      </p>
    </>
  );
}

function MoveButton<Row extends Ordered>({
  row,
  way,
  label,
  isOff,
  onMove,
}: {
  readonly row: Row;
  readonly way: Way;
  readonly label: string;
  readonly isOff: boolean;
  readonly onMove: (row: Row, way: Way) => void;
}): ReactNode {
  const Shape = way === 'up' ? IconChevronUp : IconChevronDown;
  return (
    <Tooltip label={label} disabled={isOff}>
      <ActionIcon
        variant="subtle"
        color="gray"
        size={24}
        aria-label={label}
        disabled={isOff}
        data-move={`${row.id}-${way}`}
        onClick={() => onMove(row, way)}
      >
        <Shape size={16} />
      </ActionIcon>
    </Tooltip>
  );
}
