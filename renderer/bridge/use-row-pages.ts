/** A list of any length, read in pages around what is in sight. */
import { useQueries, useQueryClient } from '@tanstack/react-query';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { callProcedure } from './call-procedure.ts';
import type { ConsoleError } from './console-error.ts';
import { type InputOf, type OutputOf, queryKeyOf } from './procedures.ts';
import { PAGE_ROWS, pagesAround, type RowRange } from './row-page-numbers.ts';

/** Procedures that answer a page by offset and limit. */
type PagedPath = 'users.list' | 'tokens.list';
type FilterOf<Path extends PagedPath> = Omit<InputOf<Path>, 'offset' | 'limit'>;
type RowOf<Path extends PagedPath> = OutputOf<Path>['rows'][number];

/** Milliseconds that pages out of sight are kept; ours. */
const KEPT_MILLISECONDS = 60_000;
/** Pages kept at most while someone scrolls on and on; ours. */
const KEPT_PAGES_MAX = 200;
/** Milliseconds of rest before pages are asked for while scrolling fast; ours. */
const DEBOUNCE_MILLISECONDS = 70;

export type RowPages<Row> = {
  /** Undefined: not here yet. */
  readonly rowAt: (index: number) => Row | undefined;
  /** Undefined until the first answer. */
  readonly total: number | undefined;
  readonly isPending: boolean;
  readonly isError: boolean;
  readonly isFetching: boolean;
  /** What is shown is the list before the filter changed. */
  readonly isPlaceholderData: boolean;
  readonly error: ConsoleError | null;
  readonly refetch: () => void;
  /** Says which rows are in sight; `last` is the one after them. */
  readonly onRange: (first: number, last: number) => void;
  /** Reads rows `first` up to, not including, `last`, in sight or not. */
  readonly readBetween: (first: number, last: number) => Promise<readonly Row[]>;
};

type Shown<Row> = { readonly key: string; readonly total: number; readonly pages: ReadonlyMap<number, readonly Row[]> };

export function useRowPages<Path extends PagedPath>(path: Path, filter: FilterOf<Path>, position: number): RowPages<RowOf<Path>> {
  const queries = useQueryClient();
  const key = JSON.stringify(filter);
  const [range, setRange] = useRange(position);
  const shown = useRef<Shown<RowOf<Path>>>(undefined);
  const optionsOf = useCallback(
    (page: number) => {
      const input = { ...(JSON.parse(key) as FilterOf<Path>), offset: page * PAGE_ROWS, limit: PAGE_ROWS };
      return {
        queryKey: queryKeyOf(path, input),
        queryFn: ({ signal }: { signal: AbortSignal }) => callProcedure(path, input, signal),
        gcTime: KEPT_MILLISECONDS,
      };
    },
    [path, key],
  );
  const known = shown.current?.key === key ? shown.current : undefined;
  const numbers = pagesAround(range, known?.total);
  const results = useQueries({ queries: numbers.map(optionsOf) });

  const pages = new Map<number, readonly RowOf<Path>[]>();
  for (const [index, { data }] of results.entries()) if (data !== undefined) pages.set(numbers[index] ?? 0, data.rows);
  const newest = results
    .filter((result) => result.data !== undefined)
    .toSorted((one, other) => other.dataUpdatedAt - one.dataUpdatedAt)[0];
  const isNew = newest === undefined && known === undefined;
  const current: Shown<RowOf<Path>> | undefined =
    newest?.data === undefined ? (known ?? shown.current) : { key, total: newest.data.total, pages };
  useEffect(() => {
    if (newest?.data !== undefined) shown.current = { key, total: newest.data.total, pages };
  });
  const firstPage = numbers[0];
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page in sight is when there is one more to forget
  useEffect(() => limitPages(queries, path), [queries, path, firstPage]);

  const cached = (page: number) => queries.getQueryData<OutputOf<Path>>(optionsOf(page).queryKey)?.rows;
  const old = isNew ? current : undefined;
  const looked = new Map<number, readonly RowOf<Path>[] | undefined>();
  const rowsOf = (page: number) => {
    if (old !== undefined) return old.pages.get(page);
    if (pages.has(page)) return pages.get(page);
    if (!looked.has(page)) looked.set(page, cached(page));
    return looked.get(page);
  };
  const failed = results.find((result) => result.isError);
  return {
    rowAt: (index) => rowsOf(Math.floor(index / PAGE_ROWS))?.[index % PAGE_ROWS],
    total: current?.total,
    isPending: current === undefined && failed === undefined,
    isError: failed !== undefined,
    isFetching: results.some((result) => result.isFetching),
    isPlaceholderData: old !== undefined,
    error: (failed?.error ?? null) as ConsoleError | null,
    refetch: () => {
      for (const result of results) void result.refetch();
    },
    onRange: setRange,
    readBetween: useCallback(
      async (first, last) => {
        const rows: RowOf<Path>[] = [];
        for (let page = Math.floor(first / PAGE_ROWS); page * PAGE_ROWS < last; page += 1) {
          const answer = await queries.fetchQuery(optionsOf(page));
          const from = page * PAGE_ROWS;
          rows.push(...answer.rows.filter((_, index) => from + index >= first && from + index < last));
        }
        return rows;
      },
      [queries, optionsOf],
    ),
  };
}

/** The range to read: at once when the hand rests, a little later while it flies over the list. */
function useRange(position: number): readonly [RowRange, (first: number, last: number) => void] {
  const [range, setRange] = useState<RowRange>({ first: position, last: position + PAGE_ROWS / 2 });
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const lastCall = useRef(0);
  useEffect(() => () => clearTimeout(timer.current), []);
  const change = useMemo(
    () => (first: number, last: number) => {
      const at = performance.now();
      const isFlying = at - lastCall.current < DEBOUNCE_MILLISECONDS;
      lastCall.current = at;
      clearTimeout(timer.current);
      const set = () => setRange((known) => (known.first === first && known.last === last ? known : { first, last }));
      if (isFlying) timer.current = setTimeout(set, DEBOUNCE_MILLISECONDS);
      else set();
    },
    [],
  );
  return [range, change];
}

/** Forgets the pages that were out of sight for longest. */
function limitPages(queries: ReturnType<typeof useQueryClient>, path: PagedPath): void {
  const idle = queries.getQueryCache().findAll({ queryKey: queryKeyOf(path), type: 'inactive' });
  if (idle.length <= KEPT_PAGES_MAX) return;
  const oldest = idle.toSorted((one, other) => one.state.dataUpdatedAt - other.state.dataUpdatedAt);
  for (const query of oldest.slice(0, idle.length - KEPT_PAGES_MAX)) queries.getQueryCache().remove(query);
}
