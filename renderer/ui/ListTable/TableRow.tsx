import { type KeyboardEvent, type MouseEvent, memo, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ListTable.module.css';
import type { Column } from './types.ts';

export type TableRowProps<Row> = {
  /** Undefined: not read yet. */
  readonly row: Row | undefined;
  /** Position among the rows shown, from 0. */
  readonly index: number;
  /** Position in the whole list, from 1, header included. */
  readonly ariaRowIndex: number;
  readonly name: string;
  readonly columns: readonly Column<Row>[];
  readonly isSelected: boolean | undefined;
  readonly isCurrent: boolean;
  readonly isOpen: boolean;
  readonly isOpenable: boolean;
  /** One object that stays the same: a row is drawn again only for what it shows. */
  readonly actions: RowActions;
};

export type RowActions = {
  readonly select: (index: number, isRange: boolean) => void;
  readonly open: (index: number) => void;
  readonly focus: (index: number) => void;
  readonly keyDown: (event: KeyboardEvent, index: number) => void;
};

/** One row: the whole row opens on click, links and boxes inside it keep their own. */
function PlainTableRow<Row>(props: TableRowProps<Row>): ReactNode {
  const { t } = useTranslation('common');
  const { index, row, actions } = props;
  const open = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null) return;
    // Marking text in a cell ends in a click too.
    if (window.getSelection()?.isCollapsed === false) return;
    actions.open(index);
  };
  return (
    <tr
      aria-rowindex={props.ariaRowIndex}
      aria-selected={props.isSelected}
      aria-busy={row === undefined || undefined}
      data-index={index}
      data-open={props.isOpen || undefined}
      data-openable={(props.isOpenable && row !== undefined) || undefined}
      tabIndex={props.isCurrent ? 0 : -1}
      onClick={open}
      onFocus={() => actions.focus(index)}
      onKeyDown={(event) => actions.keyDown(event, index)}
    >
      {props.isSelected === undefined ? null : (
        <td className={classes.check}>
          {row === undefined ? null : (
            // The browser's own box: forty of Mantine's took longer to draw than all other cells.
            <input
              type="checkbox"
              className={classes.box}
              tabIndex={-1}
              aria-label={t('table.select', { name: props.name })}
              checked={props.isSelected}
              onClick={(event) => actions.select(index, event.shiftKey)}
              onChange={() => undefined}
            />
          )}
        </td>
      )}
      {props.columns.map((column) =>
        row === undefined ? <WaitingCell key={column.id} /> : <Cell key={column.id} column={column} row={row} index={index} />,
      )}
    </tr>
  );
}
export const TableRow = memo(PlainTableRow) as typeof PlainTableRow;

function Cell<Row>({
  column,
  row,
  index,
}: {
  readonly column: Column<Row>;
  readonly row: Row;
  readonly index: number;
}): ReactNode {
  const content = column.cell(row, index);
  const title = typeof content === 'string' || typeof content === 'number' ? String(content) : undefined;
  return (
    <td data-align={column.align} title={title} dir="auto">
      {content}
    </td>
  );
}

function WaitingCell(): ReactNode {
  return (
    <td>
      <span className={classes.waiting} />
    </td>
  );
}
