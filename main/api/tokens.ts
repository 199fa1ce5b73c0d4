import type { Token } from '../../shared/schemas/token.ts';
import { appError } from '../engine/app-error.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

function found(token: Token | undefined, wanted: string | number): Token {
  if (token === undefined) throw appError('TOKEN_NOT_FOUND', { detail: { token: wanted } });
  return token;
}

export function tokensApi(os: Procedures, { store, tokens }: ApiWorld) {
  return {
    list: os.tokens.list.handler(async ({ input }) => {
      const { rows, total } = await store.read('tokens.list', input);
      return { rows: [...rows], total };
    }),
    facts: os.tokens.facts.handler(() => store.read('tokens.facts', undefined)),
    get: os.tokens.get.handler(async ({ input }) => found(await store.read('tokens.get', input), input.id)),
    find: os.tokens.find.handler(async ({ input }) => found(await store.read('tokens.find', input), input.serial)),
    add: os.tokens.add.handler(({ input, context }) => tokens.add(context.actor.name, input)),
    assign: os.tokens.assign.handler(({ input, context }) => tokens.assign(context.actor.name, input)),
    unassign: os.tokens.unassign.handler(({ input, context }) => tokens.unassign(context.actor.name, input.id)),
    resync: os.tokens.resync.handler(({ input, context }) => tokens.resync(context.actor.name, input)),
    setEnabled: os.tokens.setEnabled.handler(({ input, context }) => tokens.setEnabled(context.actor.name, input)),
    delete: os.tokens.delete.handler(({ input, context }) => tokens.remove(context.actor.name, input.ids)),
    enrolApp: os.tokens.enrolApp.handler(({ input, context }) => tokens.enrolApp(context.actor.name, input.userId)),
    confirmApp: os.tokens.confirmApp.handler(({ input, context }) => tokens.confirmApp(context.actor.name, input)),
  };
}
