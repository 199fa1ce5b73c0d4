import type { Procedures } from './procedures.ts';
import { addressOf, carry } from './setup.ts';
import type { ApiWorld } from './world.ts';

export function sessionApi(os: Procedures, world: ApiWorld) {
  return {
    current: os.session.current.handler(({ context }) => context.actor.session ?? null),
    signIn: os.session.signIn.handler(async ({ input, context }) => {
      const result = await world.sessions.signIn(input, addressOf(context.caller));
      if (result.state === 'code-required') return result;
      return { state: 'signed-in', session: carry(context.caller, result.started) };
    }),
    verifySecondFactor: os.session.verifySecondFactor.handler(async ({ input, context }) =>
      carry(context.caller, await world.sessions.verifySecondFactor(input, addressOf(context.caller))),
    ),
    signOut: os.session.signOut.handler(async ({ context: { caller } }) => {
      if (caller.kind === 'local') return {};
      const sessionId = caller.carrier.current();
      if (sessionId !== undefined) await world.sessions.end(sessionId);
      caller.carrier.end();
      return {};
    }),
  };
}
