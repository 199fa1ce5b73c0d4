import { useEffect, useState } from 'react';
import type { InputOf, ProcedurePath } from '../bridge/procedures.ts';
import { type QueryOf, useQueryOf } from '../bridge/use-query-of.ts';

/**
 * As useQueryOf, for answers that cost the server something: what events make stale is asked again at most every
 * `paceMilliseconds`, however busy the engine is. A new input is asked at once.
 */
export function usePacedQueryOf<Path extends ProcedurePath>(
  path: Path,
  input: InputOf<Path>,
  paceMilliseconds: number,
): QueryOf<Path> {
  const key = JSON.stringify([path, input]);
  const [resting, setResting] = useState<string>();
  const ask = useQueryOf as (path: ProcedurePath, input: unknown, options: { readonly isEnabled: boolean }) => QueryOf<Path>;
  const query = ask(path, input, { isEnabled: resting !== key });
  const isAnswered = query.isSuccess && !query.isPlaceholderData && !query.isFetching;
  const answeredAt = isAnswered ? query.dataUpdatedAt : undefined;
  useEffect(() => {
    if (answeredAt === undefined) return;
    setResting(key);
    const timer = setTimeout(() => setResting(undefined), paceMilliseconds);
    return () => clearTimeout(timer);
  }, [key, answeredAt, paceMilliseconds]);
  return query;
}
