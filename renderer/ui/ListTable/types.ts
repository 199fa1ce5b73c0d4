import type { ReactNode } from 'react';

export type RowKey = string | number;

/** One column of a list, declared. */
export type Column<Row> = {
  readonly id: string;
  /** Short; also the name in the column chooser. */
  readonly header: string;
  /** What the cell shows. A string or number is cut with an ellipsis and shown whole on hover. */
  readonly cell: (row: Row, index: number) => ReactNode;
  /** Name of this column in the server's sort; absent: not sortable. */
  readonly sortBy?: string;
  /** Pixels. One column without a width takes what is left. */
  readonly width?: number;
  readonly align?: 'start' | 'end';
  /** Not shown until chosen. */
  readonly isOptional?: boolean;
  /** Cannot be switched off: the row's name. */
  readonly isFixed?: boolean;
};

export type Sort = { readonly by: string; readonly direction: 'asc' | 'desc' };

export type Paging = {
  readonly offset: number;
  readonly limit: number;
  readonly onChange: (paging: { offset: number; limit: number }) => void;
};

/** A list of any length as one sheet, instead of pages: a `useRowPages` result and the first row in sight. */
export type Continuous<Row> = {
  /** Undefined: not here yet; drawn as an empty shape. */
  readonly rowAt: (index: number) => Row | undefined;
  readonly onRange: (first: number, last: number) => void;
  /** From the address, and back into it when the hand rests. */
  readonly position: number;
  readonly onPosition: (position: number) => void;
};

/** Rows chosen for an action on many. */
export type Selection = {
  readonly keys: ReadonlySet<RowKey>;
  readonly onChange: (keys: ReadonlySet<RowKey>) => void;
  /** Of a continuous list: "all that match" is a choice of its own, because nobody has read them all. */
  readonly all?: { readonly isOn: boolean; readonly onChange: (isOn: boolean) => void };
  /** Of a continuous list: selects rows `first` to `last`, also those that are not here. */
  readonly onRange?: (first: number, last: number) => void;
  /** Buttons shown while something is selected. */
  readonly actions: ReactNode;
};

/** What the table needs of a query; a `useQueryOf` result fits. */
export type ListQuery = {
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly isFetching: boolean;
  readonly isPlaceholderData?: boolean;
};

export type ListTableProps<Row> = {
  /** Names the table for readers, and keeps the operator's choice of columns: unique, e.g. 'users'. */
  readonly id: string;
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly query: ListQuery;
  readonly rows?: readonly Row[];
  /** How many rows match in all; undefined where nobody counts (the log). */
  readonly total?: number;
  readonly keyOf: (row: Row) => RowKey;
  /** How a reader names the row: its checkbox is "Select {name}". */
  readonly nameOf: (row: Row) => string;
  readonly sort?: Sort;
  readonly onSort?: (sort: Sort) => void;
  readonly paging?: Paging;
  /** Instead of `rows` and `paging`. */
  readonly continuous?: Continuous<Row>;
  readonly selection?: Selection;
  /** Click or Enter on a row. */
  readonly onOpen?: (row: Row, index: number) => void;
  /** The row whose drawer is open. */
  readonly openKey?: RowKey;
  /** Shown instead of rows when there are none: <EmptyState>. */
  readonly empty: ReactNode;
  /** Shown when the query failed: <QueryError>. */
  readonly error?: ReactNode;
  /** Left of the paging: "Load older" and the like. */
  readonly footer?: ReactNode;
};
