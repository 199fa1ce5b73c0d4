/** The call log. Phone numbers are masked where the settings say so. */
import { maskPhone } from '../engine/mask-phone.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function callsApi(os: Procedures, { store, settingsNow, callNow }: Pick<ApiWorld, 'store' | 'settingsNow' | 'callNow'>) {
  return {
    list: os.calls.list.handler(async ({ input, context }) => {
      const { rows, hasMore } = await store.read('calls.list', input);
      // Whoever reads the data folder anyway, by the command line, sees whole numbers.
      const masks = settingsNow().log.masksPhone && context.caller.kind !== 'local';
      return { rows: rows.map((row) => (masks ? { ...row, number: maskPhone(row.number) } : { ...row })), hasMore };
    }),
    now: os.calls.now.handler(async ({ input }) => callNow(input.userId) ?? null),
  };
}
