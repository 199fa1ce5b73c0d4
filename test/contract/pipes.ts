/** The four ways that the contract is reached, each with a real engine of its own in a temporary folder. */
import { join } from 'node:path';
import { MessageChannel } from 'node:worker_threads';
import { type ClientLink, createORPCClient } from '@orpc/client';
import { RPCLink as HttpLink } from '@orpc/client/fetch';
import { RPCLink as PortLink } from '@orpc/client/message-port';
import { RPCLink as SocketLink } from '@orpc/client/websocket';
import type { ContractRouterClient } from '@orpc/contract';
import { createRouterClient } from '@orpc/server';
import { WebSocket } from 'ws';
import type { Log } from '../../main/adapters/log.ts';
import { createConnectionCarrier } from '../../main/api/connection-carrier.ts';
import { serveMessagePort } from '../../main/api/message-port-pipe.ts';
import { composeEngine } from '../../main/compose.ts';
import { startHeadless } from '../../main/headless/start.ts';
import type { Contract } from '../../shared/contract/index.ts';
import { RPC_HTTP_PATH, RPC_SOCKET_PATH } from '../../shared/host.ts';
import { temporaryFolder } from '../support/store.ts';

export type ContractClient = ContractRouterClient<Contract>;
export type Credentials = { readonly name: string; readonly password: string };

export interface Pipe {
  readonly folder: string;
  /** Lines that the engine logged as errors. */
  readonly errors: readonly string[];
  readonly setupCode: string;
  /** A console that nobody has signed in on; undefined where the pipe is not even opened then. */
  openSignedOut(): ContractClient | undefined;
  /** What a first run uses: on a socket that needs a session, this goes over HTTP, as in the browser. */
  openForSetup(): ContractClient;
  /** A console of its own, signed in. */
  open(credentials: Credentials): Promise<ContractClient>;
  close(): Promise<void>;
}

const clientOf = (link: ClientLink<Record<never, never>>): ContractClient => createORPCClient<ContractClient>(link);

function collectErrors(): { readonly log: Log; readonly errors: string[] } {
  const errors: string[] = [];
  return {
    errors,
    log: { info: () => undefined, error: (message, error) => void errors.push(`${message}: ${String(error)}`) },
  };
}

/** An engine without a console server, for the pipes that stay inside one process. */
async function startBareEngine() {
  const folder = temporaryFolder();
  const { log, errors } = collectErrors();
  const dataFolder = join(folder.path, 'data');
  const engine = await composeEngine({ dataFolder, host: 'electron', log, listens: true, radiusPort: 0 });
  const close = async () => {
    await engine.close();
    folder.remove();
  };
  return { engine, log, errors, folder: folder.path, setupCode: (await engine.setupCode()) ?? '', close };
}

export async function openInProcess(): Promise<Pipe> {
  const { engine, close, ...rest } = await startBareEngine();
  const connect = (): ContractClient =>
    createRouterClient(engine.router, {
      context: { caller: { kind: 'console', carrier: createConnectionCarrier(), address: '127.0.0.1' } },
    }) as ContractClient;
  return {
    ...rest,
    openSignedOut: connect,
    openForSetup: connect,
    async open(credentials) {
      const client = connect();
      await client.session.signIn(credentials);
      return client;
    },
    close,
  };
}

export async function openMessagePort(): Promise<Pipe> {
  const { engine, log, close, ...rest } = await startBareEngine();
  const served: { close(): void }[] = [];
  const connect = (): ContractClient => {
    const { port1, port2 } = new MessageChannel();
    served.push(serveMessagePort({ engine, log, port: port1, address: 'window' }));
    port2.start();
    return clientOf(new PortLink({ port: port2 }));
  };
  return {
    ...rest,
    openSignedOut: connect,
    openForSetup: connect,
    async open(credentials) {
      const client = connect();
      await client.session.signIn(credentials);
      return client;
    },
    async close() {
      for (const each of served) each.close();
      await close();
    },
  };
}

/** The headless host with a browser's cookie jar. */
async function startHost() {
  const folder = temporaryFolder();
  const { log, errors } = collectErrors();
  const dataFolder = join(folder.path, 'data');
  const host = await startHeadless({ dataFolder, log, consolePort: 0, radiusPort: 0 });
  const connect = (jar = new Map<string, string>()): ContractClient =>
    clientOf(
      new HttpLink({
        url: new URL(RPC_HTTP_PATH, host.console),
        async fetch(request, init) {
          if (request instanceof Request) request.headers.set('cookie', cookieHeader(jar));
          const response = await fetch(request, init);
          for (const cookie of response.headers.getSetCookie()) keepCookie(jar, cookie);
          return response;
        },
      }),
    );
  const signIn = async (credentials: Credentials) => {
    const jar = new Map<string, string>();
    const client = connect(jar);
    await client.session.signIn(credentials);
    return { client, jar };
  };
  return {
    address: host.console,
    connect,
    signIn,
    errors,
    folder: folder.path,
    setupCode: new URL(host.setupUrl ?? '').hash.replace('#code=', ''),
    async close() {
      await host.close();
      folder.remove();
    },
  };
}

function cookieHeader(jar: ReadonlyMap<string, string>): string {
  return [...jar].map(([name, value]) => `${name}=${value}`).join('; ');
}

function keepCookie(jar: Map<string, string>, cookie: string): void {
  const [name = '', value = ''] = (cookie.split(';')[0] ?? '').split('=');
  if (value === '') jar.delete(name);
  else jar.set(name, value);
}

export async function openHttp(): Promise<Pipe> {
  const { connect, signIn, ...rest } = await startHost();
  return {
    ...rest,
    openSignedOut: () => connect(),
    openForSetup: () => connect(),
    open: async (credentials) => (await signIn(credentials)).client,
  };
}

/** Opens the socket of a headless host; rejects with what the handshake answered. */
export async function openSocket(address: string, headers: Record<string, string>): Promise<WebSocket> {
  const url = new URL(RPC_SOCKET_PATH, address);
  url.protocol = 'ws:';
  const socket = new WebSocket(url, { headers });
  await new Promise<void>((resolve, reject) => {
    socket.once('open', resolve);
    socket.once('error', reject);
  });
  return socket;
}

export async function openWebSocket(): Promise<Pipe & { readonly address: string }> {
  const { connect, signIn, close, ...rest } = await startHost();
  const sockets: WebSocket[] = [];
  return {
    ...rest,
    openSignedOut: () => undefined,
    openForSetup: () => connect(),
    async open(credentials) {
      const { jar } = await signIn(credentials);
      const socket = await openSocket(rest.address, { cookie: cookieHeader(jar) });
      sockets.push(socket);
      return clientOf(new SocketLink({ websocket: socket }));
    },
    async close() {
      for (const socket of sockets) socket.terminate();
      await close();
    },
  };
}
