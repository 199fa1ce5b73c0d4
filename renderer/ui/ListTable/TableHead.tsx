import { Checkbox } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import classes from './ListTable.module.css';
import type { Column, Sort } from './types.ts';

/** The sticky header row: sort buttons, and the box that selects every row shown. */
export function TableHead<Row>({
  columns,
  sort,
  onSort,
  selectAll,
}: {
  readonly columns: readonly Column<Row>[];
  readonly sort: Sort | undefined;
  readonly onSort: ((sort: Sort) => void) | undefined;
  readonly selectAll: { readonly isAll: boolean; readonly isSome: boolean; readonly onToggle: () => void } | undefined;
}): ReactNode {
  const { t } = useTranslation('common');
  return (
    <thead>
      <tr aria-rowindex={1}>
        {selectAll === undefined ? null : (
          <th scope="col" className={classes.check}>
            <Checkbox
              size="xs"
              aria-label={t('table.selectAll')}
              checked={selectAll.isAll}
              indeterminate={selectAll.isSome && !selectAll.isAll}
              onChange={selectAll.onToggle}
            />
          </th>
        )}
        {columns.map((column) => (
          <th
            key={column.id}
            scope="col"
            data-align={column.align}
            aria-sort={column.sortBy === undefined ? undefined : sortState(column, sort)}
          >
            {column.sortBy === undefined || onSort === undefined ? (
              column.header
            ) : (
              <SortButton column={column} by={column.sortBy} sort={sort} onSort={onSort} />
            )}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function sortState<Row>(column: Column<Row>, sort: Sort | undefined): 'ascending' | 'descending' | 'none' {
  if (sort === undefined || column.sortBy !== sort.by) return 'none';
  return sort.direction === 'asc' ? 'ascending' : 'descending';
}

function SortButton<Row>({
  column,
  by,
  sort,
  onSort,
}: {
  readonly column: Column<Row>;
  readonly by: string;
  readonly sort: Sort | undefined;
  readonly onSort: (sort: Sort) => void;
}): ReactNode {
  const isSorted = sort?.by === by;
  const Arrow = sort?.direction === 'desc' ? IconArrowDown : IconArrowUp;
  return (
    <button
      type="button"
      className={classes.sort}
      onClick={() => onSort({ by, direction: isSorted && sort.direction === 'asc' ? 'desc' : 'asc' })}
    >
      {column.header}
      <Arrow size={14} aria-hidden style={{ visibility: isSorted ? 'visible' : 'hidden' }} />
    </button>
  );
}
