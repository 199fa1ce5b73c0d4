/** The console over HTTP on loopback: the built page, the contract over POST and WebSocket, a session in a cookie. */
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { RPCHandler as HttpHandler } from '@orpc/server/node';
import { StandardRPCHandler } from '@orpc/server/standard';
import { createServerPeerHandleRequestFn } from '@orpc/server/standard-peer';
import { type EncodedMessage, ServerPeer } from '@orpc/standard-server-peer';
import { type WebSocket, WebSocketServer } from 'ws';
import { RPC_HTTP_PATH, RPC_SOCKET_PATH, SECURITY_HEADERS } from '../../shared/host.ts';
import { IMPORT_FILE_MAX_BYTES } from '../../shared/limits.ts';
import type { Log } from '../adapters/log.ts';
import { createConnectionCarrier } from '../api/connection-carrier.ts';
import type { ApiContext, Caller, SessionCarrier } from '../api/context.ts';
import { createHandlerOptions } from '../api/handler-options.ts';
import type { Engine } from '../compose.ts';
import { exportIdOf, serveExport } from './export-download.ts';
import { createCookieCarrier, readSessionCookie } from './session-cookie.ts';
import { createStaticFiles } from './static-files.ts';

export type ConsoleServerOptions = {
  readonly engine: Engine;
  readonly log: Log;
  /** 0 is any free port. */
  readonly port: number;
  /** Folder of the built console. */
  readonly consoleFolder: string;
  /** Who shows it is the command line of an account that can read the data folder. */
  readonly localToken: string;
};

export type ConsoleServer = { readonly port: number; readonly address: string; close(): Promise<void> };

/** Base64 of the largest import, and some room for the rest of its message. */
const MESSAGE_MAX_BYTES = Math.ceil(IMPORT_FILE_MAX_BYTES / 3) * 4 + 65_536;
/** Close code of a console whose session is over (4000 to 4999 are free, RFC 6455 §7.4.2); ours. */
const SESSION_OVER = 4401;
/** Close code for a message that cannot be read; ours. */
const UNREADABLE = 4400;
const SESSION_CHECK_MILLISECONDS = 30_000;
const LOOPBACK_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);

/** Throws the error of the socket when the port cannot be bound. */
export async function startConsoleServer(options: ConsoleServerOptions): Promise<ConsoleServer> {
  const { engine } = options;
  const http = new HttpHandler(engine.router, createHandlerOptions(options.log));
  const serveFile = createStaticFiles(options.consoleFolder);
  let port = options.port;

  const serve = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    setSecurityHeaders(response);
    if (!isOwnHost(request, port)) {
      response
        .writeHead(421, { 'Content-Type': 'text/plain; charset=utf-8' })
        .end('This address is not the console of this server.\n');
      return;
    }
    const { pathname } = new URL(request.url ?? '/', 'http://console');
    const exportId = exportIdOf(pathname);
    if (exportId !== undefined) {
      await serveExport(engine, request, response, { id: exportId, port });
      return;
    }
    if (!pathname.startsWith(`${RPC_HTTP_PATH}/`)) {
      serveFile(request, response, pathname);
      return;
    }
    if (!isOwnOrigin(request)) {
      response.writeHead(403).end();
      return;
    }
    response.setHeader('Cache-Control', 'no-store');
    const caller: Caller = {
      kind: 'console',
      carrier: createCookieCarrier(request, response, port),
      address: request.socket.remoteAddress ?? '',
    };
    const { matched } = await http.handle(request, response, { prefix: RPC_HTTP_PATH, context: { caller } });
    if (!matched) response.writeHead(404).end();
  };
  const onRequest = (request: IncomingMessage, response: ServerResponse) => {
    serve(request, response).catch((error: unknown) => {
      options.log.error('a console request failed', error);
      if (!response.headersSent) response.writeHead(500);
      response.end();
    });
  };

  const sockets = createSocketServer(options, () => port);
  const servers: Server[] = [];
  const listenOn = async (address: string): Promise<void> => {
    const server = createServer(onRequest);
    server.on('upgrade', (request, socket, head) => void sockets.upgrade(request, socket, head));
    await listen(server, port, address);
    servers.push(server);
    port = (server.address() as AddressInfo).port;
  };
  await listenOn('127.0.0.1');
  // 'localhost' may mean ::1 to a browser. A machine without IPv6, or a port taken there, does without.
  await listenOn('::1').catch(() => undefined);

  return {
    port,
    address: `http://127.0.0.1:${port}/`,
    async close() {
      sockets.close();
      await Promise.all(
        servers.map(
          (server) =>
            new Promise<void>((resolve) => {
              server.close(() => resolve());
              server.closeAllConnections();
            }),
        ),
      );
    },
  };
}

/** WebSockets: opened only with a session, or with the local token. */
function createSocketServer({ engine, localToken, log }: ConsoleServerOptions, port: () => number) {
  const handler = new StandardRPCHandler<ApiContext>(engine.router, createHandlerOptions(log));
  const server = new WebSocketServer({ noServer: true, maxPayload: MESSAGE_MAX_BYTES });
  const withSession = new Map<WebSocket, SessionCarrier>();
  const callerOf = async (request: IncomingMessage): Promise<Caller | undefined> => {
    if (request.headers.authorization === `Bearer ${localToken}`) return { kind: 'local' };
    const sessionId = readSessionCookie(request, port());
    if (sessionId === undefined || (await engine.sessions.find(sessionId)) === undefined) return undefined;
    return { kind: 'console', carrier: createConnectionCarrier(sessionId), address: request.socket.remoteAddress ?? '' };
  };
  const accept = async (request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> => {
    const isRightPlace = isOwnHost(request, port()) && isOwnOrigin(request) && request.url === RPC_SOCKET_PATH;
    const caller = isRightPlace ? await callerOf(request) : undefined;
    if (caller === undefined) {
      socket.end(`HTTP/1.1 ${isRightPlace ? '401 Unauthorized' : '403 Forbidden'}\r\nConnection: close\r\n\r\n`);
      return;
    }
    server.handleUpgrade(request, socket, head, (webSocket: WebSocket) => {
      webSocket.on('error', (error) => log.info(`a console connection ended: ${error.message}`));
      if (caller.kind === 'console') withSession.set(webSocket, caller.carrier);
      webSocket.once('close', () => withSession.delete(webSocket));
      serveSocket(webSocket, handler, caller, log);
    });
  };
  /** Ends the connections whose session is over: signed out, timed out, or the operator has a new password. */
  const endOrphans = async (): Promise<void> => {
    for (const [webSocket, carrier] of withSession) {
      const sessionId = carrier.current();
      if (sessionId === undefined || (await engine.sessions.find(sessionId)) === undefined) webSocket.close(SESSION_OVER);
    }
  };
  const check = () => void endOrphans().catch((error: unknown) => log.error('sessions could not be checked', error));
  const stopWatching = engine.onSessionsChanged(check);
  const timer = setInterval(check, SESSION_CHECK_MILLISECONDS);
  timer.unref();
  return {
    async upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): Promise<void> {
      socket.on('error', () => socket.destroy());
      try {
        await accept(request, socket, head);
      } catch (error) {
        log.error('a console connection failed', error);
        socket.destroy();
      }
    },
    close() {
      stopWatching();
      clearInterval(timer);
      for (const client of server.clients) client.terminate();
      server.close();
    },
  };
}

/** Serves the contract on one socket. What is no message of the contract ends it: there is nobody to answer. */
function serveSocket(webSocket: WebSocket, handler: StandardRPCHandler<ApiContext>, caller: Caller, log: Log): void {
  const peer = new ServerPeer((message) => webSocket.send(message));
  const receive = async (message: EncodedMessage): Promise<void> => {
    try {
      await peer.message(message, createServerPeerHandleRequestFn(handler, { context: { caller } }));
    } catch (error) {
      log.info(`a console sent what is no message, its connection ends: ${error instanceof Error ? error.name : 'unknown'}`);
      webSocket.close(UNREADABLE);
    }
  };
  webSocket.on('message', (data, isBinary) => {
    const bytes = Array.isArray(data) ? Buffer.concat(data) : data instanceof ArrayBuffer ? Buffer.from(data) : data;
    void receive(isBinary ? new Uint8Array(bytes) : bytes.toString());
  });
  webSocket.once('close', () => peer.close());
}

function listen(server: Server, port: number, address: string): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, address, () => {
      server.off('error', reject);
      resolve();
    });
  });
}

/** A page elsewhere could point its own name at loopback (DNS rebinding); it would still send its own name as Host. */
function isOwnHost(request: IncomingMessage, port: number): boolean {
  const host = request.headers.host ?? '';
  const name = host.replace(/:\d+$/, '');
  return LOOPBACK_NAMES.has(name) && host === `${name}:${port}`;
}

/** A page elsewhere names itself as Origin; a script on this machine sends none. */
function isOwnOrigin(request: IncomingMessage): boolean {
  const { origin, host } = request.headers;
  return origin === undefined || origin === `http://${host}`;
}

function setSecurityHeaders(response: ServerResponse): void {
  for (const [name, value] of Object.entries(SECURITY_HEADERS)) response.setHeader(name, value);
}
