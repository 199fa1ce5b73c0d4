import { useVirtualizer } from '@tanstack/react-virtual';
import { type CSSProperties, type KeyboardEvent, type ReactNode, useRef, useState } from 'react';
import { LoadingRows } from '../Page.tsx';
import classes from './ListTable.module.css';
import { extended, movedIndex, toggled, toggledAll } from './selection.ts';
import { TableFoot } from './TableFoot.tsx';
import { TableHead } from './TableHead.tsx';
import { TableOptions } from './TableOptions.tsx';
import { TableRow } from './TableRow.tsx';
import type { ListTableProps } from './types.ts';
import { ROW_HEIGHT, useColumns, useDensity } from './use-columns.ts';

/** Pixels; the least that the column without a width gets: below it the table scrolls sideways. */
const FLEXIBLE_WIDTH_MIN = 170;
/** Pixels; one header row above the rows. */
const HEADER_HEIGHT = 32;

/**
 * The list of every list page: declared columns, sort and paging by the server, only the rows in sight in the page's
 * tree. One row is in the tab order; arrows, Home, End and Page keys move, Space selects, Enter opens.
 */
export function ListTable<Row>(props: ListTableProps<Row>): ReactNode {
  const { columns, rows, keyOf, selection, query } = props;
  const { shown, isShown, toggle } = useColumns(props.id, columns);
  const [density, setDensity] = useDensity();
  const rowHeight = ROW_HEIGHT[density];
  const scroller = useRef<HTMLDivElement>(null);
  const virtual = useVirtualizer({
    count: rows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    overscan: 12,
    scrollPaddingStart: HEADER_HEIGHT,
  });
  const keyboard = useRowKeyboard(props, (index) => {
    virtual.scrollToIndex(index);
    // The row may only be in the tree after the scroll.
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`)?.focus());
  });

  const keys = rows.map(keyOf);
  const offset = props.paging?.offset ?? 0;
  const visible = virtual.getVirtualItems();
  const before = visible[0]?.start ?? 0;
  const after = virtual.getTotalSize() - (visible.at(-1)?.end ?? 0);
  const spanCount = shown.length + (selection === undefined ? 0 : 1);
  const selectAll = selection && {
    isAll: rows.length > 0 && keys.every((key) => selection.keys.has(key)),
    isSome: selection.keys.size > 0,
    onToggle: () => selection.onChange(toggledAll(selection.keys, keys)),
  };

  if (query.isError && rows.length === 0) return props.error;
  return (
    <div className={classes.frame}>
      <div className={classes.scroller} ref={scroller} style={{ '--row-height': `${rowHeight}px` } as CSSProperties}>
        <table
          // biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: the grid pattern allows a table, which keeps its meaning for readers
          role="grid"
          aria-label={props.label}
          aria-rowcount={props.total === undefined ? -1 : props.total + 1}
          aria-multiselectable={selection !== undefined || undefined}
          aria-busy={query.isFetching}
          data-stale={query.isPlaceholderData || undefined}
          className={classes.table}
          style={{ minWidth: leastWidth(shown) }}
        >
          <colgroup>
            {selection === undefined ? null : <col style={{ width: 36 }} />}
            {shown.map((column) => (
              <col key={column.id} style={column.width === undefined ? undefined : { width: column.width }} />
            ))}
          </colgroup>
          <TableHead columns={shown} sort={props.sort} onSort={props.onSort} selectAll={selectAll} />
          <tbody>
            <Spacer height={before} span={spanCount} />
            {visible.map(({ index }) => {
              const row = rows[index];
              if (row === undefined) return null;
              const key = keyOf(row);
              return (
                <TableRow
                  key={key}
                  row={row}
                  index={index}
                  ariaRowIndex={offset + index + 2}
                  name={props.nameOf(row)}
                  columns={shown}
                  isSelected={selection?.keys.has(key)}
                  isCurrent={index === Math.min(keyboard.current, rows.length - 1)}
                  isOpen={key === props.openKey}
                  isOpenable={props.onOpen !== undefined}
                  onSelect={keyboard.onSelect}
                  onOpen={keyboard.onOpen}
                  onFocus={keyboard.onFocus}
                  onKeyDown={keyboard.onKeyDown}
                />
              );
            })}
            <Spacer height={after} span={spanCount} />
          </tbody>
        </table>
        {query.isPending ? <LoadingRows rows={12} height={rowHeight} /> : null}
        {!query.isPending && rows.length === 0 ? props.empty : null}
      </div>
      <TableFoot
        shownCount={rows.length}
        total={query.isPending ? undefined : props.total}
        selection={selection}
        paging={props.paging}
        footer={props.footer}
        options={<TableOptions columns={columns} isShown={isShown} onToggle={toggle} density={density} onDensity={setDensity} />}
      />
    </div>
  );
}

/** Pixels: columns keep their widths, and none of them disappears in a narrow window. */
function leastWidth(columns: readonly { readonly width?: number }[]): number {
  return columns.reduce((sum, { width }) => sum + (width ?? FLEXIBLE_WIDTH_MIN), 0);
}

/** Keeps the room of the rows that are not in the tree. */
function Spacer({ height, span }: { readonly height: number; readonly span: number }): ReactNode {
  if (height <= 0) return null;
  return (
    <tr aria-hidden className={classes.spacer}>
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}

/** Which row has the focus, and what keys and clicks do to it. */
function useRowKeyboard<Row>(props: ListTableProps<Row>, focusRow: (index: number) => void) {
  const { rows, keyOf, selection } = props;
  const [current, setCurrent] = useState(0);
  const anchor = useRef(0);

  const onSelect = (index: number, isRange: boolean) => {
    const row = rows[index];
    if (row === undefined || selection === undefined) return;
    selection.onChange(
      isRange ? extended(selection.keys, rows.map(keyOf), anchor.current, index) : toggled(selection.keys, keyOf(row)),
    );
    anchor.current = index;
  };
  const onOpen = (index: number) => {
    const row = rows[index];
    if (row !== undefined) props.onOpen?.(row);
  };
  const onKeyDown = (event: KeyboardEvent, index: number) => {
    // Keys of a box or link inside the row are its own.
    if (event.target !== event.currentTarget) return;
    const target = movedIndex(event.key, index, rows.length, 12);
    if (target !== undefined) {
      focusRow(target);
      if (event.shiftKey) onSelect(target, true);
    } else if (event.key === 'Enter') onOpen(index);
    else if (event.key === ' ') onSelect(index, event.shiftKey);
    else if (event.key === 'a' && event.ctrlKey && selection !== undefined) selection.onChange(new Set(rows.map(keyOf)));
    else return;
    event.preventDefault();
  };
  return { current, onFocus: setCurrent, onSelect, onOpen, onKeyDown };
}
