/** Rows a page; ours: a screen and a half of dense rows, read in some milliseconds. */
export const PAGE_ROWS = 100;
export type RowRange = { readonly first: number; readonly last: number };

/** Numbers of the pages in sight and of the next ones, so that a slow scroll never waits. */
export function pagesAround({ first, last }: RowRange, total: number | undefined): readonly number[] {
  const end = total === undefined ? last : Math.min(total, last + PAGE_ROWS / 2);
  const from = Math.max(0, Math.floor((first - PAGE_ROWS / 2) / PAGE_ROWS));
  const until = Math.max(from + 1, Math.ceil(end / PAGE_ROWS));
  return Array.from({ length: until - from }, (_, index) => from + index);
}
