/** The last errors of the server's log, for the Status page: what operators could otherwise read in the log file only. */
import type { Clock } from '../engine/ports.ts';
import type { Log } from './log.ts';

/** `count`: how often it came in a row. */
export type LoggedError = { readonly at: number; readonly message: string; readonly problem: string; readonly count: number };

const KEPT_ERRORS = 20;
const PROBLEM_MAX_CHARACTERS = 500;

/** `log` with a memory of its errors. */
export function rememberErrors(log: Log, clock: Clock): Log & { recentErrors(): LoggedError[] } {
  let errors: readonly LoggedError[] = [];
  return {
    info: log.info,
    error(message, error, fields) {
      log.error(message, error, fields);
      const problem = problemText(error);
      const [newest, ...older] = errors;
      const isSame = newest?.message === message && newest.problem === problem;
      const count = isSame ? newest.count + 1 : 1;
      errors = [{ at: clock.now(), message, problem, count }, ...(isSame ? older : errors)].slice(0, KEPT_ERRORS);
    },
    recentErrors: () => [...errors],
  };
}

function problemText(error: unknown): string {
  if (error === undefined) return '';
  const own = error instanceof Error ? error.message : String(error);
  const cause = error instanceof Error && error.cause instanceof Error ? `: ${error.cause.message}` : '';
  return `${own}${cause}`.slice(0, PROBLEM_MAX_CHARACTERS);
}
