/**
 * RADIUS clients as they are: each request is sent again, as the same bytes, until its answer comes, however long the
 * server is gone meanwhile.
 */
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { once } from 'node:events';
import { ATTRIBUTE } from '../../main/protocols/radius/attributes.ts';
import { valueAt } from '../../main/protocols/radius/packet.ts';
import { decodeReply, encodeAccessRequest } from '../../main/protocols/radius/request.ts';
import { SharedSecret } from '../../main/protocols/radius/shared-secret.ts';

export type PatientReply = { readonly kind: 'accept' | 'reject' | 'challenge'; readonly state: Uint8Array | undefined };
export type PatientClient = {
  /** Rejects after the time given to the client. */
  ask(username: string, password: string, state?: Uint8Array): Promise<PatientReply>;
  close(): void;
};

const KINDS: Readonly<Record<number, PatientReply['kind']>> = { 2: 'accept', 3: 'reject', 11: 'challenge' };
const REPEAT_MILLISECONDS = 1_000;
const IDENTIFIERS = 256;

type Open = { readonly bytes: Uint8Array; readonly answered: (reply: Uint8Array) => void };

export async function openPatientClient(options: {
  readonly port: number;
  readonly sharedSecret: string;
  readonly sockets: number;
  readonly giveUpMilliseconds: number;
}): Promise<PatientClient> {
  const secret = new SharedSecret(new TextEncoder().encode(options.sharedSecret));
  const lanes: { readonly socket: Socket; readonly open: Map<number, Open>; next: number }[] = [];
  for (let count = 0; count < options.sockets; count += 1) {
    const socket = createSocket('udp4');
    const open = new Map<number, Open>();
    socket.on('message', (reply) => open.get(reply[1] ?? -1)?.answered(reply));
    // While the server is gone the kernel says "connection refused".
    socket.on('error', () => undefined);
    socket.bind(0, '127.0.0.1');
    await once(socket, 'listening');
    lanes.push({ socket, open, next: 0 });
  }
  let turn = 0;

  return {
    ask(username, password, state) {
      turn += 1;
      const lane = lanes[turn % lanes.length];
      if (lane === undefined || lane.open.size >= IDENTIFIERS) throw new TypeError('more sockets are needed');
      while (lane.open.has(lane.next)) lane.next = (lane.next + 1) % IDENTIFIERS;
      const identifier = lane.next;
      lane.next = (identifier + 1) % IDENTIFIERS;
      const bytes = encodeAccessRequest({
        identifier,
        authenticator: randomBytes(16),
        secret,
        username,
        password: new TextEncoder().encode(password),
        attributes: state === undefined ? [] : [{ type: ATTRIBUTE.STATE, value: state }],
      });
      return new Promise((resolve, reject) => {
        const send = () => lane.socket.send(bytes, options.port, '127.0.0.1', () => undefined);
        const repeating = setInterval(send, REPEAT_MILLISECONDS);
        const end = () => {
          clearInterval(repeating);
          clearTimeout(givingUp);
          lane.open.delete(identifier);
        };
        const givingUp = setTimeout(() => {
          end();
          reject(new Error(`no answer for ${username}`));
        }, options.giveUpMilliseconds);
        const answered = (datagram: Uint8Array) => {
          const reply = decodeReply(datagram, bytes, secret);
          // An answer to an earlier request of this identifier, or a forged one.
          if (typeof reply === 'string') return;
          end();
          const kind = KINDS[reply.code] ?? 'reject';
          resolve({ kind, state: reply.stateOffset === 0 ? undefined : Uint8Array.from(valueAt(reply, reply.stateOffset)) });
        };
        lane.open.set(identifier, { bytes, answered });
        send();
      });
    },
    close() {
      for (const { socket } of lanes) socket.close();
    },
  };
}
