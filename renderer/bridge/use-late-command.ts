import { useQueryClient } from '@tanstack/react-query';
import { callProcedure } from './call-procedure.ts';
import { type InputOf, type OutputOf, type ProcedurePath, splitPath } from './procedures.ts';

/**
 * A command for what outlives the component that offers it: Undo in a message, pressed after its row or dialog is gone.
 * Sent once, and its area is read again after it, as with `useCommand`.
 */
export function useLateCommand<Path extends ProcedurePath>(path: Path): (input: InputOf<Path>) => Promise<OutputOf<Path>> {
  const queries = useQueryClient();
  const [area] = splitPath(path);
  return async (input) => {
    try {
      return await callProcedure(path, input);
    } finally {
      void queries.invalidateQueries({ queryKey: [area] });
    }
  };
}
