import { isPermitted } from '../../shared/roles.ts';
import type { User } from '../../shared/schemas/user.ts';
import { appError } from '../engine/app-error.ts';
import { maskUser } from '../engine/mask-phone.ts';
import type { Actor, Caller } from './context.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

function found(user: User | undefined, wanted: string | number): User {
  if (user === undefined) throw appError('USER_NOT_FOUND', { detail: { user: wanted } });
  return user;
}

/** Only who may make tags makes one by naming it. */
const createsTags = (actor: Actor): boolean => isPermitted(actor.role, 'administer');

export function usersApi(os: Procedures, { store, users, settingsNow }: ApiWorld) {
  const masksPhone = (caller: Caller) => settingsNow().log.masksPhone && caller.kind !== 'local';
  /** One user in full for those who may edit it: a masked number saved again would be lost. */
  const shown = (user: User, { caller, actor }: { readonly caller: Caller; readonly actor: Actor }): User =>
    masksPhone(caller) && !isPermitted(actor.role, 'user-tasks') ? maskUser(user) : user;
  return {
    list: os.users.list.handler(async ({ input, context }) => {
      const { rows, total } = await store.read('users.list', input);
      return { rows: masksPhone(context.caller) ? rows.map(maskUser) : [...rows], total };
    }),
    facts: os.users.facts.handler(() => store.read('users.facts', undefined)),
    get: os.users.get.handler(async ({ input, context }) =>
      shown(found(await store.read('users.get', input), input.id), context),
    ),
    find: os.users.find.handler(async ({ input, context }) =>
      shown(found(await store.read('users.find', input), input.username), context),
    ),
    create: os.users.create.handler(({ input, context }) =>
      users.create(context.actor.name, { ...input, createsTags: createsTags(context.actor) }),
    ),
    update: os.users.update.handler(({ input, context }) =>
      users.update(context.actor.name, { ...input, createsTags: createsTags(context.actor) }),
    ),
    setEnabled: os.users.setEnabled.handler(({ input, context }) => users.setEnabled(context.actor.name, input)),
    changeMany: os.users.changeMany.handler(({ input, context }) => users.changeMany(context.actor.name, input)),
    delete: os.users.delete.handler(({ input, context }) => users.remove(context.actor.name, input.ids)),
    unlock: os.users.unlock.handler(({ input, context }) => users.unlock(context.actor.name, input.id)),
    newPin: os.users.newPin.handler(({ input, context }) => users.newPin(context.actor.name, input.id)),
    securityAnswers: os.users.securityAnswers.handler(async ({ input }) => {
      found(await store.read('users.get', input), input.id);
      return store.read('users.security-answers', input);
    }),
    setSecurityAnswers: os.users.setSecurityAnswers.handler(({ input, context }) =>
      users.setSecurityAnswers(context.actor.name, input),
    ),
    test: os.users.test.handler(({ input, signal }) => users.test({ ...input, signal })),
    importCsv: os.users.importCsv.handler(({ input, context }) => users.importCsv(context.actor.name, input)),
  };
}
