/** A trunk of a few lines that answers what the test wants, by UDP or TLS, and keeps what it was asked. */
import { createSocket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import { createServer } from 'node:tls';
import type { Trunk } from '../../../main/adapters/voice/trunk.ts';
import { formatMessage, type HeaderName, header, type IncomingRequest, responseTo } from '../../../main/protocols/sip/message.ts';
import { parseMessage } from '../../../main/protocols/sip/parse-message.ts';
import { EMPTY_STREAM, splitStream } from '../../../main/protocols/sip/stream-splitter.ts';
import { trunkIdSchema } from '../../../shared/ids.ts';
import { type Trunk as TrunkSettings, trunkFieldsSchema } from '../../../shared/schemas/trunk.ts';
import { TEST_AUTHORITY, TEST_CERTIFICATE, TEST_CERTIFICATE_KEY } from '../../support/test-certificate.ts';

/** What a test must close, last first: `afterEach(closeAll)`. */
export const closers: (() => unknown)[] = [];
export async function closeAll(): Promise<void> {
  for (const close of closers.splice(0).reverse()) await close();
}

/** What the trunk answers; undefined for nothing. */
type Reply = {
  readonly status: number;
  readonly description?: string;
  readonly reason?: string;
  readonly toTag?: string;
  readonly headers?: readonly (readonly [HeaderName, string])[];
};
/** Octets are sent as they are; several replies one after the other. */
type Answer = (request: IncomingRequest) => Reply | Uint8Array | readonly Reply[] | undefined;
type Heard = { readonly requests: IncomingRequest[] /** As they came. */; readonly responses: string[] };
export type FakeTrunk = Heard & { readonly port: number; send(bytes: Uint8Array): void };

export const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
export const octets = (text: string): Uint8Array => new TextEncoder().encode(text);

function repliesTo(bytes: Uint8Array, { requests, responses }: Heard, answer: Answer): readonly Uint8Array[] {
  const parsed = parseMessage(bytes);
  if (!parsed.ok) return [];
  const { message } = parsed;
  if (message.kind === 'response') {
    responses.push(textOf(bytes));
    return [];
  }
  requests.push(message);
  const given = answer(message);
  if (given === undefined || message.method === 'ACK') return [];
  if (given instanceof Uint8Array) return [given];
  return [given].flat().map((reply) => formatReply(message, reply));
}

function formatReply(
  request: IncomingRequest,
  { status, description, reason, toTag = 'phone', headers: more = [] }: Reply,
): Uint8Array {
  const headers = [header('Contact', '<sip:phone@127.0.0.1>'), ...more.map(([name, value]) => header(name, value))];
  if (description !== undefined) headers.push(header('Content-Type', 'application/sdp'));
  const body = octets(description ?? '');
  return formatMessage(responseTo(request, status, { ...(reason === undefined ? {} : { reason }), toTag, headers, body }));
}

export async function udpTrunk(answer: Answer, address: '127.0.0.1' | '::1' = '127.0.0.1'): Promise<FakeTrunk> {
  const socket = createSocket(address === '::1' ? 'udp6' : 'udp4');
  await new Promise<void>((resolve) => socket.bind(0, address, resolve));
  const heard: Heard = { requests: [], responses: [] };
  let caller = 0;
  socket.on('message', (bytes, { port }) => {
    caller = port;
    for (const reply of repliesTo(bytes, heard, answer)) socket.send(reply, port, address);
  });
  closers.push(() => socket.close());
  return { port: socket.address().port, ...heard, send: (bytes) => socket.send(bytes, caller, address) };
}

export async function tlsTrunk(answer: Answer): Promise<FakeTrunk> {
  const heard: Heard = { requests: [], responses: [] };
  let send = (_bytes: Uint8Array): void => undefined;
  const server = createServer({ cert: TEST_CERTIFICATE, key: TEST_CERTIFICATE_KEY }, (socket) => {
    let rest = EMPTY_STREAM;
    send = (bytes) => socket.write(bytes);
    socket.on('error', () => undefined);
    closers.push(() => socket.destroy());
    socket.on('data', (bytes: Uint8Array) => {
      const split = splitStream(rest, bytes);
      rest = split.rest;
      for (const message of split.messages) {
        for (const reply of repliesTo(message, heard, answer)) socket.write(reply);
      }
    });
  });
  server.on('tlsClientError', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  closers.push(() => server.close());
  return { port: (server.address() as AddressInfo).port, ...heard, send: (bytes) => send(bytes) };
}

let lastId = 0;
/** A trunk of the settings, at that port of loopback. */
export function settingsOf(port: number, changes: Partial<TrunkSettings> = {}): TrunkSettings {
  lastId += 1;
  return {
    ...trunkFieldsSchema.parse({ name: `trunk ${port}`, host: '127.0.0.1', port, optionsSeconds: 0, isMediaSymmetric: false }),
    id: trunkIdSchema.parse(lastId),
    position: 1,
    hasPassword: false,
    createdAt: 0,
    updatedAt: 0,
    revision: 1,
    responseTimeoutSeconds: 0.3,
    ...changes,
  };
}

export function trunkOf(port: number, changes: Partial<Trunk> = {}): Trunk {
  return {
    transport: 'UDP',
    host: '127.0.0.1',
    port,
    localPort: 0,
    domain: '',
    account: undefined,
    publicAddress: '',
    isMediaSymmetric: false,
    usesSrtp: false,
    codecs: ['PCMU'],
    authorityCertificate: TEST_AUTHORITY,
    sendsAssertedIdentity: false,
    sendsAccountInFrom: false,
    mediaPorts: { from: 40_000, to: 44_999 },
    responseTimeoutMilliseconds: 400,
    ...changes,
  };
}
