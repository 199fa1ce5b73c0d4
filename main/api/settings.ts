import { previewText } from '../flows/preview-text.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function settingsApi(os: Procedures, { settings, registryImport }: ApiWorld) {
  return {
    list: os.settings.list.handler(() => settings.list()),
    update: os.settings.update.handler(({ input, context }) => settings.update(context.actor.name, input)),
    importRegistry: os.settings.importRegistry.handler(({ input, context }) => registryImport.run(context.actor.name, input)),
    previewText: os.settings.previewText.handler(({ input }) => previewText(input)),
  };
}
