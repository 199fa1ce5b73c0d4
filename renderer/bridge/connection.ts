/** The connection's state, for whoever shows it. One connection a console, hence one store. */
import { useSyncExternalStore } from 'react';

/**
 * idle: nothing asked for yet · connecting · open · lost: it was there or could not be made; a new try runs
 * at `retryAt` (epoch milliseconds).
 */
export type ConnectionState =
  | { readonly kind: 'idle' | 'connecting' | 'open' }
  | { readonly kind: 'lost'; readonly since: number; readonly retryAt: number };

export type ConnectionStore = {
  readonly get: () => ConnectionState;
  readonly set: (state: ConnectionState) => void;
  readonly subscribe: (listener: () => void) => () => void;
};

export function createConnectionStore(): ConnectionStore {
  let state: ConnectionState = { kind: 'idle' };
  const listeners = new Set<() => void>();
  return {
    get: () => state,
    set: (next) => {
      state = next;
      for (const listener of listeners) listener();
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

export const connection: ConnectionStore = createConnectionStore();

export function useConnection(): ConnectionState {
  return useSyncExternalStore(connection.subscribe, connection.get);
}

/** Settles when the connection is open, or rejects with the signal's reason. */
export function whenOpen(store: ConnectionStore, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    if (store.get().kind === 'open') return resolve();
    const stop = store.subscribe(() => {
      if (store.get().kind !== 'open') return;
      stop();
      resolve();
    });
    signal.addEventListener('abort', () => {
      stop();
      reject(signal.reason);
    });
  });
}
