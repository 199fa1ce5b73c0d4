/**
 * The way in for replies and delivery receipts: a listener of its own at /sms/<gateway id>/<secret>, plain HTTP (a
 * reverse proxy may add TLS in front). It answers 200 and nothing else, so that no gateway sends a text back. Each
 * refusal is counted; the log has its reason and address, never the path, since that holds the secret.
 */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type GatewayId, gatewayIdSchema } from '../../../shared/ids.ts';
import type { HttpGateway, InboundRefusal, InboundState } from '../../../shared/schemas/gateway.ts';
import type { GatewayWithSecrets, InboundSink } from '../../engine/delivery/gateway-port.ts';
import { parseJson } from '../../engine/delivery/http-success.ts';
import { readInbound } from '../../engine/delivery/read-inbound.ts';
import type { Secret } from '../../engine/secret.ts';
import { formatAddress, parseAddress } from '../../protocols/ip-address/address.ts';
import { networkContains, parseNetwork } from '../../protocols/ip-address/network.ts';
import type { Log } from '../log.ts';
import { createRefusalLimit } from './refusal-limit.ts';

export type InboundListen = { readonly isEnabled: boolean; readonly address: string; readonly port: number };
export type InboundServer = {
  /** Opens, moves or closes the listener. Never throws: what is wrong stands in state() and is tried again. */
  apply(wanted: InboundListen): Promise<void>;
  state(): InboundState;
  close(): Promise<void>;
};
export type InboundServerOptions = {
  /** The gateways in use, as they are now. */
  readonly find: (id: GatewayId) => Pick<GatewayWithSecrets, 'gateway' | 'inboundSecret'> | undefined;
  readonly sink: InboundSink;
  readonly log: Log;
  readonly now?: () => number;
};

/** A reply or a receipt is a line; ours. */
const BODY_MAX_BYTES = 16 * 1024;
/** A gateway that needs longer for a line is not well; ours. */
const CALL_MILLISECONDS = 10_000;
const CONNECTIONS_MAX = 256;
const RETRY_MILLISECONDS = 10_000;
const PATH = /^\/sms\/([1-9]\d{0,14})\/([^/]{1,256})\/?$/;
const STATUS: Readonly<Record<InboundRefusal, number>> = {
  // One answer for all three: who knows no secret does not learn which gateways there are.
  'no-such-address': 404,
  'wrong-secret': 404,
  'address-not-allowed': 403,
  'method-not-allowed': 405,
  'too-large': 413,
  unreadable: 400,
};

export function createInboundServer(options: InboundServerOptions): InboundServer {
  const now = options.now ?? Date.now;
  const counts = { reply: 0, receipt: 0 };
  const refusals: Partial<Record<InboundRefusal, number>> = {};
  let lastRefusal: InboundState['lastRefusal'];
  const limit = createRefusalLimit(now);
  let wanted: InboundListen = { isEnabled: false, address: '', port: 0 };
  let server: Server | undefined;
  let problem = '';
  let retryTimer: NodeJS.Timeout | undefined;

  const refuse = (reason: InboundRefusal, address: string, gatewayId?: GatewayId): number => {
    refusals[reason] = (refusals[reason] ?? 0) + 1;
    lastRefusal = { at: now(), reason, address, gatewayId };
    const verdict = limit.note(address);
    if (verdict !== 'quiet') {
      const more = verdict === 'last' ? { note: 'further ones from this address are counted, not logged, for a minute' } : {};
      options.log.info('a call of a text message gateway was refused', { reason, address, gatewayId, ...more });
    }
    return verdict === 'quiet' && STATUS[reason] === 404 ? 429 : STATUS[reason];
  };
  const serve = async (request: IncomingMessage): Promise<number> => {
    const address = addressText(request);
    const url = URL.parse(request.url ?? '', 'http://inbound');
    const match = url === null ? null : PATH.exec(url.pathname);
    if (url === null || match === null) return refuse('no-such-address', address);
    const id = gatewayIdSchema.parse(Number(match[1]));
    const found = options.find(id);
    const http = found?.gateway.connection.kind === 'http' ? found.gateway.connection : undefined;
    const isSecret = isSame(match[2] ?? '', found?.inboundSecret);
    if (!isSecret) return refuse('wrong-secret', address);
    if (http?.inbound.isEnabled !== true || found?.gateway.isEnabled !== true) return refuse('no-such-address', address, id);
    if (!isAllowed(address, http.inbound)) return refuse('address-not-allowed', address, id);
    if (request.method !== 'GET' && request.method !== 'POST') return refuse('method-not-allowed', address, id);
    const body = await readBody(request);
    if (body === undefined) return refuse('too-large', address, id);
    const inbound = readInbound([Object.fromEntries(url.searchParams), parseBody(body)], http.inbound);
    if (inbound.kind === 'unreadable') return refuse('unreadable', address, id);
    if (inbound.kind === 'reply') {
      counts.reply += 1;
      options.sink.onReply(id, inbound.reply);
    } else if (inbound.kind === 'receipt') {
      counts.receipt += 1;
      options.sink.onReceipt(id, inbound.receipt);
    }
    return 200;
  };

  const open = async (): Promise<void> => {
    const opening = createInboundListener(serve, options.log);
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
      replyCount: counts.reply,
      receiptCount: counts.receipt,
      refusals: { ...refusals },
      lastRefusal,
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

/** The address itself, without the ::ffff: of a socket that takes both kinds. */
function addressText(request: IncomingMessage): string {
  const bytes = parseAddress(request.socket.remoteAddress ?? '');
  return bytes === undefined ? '' : formatAddress(bytes);
}

function isAllowed(address: string, { allowedAddresses }: HttpGateway['inbound']): boolean {
  if (allowedAddresses.length === 0) return true;
  const bytes = parseAddress(address);
  if (bytes === undefined) return false;
  return allowedAddresses.some((allowed) => {
    const network = parseNetwork(allowed);
    return network !== undefined && networkContains(network, bytes);
  });
}

const NOBODYS_SECRET = randomBytes(32);

/** Digests are compared, so that neither the time nor the length tells how much of a guess is right. */
function isSame(guess: string, secret: Secret | undefined): boolean {
  const wanted = hash('sha256', secret === undefined ? NOBODYS_SECRET : secret.reveal(), 'buffer');
  return timingSafeEqual(hash('sha256', decode(guess), 'buffer'), wanted) && secret !== undefined && secret.lengthBytes > 0;
}

function decode(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    // Not percent-encoded as it should be: then it is compared as it stands, and differs.
    return segment;
  }
}

/** Undefined when it is larger than it may be. */
async function readBody(request: IncomingMessage): Promise<string | undefined> {
  if (Number(request.headers['content-length'] ?? 0) > BODY_MAX_BYTES) return undefined;
  const chunks: Buffer[] = [];
  let lengthBytes = 0;
  for await (const chunk of request.iterator({ destroyOnReturn: false })) {
    lengthBytes += (chunk as Buffer).length;
    if (lengthBytes > BODY_MAX_BYTES) return undefined;
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

/** By what it is, not by what its header says: gateways' headers are often wrong. */
function parseBody(body: string): unknown {
  const trimmed = body.trim();
  if (trimmed === '') return undefined;
  return /^[[{]/.test(trimmed) ? parseJson(trimmed) : Object.fromEntries(new URLSearchParams(trimmed));
}
