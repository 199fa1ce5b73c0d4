/** Reads for pages: `const users = useQueryOf('users.list', { search })`. */
import { keepPreviousData, type UseQueryResult, useQuery } from '@tanstack/react-query';
import { callProcedure } from './call-procedure.ts';
import type { ConsoleError } from './console-error.ts';
import { type InputOf, type OutputOf, type ProcedurePath, queryKeyOf } from './procedures.ts';

export type QueryOptions = {
  /** False: not asked yet. Default true. */
  readonly isEnabled?: boolean;
  /** Keep showing the last answer while the next input is fetched (tables while typing). Default true. */
  readonly keepsPrevious?: boolean;
  /** Ask again this often, beside what topics bring. Default never. */
  readonly refreshMilliseconds?: number;
};
type QueryArguments<Path extends ProcedurePath> =
  unknown extends InputOf<Path>
    ? [path: Path, input?: undefined, options?: QueryOptions]
    : [path: Path, input: InputOf<Path>, options?: QueryOptions];

export type QueryOf<Path extends ProcedurePath> = UseQueryResult<OutputOf<Path>, ConsoleError>;

/** Asks a procedure and keeps its answer fresh: topics of the engine that touch its area ask again (use-engine-events.ts). */
export function useQueryOf<Path extends ProcedurePath>(...[path, input, options = {}]: QueryArguments<Path>): QueryOf<Path> {
  return useQuery<OutputOf<Path>, ConsoleError>({
    queryKey: queryKeyOf(path, input),
    queryFn: ({ signal }) => callProcedure(path, input, signal),
    enabled: options.isEnabled ?? true,
    refetchInterval: options.refreshMilliseconds ?? false,
    ...((options.keepsPrevious ?? true) ? { placeholderData: keepPreviousData } : {}),
  }) as QueryOf<Path>;
}
