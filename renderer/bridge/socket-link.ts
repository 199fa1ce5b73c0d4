/** A WebSocket to the server that comes back by itself. The calls in flight when it breaks fail; none is sent twice. */
import type { ClientContext, ClientLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/websocket';
import type { ConnectionStore } from './connection.ts';
import { ConsoleError } from './console-error.ts';
import { reconnectWaitMilliseconds } from './reconnect.ts';

export type SocketLink = ClientLink<ClientContext> & {
  /** Opens the socket anew: after sign-in, because the server reads the cookie when a socket opens. */
  readonly reopen: () => void;
  /** Closes it and stays closed until the next call. */
  readonly close: () => void;
};

type Live = { readonly socket: WebSocket; readonly link: RPCLink<ClientContext> };

/** @param onRefused a socket could not be opened at all: perhaps the session is over */
export function createSocketLink(url: string, store: ConnectionStore, onRefused: () => void): SocketLink {
  let live: Live | undefined;
  let failures = 0;
  let timer: ReturnType<typeof setTimeout> | undefined;

  const connect = (): Live => {
    clearTimeout(timer);
    const socket = new WebSocket(url);
    const opened: Live = { socket, link: new RPCLink({ websocket: socket }) };
    live = opened;
    if (store.get().kind !== 'lost') store.set({ kind: 'connecting' });
    let wasOpen = false;
    socket.addEventListener('open', () => {
      if (live !== opened) return;
      wasOpen = true;
      failures = 0;
      store.set({ kind: 'open' });
    });
    socket.addEventListener('close', () => {
      if (live !== opened) return;
      live = undefined;
      if (!wasOpen) onRefused();
      retryLater();
    });
    return opened;
  };

  const retryLater = () => {
    const wait = reconnectWaitMilliseconds(failures, Math.random());
    failures += 1;
    const before = store.get();
    store.set({ kind: 'lost', since: before.kind === 'lost' ? before.since : Date.now(), retryAt: Date.now() + wait });
    timer = setTimeout(connect, wait);
  };

  const close = () => {
    clearTimeout(timer);
    const closing = live;
    live = undefined;
    failures = 0;
    store.set({ kind: 'idle' });
    // The real event comes later; until then the link would try to send to the closed socket.
    closing?.socket.dispatchEvent(new CloseEvent('close'));
    closing?.socket.close();
  };

  return {
    call: async (path, input, options) => {
      // While the connection is lost a call fails at once: a page that says so is better than one that hangs.
      if (live === undefined && store.get().kind === 'lost') throw new ConsoleError('CONNECTION_LOST');
      return (live ?? connect()).link.call(path, input, options);
    },
    reopen: () => {
      close();
      connect();
    },
    close,
  };
}
