import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function settingsApi(os: Procedures, { settings }: ApiWorld) {
  return {
    list: os.settings.list.handler(() => settings.list()),
    update: os.settings.update.handler(({ input, context }) => settings.update(context.actor.name, input)),
  };
}
