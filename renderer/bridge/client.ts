/** The one client of the contract. In a browser: a WebSocket, and HTTP for what sets or clears the session cookie. */
import { type ClientContext, type ClientLink, createORPCClient, DynamicLink } from '@orpc/client';
import { RPCLink } from '@orpc/client/fetch';
import type { ContractRouterClient } from '@orpc/contract';
import type { Contract } from '../../shared/contract/index.ts';
import { RPC_HTTP_PATH, RPC_SOCKET_PATH } from '../../shared/host.ts';
import { connection } from './connection.ts';
import { host } from './host.ts';
import { createPortLink } from './port-link.ts';
import { createSocketLink, type SocketLink } from './socket-link.ts';

type Client = ContractRouterClient<Contract>;

/** Areas that go over HTTP in a browser: only an HTTP answer can set the HttpOnly cookie. */
const HTTP_AREAS = new Set(['session', 'setup']);

const refusedListeners = new Set<() => void>();
const socket: SocketLink | undefined = host.kind === 'browser' ? browserSocket() : undefined;

export const client: Client = createORPCClient<Client>(
  socket === undefined ? createPortLink(window, connection) : browserLink(socket),
);

/** Opens the pipe anew with the cookie of now. Nothing to do on a MessagePort. */
export function reopenConnection(): void {
  socket?.reopen();
}

export function closeConnection(): void {
  socket?.close();
}

/** Calls `listener` whenever a socket could not be opened at all. */
export function onConnectionRefused(listener: () => void): () => void {
  refusedListeners.add(listener);
  return () => refusedListeners.delete(listener);
}

function browserSocket(): SocketLink {
  const address = new URL(RPC_SOCKET_PATH, window.location.href);
  address.protocol = address.protocol === 'https:' ? 'wss:' : 'ws:';
  address.hash = '';
  return createSocketLink(address.href, connection, () => {
    for (const listener of refusedListeners) listener();
  });
}

function browserLink(overSocket: SocketLink): ClientLink<ClientContext> {
  const overHttp = new RPCLink<ClientContext>({ url: new URL(RPC_HTTP_PATH, window.location.origin) });
  return new DynamicLink((_options, [area]) => (area !== undefined && HTTP_AREAS.has(area) ? overHttp : overSocket));
}
