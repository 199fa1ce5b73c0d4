import { type CSSProperties, type KeyboardEvent, type ReactNode, useEffect, useRef } from 'react';
import { LoadingRows } from '../Page.tsx';
import classes from './ListTable.module.css';
import { toggledAll } from './selection.ts';
import { TableFoot } from './TableFoot.tsx';
import { TableHead } from './TableHead.tsx';
import { TableOptions } from './TableOptions.tsx';
import { TableRow } from './TableRow.tsx';
import type { ListTableProps, RowKey } from './types.ts';
import { ROW_HEIGHT, useColumns, useDensity } from './use-columns.ts';
import { useRowKeyboard } from './use-row-keyboard.ts';
import { useRowWindow } from './use-row-window.ts';

/** Pixels; the least that the column without a width gets: below it the table scrolls sideways. */
const FLEXIBLE_WIDTH_MIN = 170;
const NO_ROWS: readonly never[] = [];

/**
 * The list of every list page: declared columns, sort by the server, only the rows in sight in the page's tree. Either
 * one page of rows, or all rows that match as one sheet (`continuous`). One row is in the tab order; arrows, Home, End
 * and Page keys move, Space selects, Enter opens.
 */
export function ListTable<Row>(props: ListTableProps<Row>): ReactNode {
  const { columns, keyOf, selection, query, continuous } = props;
  const rows = props.rows ?? NO_ROWS;
  const { shown, isShown, toggle } = useColumns(props.id, columns);
  const [density, setDensity] = useDensity();
  const rowHeight = ROW_HEIGHT[density];
  const count = continuous === undefined ? rows.length : (props.total ?? 0);
  const rowAt = continuous?.rowAt ?? ((index: number) => rows[index]);
  const { scroller, span, pageRows, show } = useRowWindow({
    count,
    rowHeight,
    position: continuous?.position,
    onPosition: continuous?.onPosition,
  });
  const onRange = continuous?.onRange;
  useEffect(() => onRange?.(span.first, span.last), [onRange, span.first, span.last]);
  const focusRow = (index: number) => {
    show(index);
    // The row may only be in the tree after the scroll.
    requestAnimationFrame(() =>
      scroller.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`)?.focus({ preventScroll: true }),
    );
  };
  const { current, actions } = useRowKeyboard(props, { count, rowAt, pageRows, focusRow });
  const hadFocus = useRef(false);
  useEffect(() => {
    // The row with the focus was scrolled out of the tree: the list keeps it, so that the next arrow comes back to it.
    if (hadFocus.current && document.activeElement === document.body) scroller.current?.focus({ preventScroll: true });
  });
  const onScrollerKey = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.target === event.currentTarget) actions.keyDown(event, current);
  };

  const offset = props.paging?.offset ?? 0;
  const spanCount = shown.length + (selection === undefined ? 0 : 1);
  if (query.isError && count === 0) return props.error;
  const indexes = Array.from({ length: Math.max(0, Math.min(span.last, count) - span.first) }, (_, i) => span.first + i);
  return (
    <div className={classes.frame}>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the keys are those of the grid inside, after its row with the focus was scrolled out of the tree */}
      <div
        className={classes.scroller}
        ref={scroller}
        tabIndex={-1}
        onKeyDown={onScrollerKey}
        onFocus={(event) => {
          hadFocus.current = event.target === event.currentTarget || event.target instanceof HTMLTableRowElement;
        }}
        onBlur={(event) => {
          // To nothing at all: the row has left the tree, or the window lost the focus.
          hadFocus.current = hadFocus.current && event.relatedTarget === null;
        }}
        style={{ '--row-height': `${rowHeight}px` } as CSSProperties}
      >
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
          <TableHead columns={shown} sort={props.sort} onSort={props.onSort} selectAll={selectAllOf(props, rows.map(keyOf))} />
          <tbody>
            <Spacer height={span.before} span={spanCount} />
            {indexes.map((index) => {
              const row = rowAt(index);
              const key = row === undefined ? undefined : keyOf(row);
              return (
                <TableRow
                  // By place: a row that comes into the shape that waits for it keeps the focus.
                  key={continuous === undefined ? key : index}
                  row={row}
                  index={index}
                  ariaRowIndex={offset + index + 2}
                  name={row === undefined ? '' : props.nameOf(row)}
                  columns={shown}
                  isSelected={selection && (selection.all?.isOn === true || (key !== undefined && selection.keys.has(key)))}
                  isCurrent={index === Math.min(current, count - 1)}
                  isOpen={key !== undefined && key === props.openKey}
                  isOpenable={props.onOpen !== undefined}
                  actions={actions}
                />
              );
            })}
            <Spacer height={span.after} span={spanCount} />
          </tbody>
        </table>
        {query.isPending ? <LoadingRows rows={12} height={rowHeight} /> : null}
        {!query.isPending && count === 0 ? props.empty : null}
      </div>
      <TableFoot
        shownCount={count}
        total={query.isPending ? undefined : props.total}
        selection={selection}
        paging={props.paging}
        inView={
          continuous === undefined || count <= pageRows()
            ? undefined
            : { first: Math.min(continuous.position, count - pageRows() - 1), rows: pageRows() + 1 }
        }
        footer={props.footer}
        options={<TableOptions columns={columns} isShown={isShown} onToggle={toggle} density={density} onDensity={setDensity} />}
      />
    </div>
  );
}

/** The box in the header: all rows of the page, or all that match. */
function selectAllOf<Row>({ selection, total = 0 }: ListTableProps<Row>, keys: readonly RowKey[]) {
  if (selection === undefined) return undefined;
  const isSome = selection.keys.size > 0;
  const { all } = selection;
  if (all !== undefined) return { isAll: all.isOn && total > 0, isSome, onToggle: () => all.onChange(!all.isOn) };
  const isAll = keys.length > 0 && keys.every((key) => selection.keys.has(key));
  return { isAll, isSome, onToggle: () => selection.onChange(toggledAll(selection.keys, keys)) };
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
