/**
 * The way in for replies and delivery receipts: a listener of its own at /sms/<gateway id>/<secret>, plain HTTP (a
 * reverse proxy may add TLS in front). It answers 200 and nothing else, so that no gateway sends a text back.
 */
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { InboundState } from '../../../shared/schemas/gateway.ts';
import type { Log } from '../log.ts';
import { createInboundCalls, type InboundCallsOptions } from './inbound-calls.ts';

export type InboundListen = { readonly isEnabled: boolean; readonly address: string; readonly port: number };
export type InboundServer = {
  /** Opens, moves or closes the listener. Never throws: what is wrong stands in state() and is tried again. */
  apply(wanted: InboundListen): Promise<void>;
  state(): InboundState;
  close(): Promise<void>;
};

/** A gateway that needs longer for a line is not well; ours. */
const CALL_MILLISECONDS = 10_000;
const CONNECTIONS_MAX = 256;
const RETRY_MILLISECONDS = 10_000;

export function createInboundServer(options: InboundCallsOptions): InboundServer {
  const calls = createInboundCalls(options);
  let wanted: InboundListen = { isEnabled: false, address: '', port: 0 };
  let server: Server | undefined;
  let problem = '';
  let retryTimer: NodeJS.Timeout | undefined;

  const open = async (): Promise<void> => {
    const opening = createInboundListener(calls.serve, options.log);
    try {
      await listen(opening, wanted);
      server = opening;
      problem = '';
    } catch (error) {
      problem = listenProblem(error);
      options.log.info('the listener for replies and receipts is down', { address: wanted.address, port: wanted.port, problem });
      retryTimer = setTimeout(() => void open(), RETRY_MILLISECONDS);
      retryTimer.unref();
    }
  };
  const shut = async (): Promise<void> => {
    clearTimeout(retryTimer);
    problem = '';
    const closing = server;
    server = undefined;
    if (closing === undefined) return;
    await new Promise<void>((resolve) => {
      closing.close(() => resolve());
      closing.closeAllConnections();
    });
  };
  /** One change after another: two at once would leave a listener behind. */
  let last: Promise<void> = Promise.resolve();
  const inTurn = (change: () => Promise<void>): Promise<void> => {
    last = last.then(change);
    return last;
  };

  return {
    apply: (next) =>
      inTurn(async () => {
        const isSamePlace = next.address === wanted.address && next.port === wanted.port;
        if (next.isEnabled && isSamePlace && server !== undefined) return;
        wanted = next;
        await shut();
        if (next.isEnabled) await open();
      }),
    state: () => ({
      isEnabled: wanted.isEnabled,
      isListening: server !== undefined,
      address: wanted.address,
      port: (server?.address() as AddressInfo | null | undefined)?.port ?? wanted.port,
      problem,
      ...calls.counts(),
    }),
    close: () => inTurn(shut),
  };
}

function createInboundListener(serve: (request: IncomingMessage) => Promise<number>, log: Log): Server {
  const server = createServer(
    { requestTimeout: CALL_MILLISECONDS, headersTimeout: CALL_MILLISECONDS, connectionsCheckingInterval: 2_000 },
    (request, response) => {
      response.setHeader('Cache-Control', 'no-store');
      serve(request)
        .catch((error: unknown) => {
          log.error('a call of a text message gateway failed', error);
          return 500;
        })
        .then((status) => {
          const headers = { 'Content-Length': 0, ...(status === 405 ? { Allow: 'GET, POST' } : {}) };
          // What is left of a body that was not read would be taken for the next request.
          if (!request.complete) response.setHeader('Connection', 'close');
          response.writeHead(status, headers).end();
        })
        .catch((error: unknown) => log.error('a call of a text message gateway could not be answered', error));
    },
  );
  server.maxConnections = CONNECTIONS_MAX;
  return server;
}

function listen(server: Server, { address, port }: InboundListen): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host: address, ipv6Only: address.includes(':'), exclusive: true }, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

function listenProblem(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : '';
  switch (code) {
    case 'EADDRINUSE':
      return 'The port is in use by another program.';
    case 'EADDRNOTAVAIL':
      return 'This machine does not have the address.';
    case 'EACCES':
    case 'EPERM':
      return 'The account of the server may not use the port.';
    default:
      return error instanceof Error ? error.message : 'The port could not be opened.';
  }
}
