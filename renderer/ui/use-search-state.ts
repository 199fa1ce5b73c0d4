/** View state of a page (filters, sort, page) that lives in the address. */
import { useNavigate, useSearch } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import type { z } from 'zod';

/** Changes to the search; undefined takes a parameter out. */
export type SearchChange<Search> = Partial<Search>;

/**
 * The page's search parameters by its schema, and how to change some of them. The entry in the browser's history is
 * replaced, so that Back leaves the page instead of undoing letters.
 */
export function useSearchState<Schema extends z.ZodObject>(
  schema: Schema,
): readonly [z.output<Schema>, (change: SearchChange<z.output<Schema>>) => void] {
  const raw = useSearch({ strict: false }) as Record<string, unknown>;
  const navigate = useNavigate();
  const search = useMemo(() => schema.parse(raw), [schema, raw]);
  const change = useCallback(
    (changes: SearchChange<z.output<Schema>>) => {
      void navigate({ to: '.', search: (before: object) => ({ ...before, ...changes }), replace: true });
    },
    [navigate],
  );
  return [search, change];
}
