/** One request as a RADIUS client would send it, and its reply checked as a client must: for the test button and for tests. */
import { randomBytes, randomInt } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import type { AddressInfo } from 'node:net';
import type { RadiusTestReply } from '../../shared/schemas/radius.ts';
import type { Secret } from '../engine/secret.ts';
import { ATTRIBUTE, attributeName, formatAttributeValue } from '../protocols/radius/attributes.ts';
import { AUTHENTICATOR_BYTES, listAttributes, PACKET_CODE, type RadiusPacket, valueAt } from '../protocols/radius/packet.ts';
import { decodeReply, encodeAccessRequest } from '../protocols/radius/request.ts';
import { SharedSecret } from '../protocols/radius/shared-secret.ts';

export type RadiusProbe = {
  readonly address: string;
  readonly port: number;
  readonly sharedSecret: Secret;
  readonly username: string;
  readonly password: string;
  /** State of an earlier challenge, base64. */
  readonly state?: string | undefined;
  readonly timeoutMilliseconds: number;
  /** Ends the wait early: no answer will come. */
  readonly signal?: AbortSignal | undefined;
  /** Address to send from; the system's choice without it. */
  readonly sourceAddress?: string | undefined;
  /** Called with the probe's own address and port before it sends. */
  readonly onBound?: ((address: string, port: number) => void) | undefined;
};

const OUTCOMES: Readonly<Record<number, 'accept' | 'reject' | 'challenge'>> = {
  [PACKET_CODE.ACCESS_ACCEPT]: 'accept',
  [PACKET_CODE.ACCESS_REJECT]: 'reject',
  [PACKET_CODE.ACCESS_CHALLENGE]: 'challenge',
};

/**
 * Sends one Access-Request and waits for its reply; it is not repeated. 'reply-invalid': something came back that is
 * not signed with this secret. A socket that cannot be opened or a closed port count as 'no-answer'.
 */
export async function probeRadius(probe: RadiusProbe): Promise<RadiusTestReply> {
  const secret = new SharedSecret(probe.sharedSecret.reveal());
  const request = encodeAccessRequest({
    identifier: randomInt(256),
    authenticator: randomBytes(AUTHENTICATOR_BYTES),
    secret,
    username: probe.username,
    password: new TextEncoder().encode(probe.password),
    attributes: [
      { type: ATTRIBUTE.NAS_IDENTIFIER, value: new TextEncoder().encode('countersign-test') },
      ...(probe.state === undefined ? [] : [{ type: ATTRIBUTE.STATE, value: Buffer.from(probe.state, 'base64') }]),
    ],
  });
  const startedAt = performance.now();
  const datagram = await exchange(probe, request);
  const durationMilliseconds = performance.now() - startedAt;
  const nothing = { replyMessage: '', durationMilliseconds, attributes: [] };
  if (datagram === undefined) return { outcome: 'no-answer', ...nothing };
  const reply = decodeReply(datagram, request, secret);
  const outcome = typeof reply === 'string' ? undefined : OUTCOMES[reply.code];
  if (typeof reply === 'string' || outcome === undefined) return { outcome: 'reply-invalid', ...nothing };
  return { outcome, durationMilliseconds, ...readReply(reply) };
}

function readReply(reply: RadiusPacket): Pick<RadiusTestReply, 'replyMessage' | 'state' | 'attributes'> {
  const attributes = listAttributes(reply).map(({ type, value }) => ({
    type,
    name: attributeName(type),
    value: formatAttributeValue(type, value),
  }));
  const messages = attributes.filter(({ type }) => type === ATTRIBUTE.REPLY_MESSAGE).map(({ value }) => value);
  const state = reply.stateOffset === 0 ? undefined : Buffer.from(valueAt(reply, reply.stateOffset)).toString('base64');
  return { replyMessage: messages.join(''), state, attributes };
}

/** The first datagram that comes back from the address asked, or undefined after the time-out or an error. */
async function exchange(probe: RadiusProbe, request: Uint8Array): Promise<Uint8Array | undefined> {
  const socket = createSocket(probe.address.includes(':') ? 'udp6' : 'udp4');
  try {
    return await new Promise<Uint8Array | undefined>((resolve) => {
      const timer = setTimeout(() => resolve(undefined), probe.timeoutMilliseconds);
      const giveUp = () => {
        clearTimeout(timer);
        resolve(undefined);
      };
      probe.signal?.addEventListener('abort', giveUp, { once: true });
      socket.once('message', (bytes) => {
        clearTimeout(timer);
        resolve(bytes);
      });
      socket.on('error', giveUp);
      socket.bind({ address: probe.sourceAddress, port: 0 }, () => connectAndSend(socket, probe, request));
    });
  } finally {
    socket.close();
  }
}

/** Connected, so that the system chooses the source address, and only the server's datagrams come in. */
function connectAndSend(socket: Socket, probe: RadiusProbe, request: Uint8Array): void {
  socket.connect(probe.port, probe.address, () => {
    const { address, port } = socket.address() as AddressInfo;
    probe.onBound?.(address, port);
    socket.send(request);
  });
}
