/** Changes for pages: `const disable = useCommand('users.setEnabled'); disable.mutate({ ids, isEnabled: false })`. */
import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { callProcedure } from './call-procedure.ts';
import type { ConsoleError } from './console-error.ts';
import { type InputOf, type OutputOf, type ProcedurePath, splitPath } from './procedures.ts';

// biome-ignore lint/suspicious/noConfusingVoidType: what lets `mutate()` be called without an argument
type VariablesOf<Path extends ProcedurePath> = unknown extends InputOf<Path> ? void : InputOf<Path>;
export type CommandOf<Path extends ProcedurePath> = UseMutationResult<OutputOf<Path>, ConsoleError, VariablesOf<Path>>;

/**
 * A procedure that changes something. Sent once, never repeated: after CONNECTION_LOST nobody knows whether it was
 * done, and the text says so. What its area shows is read again after it, done or refused.
 */
export function useCommand<Path extends ProcedurePath>(path: Path): CommandOf<Path> {
  const queries = useQueryClient();
  const [area] = splitPath(path);
  return useMutation<OutputOf<Path>, ConsoleError, VariablesOf<Path>>({
    mutationFn: (input) => callProcedure(path, input),
    onSettled: () => queries.invalidateQueries({ queryKey: [area] }),
  });
}
