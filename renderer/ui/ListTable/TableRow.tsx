import { Checkbox } from '@mantine/core';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ListTable.module.css';
import type { Column } from './types.ts';

export type TableRowProps<Row> = {
  readonly row: Row;
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
  readonly onSelect: (index: number, isRange: boolean) => void;
  readonly onOpen: (index: number) => void;
  readonly onFocus: (index: number) => void;
  readonly onKeyDown: (event: KeyboardEvent, index: number) => void;
};

/** One row: the whole row opens on click, links and boxes inside it keep their own. */
export function TableRow<Row>(props: TableRowProps<Row>): ReactNode {
  const { t } = useTranslation('common');
  const { index } = props;
  const open = (event: MouseEvent) => {
    if (event.target instanceof Element && event.target.closest('a, button, input, label') !== null) return;
    // Marking text in a cell ends in a click too.
    if (window.getSelection()?.isCollapsed === false) return;
    props.onOpen(index);
  };
  return (
    <tr
      aria-rowindex={props.ariaRowIndex}
      aria-selected={props.isSelected}
      data-index={index}
      data-open={props.isOpen || undefined}
      data-openable={props.isOpenable || undefined}
      tabIndex={props.isCurrent ? 0 : -1}
      onClick={open}
      onFocus={() => props.onFocus(index)}
      onKeyDown={(event) => props.onKeyDown(event, index)}
    >
      {props.isSelected === undefined ? null : (
        <td className={classes.check}>
          <Checkbox
            size="xs"
            tabIndex={-1}
            aria-label={t('table.select', { name: props.name })}
            checked={props.isSelected}
            onClick={(event) => props.onSelect(index, event.shiftKey)}
            onChange={() => undefined}
          />
        </td>
      )}
      {props.columns.map((column) => {
        const content = column.cell(props.row);
        const title = typeof content === 'string' || typeof content === 'number' ? String(content) : undefined;
        return (
          <td key={column.id} data-align={column.align} title={title} dir="auto">
            {content}
          </td>
        );
      })}
    </tr>
  );
}
