/**
 * A RADIUS client written without the project's own codec, so that a mistake there cannot hide itself. Sends
 * many Access-Requests with PAP and Message-Authenticator over several sockets and tells of each answer.
 */
import { createHash, createHmac, randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';

export type SentRequest = { readonly username: string; readonly password: string };
export type AnswerKind = 'accept' | 'reject' | 'challenge';
export type Answered = SentRequest & { readonly kind: AnswerKind };

const KIND: Readonly<Record<number, AnswerKind>> = { 2: 'accept', 3: 'reject', 11: 'challenge' };
const IDENTIFIERS = 256;

function attribute(type: number, value: Uint8Array): Buffer {
  return Buffer.concat([Buffer.from([type, value.length + 2]), value]);
}

/** RFC 2865 §5.2. */
function hidePassword(password: Buffer, secret: Buffer, authenticator: Buffer): Buffer {
  const padded = Buffer.alloc(Math.max(16, Math.ceil(password.length / 16) * 16));
  password.copy(padded);
  let previous = authenticator;
  for (let at = 0; at < padded.length; at += 16) {
    const pad = createHash('md5').update(secret).update(previous).digest();
    for (let i = 0; i < 16; i += 1) padded[at + i] = (padded[at + i] ?? 0) ^ (pad[i] ?? 0);
    previous = padded.subarray(at, at + 16);
  }
  return padded;
}

/** One Access-Request as bytes. */
export function buildAccessRequest(
  request: SentRequest,
  sharedSecret: string,
  identifier: number,
): { bytes: Buffer; authenticator: Buffer } {
  const secret = Buffer.from(sharedSecret);
  const authenticator = randomBytes(16);
  const attributes = Buffer.concat([
    attribute(80, Buffer.alloc(16)),
    attribute(1, Buffer.from(request.username)),
    attribute(2, hidePassword(Buffer.from(request.password), secret, authenticator)),
  ]);
  const header = Buffer.alloc(4);
  header.writeUInt8(1, 0);
  header.writeUInt8(identifier, 1);
  header.writeUInt16BE(20 + attributes.length, 2);
  const bytes = Buffer.concat([header, authenticator, attributes]);
  createHmac('md5', secret).update(bytes).digest().copy(bytes, 22);
  return { bytes, authenticator };
}

/** True when the reply's authenticator is right (RFC 2865 §3) and its first attribute a right Message-Authenticator. */
export function isGenuineReply(reply: Buffer, requestAuthenticator: Buffer, sharedSecret: string): boolean {
  const secret = Buffer.from(sharedSecret);
  const expected = createHash('md5')
    .update(reply.subarray(0, 4))
    .update(requestAuthenticator)
    .update(reply.subarray(20))
    .update(secret)
    .digest();
  if (!expected.equals(reply.subarray(4, 20)) || reply[20] !== 80 || reply[21] !== 18) return false;
  const unsigned = Buffer.from(reply);
  requestAuthenticator.copy(unsigned, 4);
  unsigned.fill(0, 22, 38);
  return createHmac('md5', secret).update(unsigned).digest().equals(reply.subarray(22, 38));
}

export type SendOptions = {
  readonly port: number;
  readonly sharedSecret: string;
  /** Requests in flight at once. */
  readonly inFlight: number;
  /** Milliseconds after which a request counts as unanswered; it is not sent again. */
  readonly timeoutMilliseconds: number;
  readonly onAnswer?: (answer: Answered) => void;
  /** Asked before each request: true ends the run early. */
  readonly isEnough?: () => boolean;
};

/** Sends all requests once and resolves with the answers that came, in order of arrival. Throws on a forged reply. */
export async function sendAll(requests: readonly SentRequest[], options: SendOptions): Promise<Answered[]> {
  const answers: Answered[] = [];
  let next = 0;
  let forged = 0;
  const lanes = Array.from({ length: Math.ceil(options.inFlight / IDENTIFIERS) }, () => createSocket('udp4'));
  const perLane = Math.ceil(options.inFlight / lanes.length);
  const runLane = (socket: Socket) =>
    new Promise<void>((resolve) => {
      const open = new Map<number, { request: SentRequest; authenticator: Buffer; timer: NodeJS.Timeout }>();
      let identifier = 0;
      const sendNext = () => {
        if (next >= requests.length || options.isEnough?.() === true) {
          if (open.size === 0) resolve();
          return;
        }
        const request = requests[next] as SentRequest;
        next += 1;
        while (open.has(identifier)) identifier = (identifier + 1) % IDENTIFIERS;
        const id = identifier;
        identifier = (identifier + 1) % IDENTIFIERS;
        const { bytes, authenticator } = buildAccessRequest(request, options.sharedSecret, id);
        const timer = setTimeout(() => {
          open.delete(id);
          sendNext();
        }, options.timeoutMilliseconds);
        open.set(id, { request, authenticator, timer });
        socket.send(bytes, options.port, '127.0.0.1');
      };
      socket.on('message', (reply) => {
        const sent = open.get(reply[1] ?? -1);
        if (sent === undefined) return;
        if (!isGenuineReply(reply, sent.authenticator, options.sharedSecret)) {
          forged += 1;
          return;
        }
        clearTimeout(sent.timer);
        open.delete(reply[1] ?? -1);
        const answer = { ...sent.request, kind: KIND[reply[0] ?? 0] ?? 'reject' };
        answers.push(answer);
        options.onAnswer?.(answer);
        sendNext();
      });
      // The engine may be killed while requests are in flight: the kernel then says "connection refused".
      socket.on('error', () => undefined);
      socket.bind(0, '127.0.0.1', () => {
        for (let i = 0; i < perLane; i += 1) sendNext();
      });
    });
  await Promise.all(lanes.map(runLane));
  for (const socket of lanes) {
    socket.close();
    await once(socket, 'close');
  }
  if (forged > 0) throw new Error(`${forged} replies were not genuine`);
  return answers;
}
