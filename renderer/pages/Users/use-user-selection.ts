import { useCallback, useState } from 'react';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { notifyError } from '../../parts/errors.tsx';
import type { RowKey } from '../../ui/ListTable/types.ts';

type ReadBetween = (first: number, last: number) => Promise<readonly { readonly id: number }[]>;
type Chosen = { readonly keys: ReadonlySet<RowKey>; readonly allOf: string | undefined };

const NOBODY: ReadonlySet<RowKey> = new Set();

/**
 * Who is selected: single users, which stay selected while the filter changes, or all that match one filter. `query`
 * names the filter: "all" of one is nobody of the next.
 */
export function useUserSelection(query: string, readBetween: ReadBetween) {
  const [chosen, setChosen] = useState<Chosen>({ keys: NOBODY, allOf: undefined });
  const setKeys = useCallback((keys: ReadonlySet<RowKey>) => setChosen({ keys, allOf: undefined }), []);
  const setAll = useCallback((isOn: boolean) => setChosen({ keys: NOBODY, allOf: isOn ? query : undefined }), [query]);
  const addRange = (first: number, last: number) => {
    readBetween(first, last + 1).then(
      (rows) => setChosen(({ keys }) => ({ keys: new Set([...keys, ...rows.map(({ id }) => id)]), allOf: undefined })),
      (error: ConsoleError) => notifyError(error),
    );
  };
  const clear = useCallback(() => setChosen({ keys: NOBODY, allOf: undefined }), []);
  return { keys: chosen.keys, isAll: chosen.allOf === query, setKeys, setAll, addRange, clear };
}
