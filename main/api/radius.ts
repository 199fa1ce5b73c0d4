import { appError } from '../engine/app-error.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function radiusClientsApi(os: Procedures, { store, radius }: ApiWorld) {
  return {
    list: os.radiusClients.list.handler(async () => [...(await store.read('radius-clients.list', undefined))]),
    get: os.radiusClients.get.handler(async ({ input }) => {
      const client = (await store.read('radius-clients.list', undefined)).find(({ id }) => id === input.id);
      if (client === undefined) throw appError('RADIUS_CLIENT_NOT_FOUND', { detail: { client: input.id } });
      return client;
    }),
    create: os.radiusClients.create.handler(({ input, context }) => radius.createClient(context.actor.name, input)),
    update: os.radiusClients.update.handler(({ input, context }) => radius.updateClient(context.actor.name, input)),
    delete: os.radiusClients.delete.handler(async ({ input, context }) => {
      await radius.removeClient(context.actor.name, input.id);
      return {};
    }),
    activity: os.radiusClients.activity.handler(({ input }) => radius.activity(input.id)),
    test: os.radiusClients.test.handler(({ input }) => radius.test(input)),
  };
}

export function radiusListenersApi(os: Procedures, { radius }: ApiWorld) {
  return {
    get: os.radiusListeners.get.handler(() => radius.listeners()),
    update: os.radiusListeners.update.handler(({ input, context }) => radius.changeListeners(context.actor.name, input)),
    discards: os.radiusListeners.discards.handler(() => radius.discards()),
  };
}
