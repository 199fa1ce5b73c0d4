import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function tagsApi(os: Procedures, { store, tags }: ApiWorld) {
  return {
    list: os.tags.list.handler(async () => ({ rows: [...(await store.read('tags.list', undefined))] })),
    create: os.tags.create.handler(({ input, context }) => tags.create(context.actor.name, input.name)),
    rename: os.tags.rename.handler(({ input, context }) => tags.rename(context.actor.name, input)),
    delete: os.tags.delete.handler(({ input, context }) => tags.remove(context.actor.name, input.id)),
  };
}
