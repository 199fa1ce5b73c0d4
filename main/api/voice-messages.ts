import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function voiceMessagesApi(os: Procedures, { voiceMessages }: ApiWorld) {
  return {
    list: os.voiceMessages.list.handler(({ input }) => voiceMessages.list(input)),
    sets: os.voiceMessages.sets.handler(() => voiceMessages.sets()),
    upload: os.voiceMessages.upload.handler(({ input, context }) => voiceMessages.upload(context.actor.name, input)),
    remove: os.voiceMessages.remove.handler(({ input, context }) => voiceMessages.remove(context.actor.name, input)),
    sound: os.voiceMessages.sound.handler(({ input }) => voiceMessages.sound(input)),
  };
}
