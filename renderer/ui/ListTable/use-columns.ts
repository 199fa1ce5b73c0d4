import { useLocalStorage } from '@mantine/hooks';
import { useMemo } from 'react';
import type { Column } from './types.ts';

/** What the operator changed, by column id: true shown, false hidden. Columns added later keep their default. */
type Choice = Readonly<Record<string, boolean>>;

export function isColumnShown<Row>(column: Column<Row>, choice: Choice): boolean {
  return column.isFixed === true || (choice[column.id] ?? column.isOptional !== true);
}

/** The columns to show and the choice of them, remembered by this browser for each table. */
export function useColumns<Row>(tableId: string, columns: readonly Column<Row>[]) {
  const [choice, setChoice] = useLocalStorage<Choice>({
    key: `columns.${tableId}`,
    defaultValue: {},
    getInitialValueInEffect: false,
  });
  // The same array while nothing changed: rows are drawn again only for what they show.
  const shown = useMemo(() => columns.filter((column) => isColumnShown(column, choice)), [columns, choice]);
  return {
    shown,
    isShown: (column: Column<Row>) => isColumnShown(column, choice),
    toggle: (column: Column<Row>) => setChoice({ ...choice, [column.id]: !isColumnShown(column, choice) }),
  };
}

export type Density = 'comfortable' | 'dense';
/** Pixels of a row (console design, section 1). */
export const ROW_HEIGHT: Readonly<Record<Density, number>> = { comfortable: 36, dense: 28 };

/** Row height, one choice for all tables. */
export function useDensity(): readonly [Density, (density: Density) => void] {
  const [density, setDensity] = useLocalStorage<Density>({
    key: 'density',
    defaultValue: 'comfortable',
    getInitialValueInEffect: false,
  });
  return [density, setDensity];
}

/** Ids of the columns that table `tableId` shows now, in its order: for a file of what is on the screen. */
export function shownColumnIds<Row>(tableId: string, columns: readonly Column<Row>[]): readonly string[] {
  const stored = localStorage.getItem(`columns.${tableId}`);
  const choice = stored === null ? {} : (JSON.parse(stored) as Choice);
  return columns.filter((column) => isColumnShown(column, choice)).map(({ id }) => id);
}
