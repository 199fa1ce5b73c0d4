/** How calls are cached and repeated: reads are, commands never. A session that ended anywhere ends everywhere. */
import { MutationCache, QueryCache, QueryClient } from '@tanstack/react-query';
import { ERROR_CODES } from '../../shared/error-codes.ts';
import { closeConnection } from './client.ts';
import { toConsoleError } from './console-error.ts';
import { queryKeyOf } from './procedures.ts';

const READ_RETRIES = 2;

function onError(error: unknown): void {
  if (toConsoleError(error).code === 'SIGN_IN_REQUIRED') endSession();
}

export const queryClient: QueryClient = new QueryClient({
  queryCache: new QueryCache({ onError }),
  mutationCache: new MutationCache({ onError }),
  defaultOptions: {
    queries: {
      staleTime: 10_000,
      // The server is on this network or this machine: the browser's idea of being online says nothing about it.
      networkMode: 'always',
      refetchOnWindowFocus: false,
      retry: (failureCount, error) => ERROR_CODES[toConsoleError(error).code].isRetryable && failureCount < READ_RETRIES,
      retryDelay: (failureCount) => 300 * 2 ** failureCount,
    },
    mutations: { networkMode: 'always', retry: false },
  },
});

/** Nobody is signed in any more: forgets what was read and shows the sign-in page at the same address. */
export function endSession(): void {
  const sessionKey = queryKeyOf('session.current');
  queryClient.setQueryData(sessionKey, null);
  closeConnection();
  queryClient.removeQueries({ predicate: (query) => query.queryKey[0] !== 'session' && query.queryKey[0] !== 'setup' });
}
