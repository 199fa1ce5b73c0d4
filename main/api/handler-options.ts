/** What every pipe's handler does alike: a request that cannot be read is answered as a BAD_REQUEST of the contract. */
import { ORPCError } from '@orpc/server';
import type { StandardRPCHandlerOptions } from '@orpc/server/standard';
import type { Log } from '../adapters/log.ts';
import type { ApiContext } from './context.ts';
import { toWireError } from './procedures.ts';

/** Each request wants a context object of its own: it tells what failed before a procedure was reached. */
export function createHandlerOptions(log: Log): StandardRPCHandlerOptions<ApiContext> {
  const reached = new WeakSet<ApiContext>();
  return {
    clientInterceptors: [
      ({ context, next }) => {
        reached.add(context);
        return next();
      },
    ],
    interceptors: [
      async ({ context, request, next }) => {
        try {
          return await next();
        } catch (error) {
          if (error instanceof ORPCError && error.message === error.code) throw error;
          if (reached.has(context)) throw toWireError(error, log, request.url.pathname);
          const data = { path: '', problem: 'the request is damaged' };
          throw new ORPCError('BAD_REQUEST', { data, message: 'BAD_REQUEST' });
        }
      },
    ],
  };
}
