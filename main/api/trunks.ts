import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function trunksApi(os: Procedures, { trunks, trunkTests }: Pick<ApiWorld, 'trunks' | 'trunkTests'>) {
  return {
    list: os.trunks.list.handler(() => trunks.list()),
    create: os.trunks.create.handler(({ input, context }) => trunks.create(context.actor.name, input)),
    update: os.trunks.update.handler(({ input, context }) => trunks.update(context.actor.name, input)),
    delete: os.trunks.delete.handler(async ({ input, context }) => {
      await trunks.remove(context.actor.name, input.id);
      return {};
    }),
    move: os.trunks.move.handler(({ input, context }) => trunks.move(context.actor.name, input)),
    startTest: os.trunks.startTest.handler(({ input, context }) => trunkTests.start(context.actor.name, input)),
    test: os.trunks.test.handler(({ input }) => trunkTests.find(input.testId)),
    stopTest: os.trunks.stopTest.handler(({ input }) => trunkTests.stop(input.testId)),
  };
}
