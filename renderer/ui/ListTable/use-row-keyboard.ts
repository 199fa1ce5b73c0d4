import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { extended, movedIndex, toggled } from './selection.ts';
import type { RowActions } from './TableRow.tsx';
import type { ListTableProps } from './types.ts';

type RowSource<Row> = {
  readonly count: number;
  readonly rowAt: (index: number) => Row | undefined;
  readonly pageRows: () => number;
  readonly focusRow: (index: number) => void;
};

/** Which row has the focus, and what keys and clicks do to it. The actions stay the same object. */
export function useRowKeyboard<Row>(
  props: ListTableProps<Row>,
  source: RowSource<Row>,
): { readonly current: number; readonly actions: RowActions } {
  const [current, setCurrent] = useState(0);
  const anchor = useRef(0);
  const latest = useRef({ props, source });
  useEffect(() => {
    latest.current = { props, source };
  });
  const [actions] = useState<RowActions>(() => {
    const select = (index: number, isRange: boolean) => {
      const { props: now, source: rows } = latest.current;
      const row = rows.rowAt(index);
      if (row === undefined || now.selection === undefined) return;
      selectRow(now, { row, index, anchor: isRange ? anchor.current : undefined });
      anchor.current = index;
    };
    const open = (index: number) => {
      const row = latest.current.source.rowAt(index);
      if (row !== undefined) latest.current.props.onOpen?.(row, index);
    };
    const keyDown = (event: KeyboardEvent, index: number) => {
      // Keys of a box or link inside the row are its own.
      if (event.target !== event.currentTarget) return;
      const { source: rows } = latest.current;
      const target = movedIndex(event.key, index, rows.count, rows.pageRows());
      if (target !== undefined) {
        setCurrent(target);
        rows.focusRow(target);
        if (event.shiftKey) select(target, true);
      } else if (event.key === 'Enter') open(index);
      else if (event.key === ' ') select(index, event.shiftKey);
      else if (event.key === 'a' && (event.ctrlKey || event.metaKey)) selectAll(latest.current.props);
      else return;
      event.preventDefault();
    };
    return { select, open, focus: setCurrent, keyDown };
  });
  return { current, actions };
}

type Chosen<Row> = { readonly row: Row; readonly index: number; readonly anchor: number | undefined };

/** One row switched, or all from the anchor to it. */
function selectRow<Row>({ selection, rows, keyOf }: ListTableProps<Row>, { row, index, anchor }: Chosen<Row>): void {
  if (selection === undefined) return;
  if (selection.all?.isOn === true) {
    // Without "all", the one row that was pressed is what is meant.
    selection.all.onChange(false);
    selection.onChange(new Set([keyOf(row)]));
  } else if (anchor === undefined) selection.onChange(toggled(selection.keys, keyOf(row)));
  else if (selection.onRange === undefined) selection.onChange(extended(selection.keys, (rows ?? []).map(keyOf), anchor, index));
  else selection.onRange(Math.min(anchor, index), Math.max(anchor, index));
}

function selectAll<Row>({ selection, rows, keyOf }: ListTableProps<Row>): void {
  if (selection?.all !== undefined) selection.all.onChange(true);
  else selection?.onChange(new Set((rows ?? []).map(keyOf)));
}
