/**
 * One call of a gateway: who it is, whether it may call, and what it tells. Each refusal is counted; the log has its
 * reason and address, never the path, since that holds the secret.
 */
import { hash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import { type GatewayId, gatewayIdSchema } from '../../../shared/ids.ts';
import type { HttpGateway, InboundRefusal, InboundState } from '../../../shared/schemas/gateway.ts';
import type { GatewayWithSecrets, InboundSink } from '../../engine/delivery/gateway-port.ts';
import { parseJson } from '../../engine/delivery/http-success.ts';
import { type Inbound, readInbound } from '../../engine/delivery/read-inbound.ts';
import type { Secret } from '../../engine/secret.ts';
import { formatAddress, parseAddress } from '../../protocols/ip-address/address.ts';
import { networkContains, parseNetwork } from '../../protocols/ip-address/network.ts';
import type { Log } from '../log.ts';
import { createRefusalLimit } from './refusal-limit.ts';

export type InboundCallsOptions = {
  /** The gateways in use, as they are now. */
  readonly find: (id: GatewayId) => Pick<GatewayWithSecrets, 'gateway' | 'inboundSecret'> | undefined;
  readonly sink: InboundSink;
  readonly log: Log;
  readonly now?: () => number;
};
export type InboundCalls = {
  /** Answers the status of the response; rejects when the sink fails. */
  serve(request: IncomingMessage): Promise<number>;
  counts(): Pick<InboundState, 'replyCount' | 'receiptCount' | 'refusals' | 'lastRefusal'>;
};

/** A reply or a receipt is a line; ours. */
const BODY_MAX_BYTES = 16 * 1024;
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

export function createInboundCalls(options: InboundCallsOptions): InboundCalls {
  const now = options.now ?? Date.now;
  let replyCount = 0;
  let receiptCount = 0;
  const refusals: Partial<Record<InboundRefusal, number>> = {};
  let lastRefusal: InboundState['lastRefusal'];
  const limit = createRefusalLimit(now);

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
    return inbound.some(({ kind }) => kind === 'unreadable') ? refuse('unreadable', address, id) : take(id, inbound);
  };
  const take = (id: GatewayId, inbound: readonly Inbound[]): number => {
    for (const one of inbound) {
      if (one.kind === 'reply') {
        replyCount += 1;
        options.sink.onReply(id, one.reply);
      } else if (one.kind === 'receipt') {
        receiptCount += 1;
        options.sink.onReceipt(id, one.receipt);
      }
    }
    return 200;
  };

  return {
    serve,
    counts: () => ({ replyCount, receiptCount, refusals: { ...refusals }, lastRefusal }),
  };
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
