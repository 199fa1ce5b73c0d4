import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function reportsApi(os: Procedures, { store }: ApiWorld) {
  return {
    summary: os.reports.summary.handler(({ input }) => store.read('reports.summary', input)),
    users: os.reports.users.handler(async ({ input }) => {
      const { rows, total } = await store.read('reports.users', input);
      return { rows: [...rows], total };
    }),
  };
}
