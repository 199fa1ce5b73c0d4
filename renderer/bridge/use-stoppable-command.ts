import { type UseMutationResult, useMutation, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { callProcedure } from './call-procedure.ts';
import type { ConsoleError } from './console-error.ts';
import { type InputOf, type OutputOf, type ProcedurePath, splitPath } from './procedures.ts';

/** What was stopped has no answer: the server was told, and nobody waits for it any more. */
export const STOPPED = Symbol('stopped');

/**
 * A command that waits for a person, so that it can be stopped: the server sees the request end and gives up what it
 * does for it. It stops by itself when its component goes.
 */
export function useStoppableCommand<Path extends ProcedurePath>(
  path: Path,
): UseMutationResult<OutputOf<Path> | typeof STOPPED, ConsoleError, InputOf<Path>> & { readonly stop: () => void } {
  const queries = useQueryClient();
  const [area] = splitPath(path);
  const running = useRef<AbortController>(null);
  useEffect(() => () => running.current?.abort(), []);
  const command = useMutation<OutputOf<Path> | typeof STOPPED, ConsoleError, InputOf<Path>>({
    mutationFn: async (input) => {
      const controller = new AbortController();
      running.current = controller;
      try {
        return await callProcedure(path, input, controller.signal);
      } catch (error) {
        if (controller.signal.aborted) return STOPPED;
        throw error;
      }
    },
    onSettled: () => queries.invalidateQueries({ queryKey: [area] }),
  });
  return { ...command, stop: () => running.current?.abort() };
}
