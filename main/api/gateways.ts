import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function gatewaysApi(os: Procedures, { gateways, inboundTexts }: ApiWorld) {
  return {
    list: os.gateways.list.handler(() => gateways.list()),
    create: os.gateways.create.handler(({ input, context }) => gateways.create(context.actor.name, input)),
    update: os.gateways.update.handler(({ input, context }) => gateways.update(context.actor.name, input)),
    delete: os.gateways.delete.handler(async ({ input, context }) => {
      await gateways.remove(context.actor.name, input.id);
      return {};
    }),
    move: os.gateways.move.handler(({ input, context }) => gateways.move(context.actor.name, input)),
    test: os.gateways.test.handler(async ({ input, context }) => {
      const { tried, ...outcome } = await gateways.test(context.actor.name, input);
      return { ...outcome, tried: [...tried] };
    }),
    newInboundAddress: os.gateways.newInboundAddress.handler(({ input, context }) =>
      gateways.newInboundAddress(context.actor.name, input.id),
    ),
    inbound: os.gateways.inbound.handler(() => inboundTexts()),
    preview: os.gateways.preview.handler(({ input }) => gateways.preview(input.text)),
  };
}
