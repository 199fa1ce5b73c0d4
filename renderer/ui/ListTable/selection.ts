import type { RowKey } from './types.ts';

/** The selection with `key` switched. */
export function toggled(keys: ReadonlySet<RowKey>, key: RowKey): ReadonlySet<RowKey> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

/** All of `shown` selected, or all of them taken out when they all were. Rows on other pages stay as they are. */
export function toggledAll(keys: ReadonlySet<RowKey>, shown: readonly RowKey[]): ReadonlySet<RowKey> {
  const isAll = shown.length > 0 && shown.every((key) => keys.has(key));
  const next = new Set(keys);
  for (const key of shown) {
    if (isAll) next.delete(key);
    else next.add(key);
  }
  return next;
}

/** The selection with every row from `anchor` to `target` (Shift with a click). */
export function extended(
  keys: ReadonlySet<RowKey>,
  shown: readonly RowKey[],
  anchor: number,
  target: number,
): ReadonlySet<RowKey> {
  return new Set([...keys, ...shown.slice(Math.min(anchor, target), Math.max(anchor, target) + 1)]);
}

/** The row that a key moves to; undefined when the key moves nowhere. */
export function movedIndex(key: string, index: number, count: number, pageRows: number): number | undefined {
  const last = count - 1;
  switch (key) {
    case 'ArrowDown':
      return Math.min(index + 1, last);
    case 'ArrowUp':
      return Math.max(index - 1, 0);
    case 'PageDown':
      return Math.min(index + pageRows, last);
    case 'PageUp':
      return Math.max(index - pageRows, 0);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
