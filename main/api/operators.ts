import { publicOperator } from '../flows/sessions.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function operatorsApi(os: Procedures, { store, operators }: ApiWorld) {
  return {
    list: os.operators.list.handler(async () => (await store.read('operators.list', undefined)).map(publicOperator)),
    add: os.operators.add.handler(async ({ input, context }) => {
      const { operator, recoveryPassphrase } = await operators.add(context.actor.name, input);
      return { operator: publicOperator(operator), recoveryPassphrase };
    }),
    update: os.operators.update.handler(async ({ input, context }) =>
      publicOperator(await operators.update(context.actor.name, input)),
    ),
    delete: os.operators.delete.handler(async ({ input, context }) => {
      await operators.remove(context.actor.name, input.id);
      return {};
    }),
    removeSecondFactor: os.operators.removeSecondFactor.handler(async ({ input, context }) =>
      publicOperator(await operators.removeSecondFactor(context.actor.name, input.id)),
    ),
    resetPassword: os.operators.resetPassword.handler(async ({ input, context }) => {
      await operators.resetPassword(context.actor.name, input);
      return {};
    }),
  };
}

export function auditApi(os: Procedures, { store }: ApiWorld) {
  return {
    list: os.audit.list.handler(async ({ input }) => {
      const { rows, hasMore } = await store.read('audit.list', input);
      return { rows: [...rows], hasMore };
    }),
    verify: os.audit.verify.handler(() => store.read('audit.verify', undefined)),
  };
}
