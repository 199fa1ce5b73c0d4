import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function attemptsApi(os: Procedures, { store }: ApiWorld) {
  return {
    list: os.attempts.list.handler(async ({ input }) => {
      const { rows, hasMore } = await store.read('attempts.list', input);
      return { rows: [...rows], hasMore };
    }),
    get: os.attempts.get.handler(async ({ input }) => (await store.read('attempts.get', input)) ?? null),
    verify: os.attempts.verify.handler(async () => {
      const verification = await store.read('attempts.verify', undefined);
      return { ...verification, differences: [...verification.differences] };
    }),
    counts: os.attempts.counts.handler(({ input }) => store.read('attempts.counts', input)),
  };
}
