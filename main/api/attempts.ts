import type { Attempt } from '../../shared/schemas/attempt.ts';
import { maskAttempt } from '../engine/mask-phone.ts';
import type { Caller } from './context.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function attemptsApi(os: Procedures, { store, settingsNow }: ApiWorld) {
  /** Whoever reads the data folder anyway, by the command line, sees whole numbers. */
  const shown = <Row extends Attempt>(caller: Caller, row: Row): Row =>
    settingsNow().log.masksPhone && caller.kind !== 'local' ? maskAttempt(row) : row;
  return {
    list: os.attempts.list.handler(async ({ input, context }) => {
      const { rows, hasMore } = await store.read('attempts.list', input);
      return { rows: rows.map((row) => shown(context.caller, row)), hasMore };
    }),
    get: os.attempts.get.handler(async ({ input, context }) => {
      const attempt = await store.read('attempts.get', input);
      return attempt === undefined ? null : shown(context.caller, attempt);
    }),
    verify: os.attempts.verify.handler(async () => {
      const verification = await store.read('attempts.verify', undefined);
      return { ...verification, differences: [...verification.differences] };
    }),
    counts: os.attempts.counts.handler(({ input }) => store.read('attempts.counts', input)),
  };
}
