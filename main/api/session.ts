import type { Procedures } from './procedures.ts';
import { carry } from './setup.ts';
import type { ApiWorld } from './world.ts';

export function sessionApi(os: Procedures, world: ApiWorld) {
  return {
    current: os.session.current.handler(({ context }) => context.actor.session ?? null),
    signIn: os.session.signIn.handler(async ({ input, context }) => {
      const address = context.caller.kind === 'console' ? context.caller.address : 'local';
      return carry(context.caller, await world.sessions.signIn(input, address));
    }),
    signOut: os.session.signOut.handler(async ({ context: { caller } }) => {
      if (caller.kind === 'local') return {};
      const sessionId = caller.carrier.current();
      if (sessionId !== undefined) await world.sessions.end(sessionId);
      caller.carrier.end();
      return {};
    }),
  };
}
