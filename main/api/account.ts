import { appError } from '../engine/app-error.ts';
import type { OwnAccount } from '../flows/account.ts';
import type { Actor } from './context.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

export function accountApi(os: Procedures, { account, sessions }: ApiWorld) {
  /** The command line acts for nobody: it has no account. */
  const ownOf = ({ session, sessionId }: Actor): OwnAccount => {
    if (session === undefined || sessionId === undefined) throw appError('SIGN_IN_REQUIRED');
    return { operatorId: session.operator.id, sessionHash: sessions.hashOf(sessionId) };
  };
  return {
    get: os.account.get.handler(({ context }) => account.get(ownOf(context.actor))),
    changePassword: os.account.changePassword.handler(async ({ input, context }) => {
      await account.changePassword(ownOf(context.actor), input);
      return {};
    }),
    beginSecondFactor: os.account.beginSecondFactor.handler(({ input, context }) =>
      account.beginSecondFactor(ownOf(context.actor), input),
    ),
    confirmSecondFactor: os.account.confirmSecondFactor.handler(({ input, context }) =>
      account.confirmSecondFactor(ownOf(context.actor), input.code),
    ),
    removeSecondFactor: os.account.removeSecondFactor.handler(async ({ input, context }) => {
      await account.removeSecondFactor(ownOf(context.actor), input);
      return {};
    }),
    endSession: os.account.endSession.handler(async ({ input, context }) => {
      await account.endSession(ownOf(context.actor), input.key);
      return {};
    }),
    endOtherSessions: os.account.endOtherSessions.handler(({ context }) => account.endOtherSessions(ownOf(context.actor))),
  };
}
