import type { StartedSession } from '../flows/sessions.ts';
import type { Caller } from './context.ts';
import type { Procedures } from './procedures.ts';
import type { ApiWorld } from './world.ts';

/** Gives the session to the caller's pipe to carry. */
export function carry(caller: Caller, { sessionId, session }: StartedSession): StartedSession['session'] {
  if (caller.kind === 'console') caller.carrier.start(sessionId, session.expiresAt);
  return session;
}

/** Where a console is, for throttling and for the list of sessions. */
export function addressOf(caller: Caller): string {
  return caller.kind === 'console' ? caller.address : 'local';
}

export function setupApi(os: Procedures, world: ApiWorld) {
  return {
    status: os.setup.status.handler(async () => ({
      isNeeded: await world.operators.isSetupNeeded(),
      serverName: world.serverName,
      version: world.version,
      language: (await world.store.settings('console')).value.language,
      demo: world.demo,
    })),
    createFirstOperator: os.setup.createFirstOperator.handler(async ({ input, context }) => {
      const { operator, recoveryPassphrase } = await world.operators.createFirst(input.setupCode, input);
      return {
        recoveryPassphrase,
        session: carry(context.caller, await world.sessions.start(operator, addressOf(context.caller))),
      };
    }),
  };
}
