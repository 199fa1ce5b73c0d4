import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function mailApi(os: Procedures, { mail }: ApiWorld) {
  return {
    facts: os.mail.facts.handler(() => ({ isConfigured: mail.isConfigured(), sendsToUsers: mail.sendsToUsers() })),
    get: os.mail.get.handler(() => mail.get()),
    update: os.mail.update.handler(({ input, context }) => mail.update(context.actor.name, input)),
    test: os.mail.test.handler(({ input, context }) => mail.test(context.actor.name, input.to)),
    templates: os.mail.templates.handler(() => mail.templates()),
    saveTemplate: os.mail.saveTemplate.handler(({ input: { fields, ...key }, context }) =>
      mail.saveTemplate(context.actor.name, key, fields),
    ),
    resetTemplate: os.mail.resetTemplate.handler(({ input, context }) => mail.resetTemplate(context.actor.name, input)),
    preview: os.mail.preview.handler(({ input: { fields, ...key } }) => mail.preview(key, fields)),
    queue: os.mail.queue.handler(() => mail.queue()),
    resend: os.mail.resend.handler(({ input, context }) => mail.resend(context.actor.name, input)),
  };
}
