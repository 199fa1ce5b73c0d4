import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function importsApi(os: Procedures, { imports }: ApiWorld) {
  return {
    preview: os.imports.preview.handler(({ input, context }) => imports.preview(context.actor.name, input)),
    rows: os.imports.rows.handler(async ({ input, context }) => {
      const { rows, total, codes } = await imports.rows(context.actor.name, input);
      return { rows: [...rows], total, codes };
    }),
    commit: os.imports.commit.handler(({ input, context }) => imports.commit(context.actor.name, input)),
    cancel: os.imports.cancel.handler(async ({ input, context }) => {
      await imports.cancel(context.actor.name, input);
      return {};
    }),
  };
}
