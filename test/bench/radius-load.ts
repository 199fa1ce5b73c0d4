/**
 * A RADIUS load generator: keeps a number of Access-Requests in flight from several source ports and measures what comes
 * back. Requests are encoded before the clock starts, each slot (source port and identifier) has its own queue, and one
 * reply in 64 is checked in full, so that the generator costs little beside the server it measures.
 *
 * Run as a program it reads `username<TAB>password` lines from a file and prints one JSON line:
 *   node test/bench/radius-load.ts --port 1812 --secret S --in-flight 128 --users FILE
 */
import { randomBytes } from 'node:crypto';
import { createSocket, type Socket } from 'node:dgram';
import { readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { PACKET_CODE } from '../../main/protocols/radius/packet.ts';
import { decodeReply, encodeAccessRequest } from '../../main/protocols/radius/request.ts';
import { SharedSecret } from '../../main/protocols/radius/shared-secret.ts';

export type RadiusLoad = {
  readonly address?: string;
  readonly port: number;
  readonly sharedSecret: string;
  readonly inFlight: number;
  /** FreeRADIUS before 3.2.5 sends no Message-Authenticator: its replies are then taken unchecked. */
  readonly takesUnsignedReplies?: boolean;
  readonly requests: readonly { readonly username: string; readonly password: string }[];
};

export type RadiusLoadResult = {
  readonly answered: number;
  readonly accepted: number;
  readonly rejected: number;
  readonly challenged: number;
  /** Not answered after all repeats. */
  readonly lost: number;
  readonly repeated: number;
  readonly invalid: number;
  readonly seconds: number;
  readonly perSecond: number;
  readonly p50Milliseconds: number;
  readonly p99Milliseconds: number;
};

const SLOTS_PER_SOCKET = 64;
const REPEAT_MILLISECONDS = 2000;
const REPEATS_MAX = 4;
const CHECK_EVERY = 64;
/** A server that answers nobody for this long has gone: what is left counts as lost. */
const SILENCE_MILLISECONDS = 12_000;

type Slot = {
  readonly queue: Uint8Array[];
  next: number;
  current: Uint8Array | undefined;
  sentAt: number;
  firstSentAt: number;
  repeats: number;
};

export async function runRadiusLoad(load: RadiusLoad): Promise<RadiusLoadResult> {
  const address = load.address ?? '127.0.0.1';
  const secret = new SharedSecret(new TextEncoder().encode(load.sharedSecret));
  const slots = encodeQueues(load, secret);
  const sockets = await Promise.all(
    Array.from({ length: Math.ceil(slots.length / SLOTS_PER_SOCKET) }, () => openSocket(address)),
  );
  const counts = { answered: 0, accepted: 0, rejected: 0, challenged: 0, lost: 0, repeated: 0, invalid: 0 };
  const latencies = new Float64Array(load.requests.length);
  let remaining = load.requests.length;
  let lastAnswerAt = performance.now();
  const startedAt = performance.now();

  await new Promise<void>((resolve) => {
    const send = (index: number, now: number): void => {
      const slot = slots[index];
      const bytes = slot?.current;
      if (slot === undefined || bytes === undefined) return;
      slot.sentAt = now;
      sockets[Math.floor(index / SLOTS_PER_SOCKET)]?.send(bytes, load.port, address);
    };
    const advance = (index: number, now: number): void => {
      const slot = slots[index];
      if (slot === undefined) return;
      slot.current = slot.queue[slot.next];
      slot.next += 1;
      slot.repeats = 0;
      slot.firstSentAt = now;
      send(index, now);
    };
    const finishOne = (): void => {
      remaining -= 1;
      if (remaining > 0) return;
      clearInterval(timer);
      resolve();
    };
    const receive = (socketIndex: number, reply: Uint8Array): void => {
      const index = socketIndex * SLOTS_PER_SOCKET + (reply[1] ?? 0);
      const slot = slots[index];
      if (slot?.current === undefined) return;
      const isChecked = load.takesUnsignedReplies !== true && counts.answered % CHECK_EVERY === 0;
      if (isChecked && typeof decodeReply(reply, slot.current, secret) === 'string') {
        counts.invalid += 1;
        return;
      }
      const now = performance.now();
      lastAnswerAt = now;
      latencies[counts.answered] = now - slot.firstSentAt;
      counts.answered += 1;
      if (reply[0] === PACKET_CODE.ACCESS_ACCEPT) counts.accepted += 1;
      else if (reply[0] === PACKET_CODE.ACCESS_REJECT) counts.rejected += 1;
      else if (reply[0] === PACKET_CODE.ACCESS_CHALLENGE) counts.challenged += 1;
      advance(index, now);
      finishOne();
    };
    const timer = setInterval(() => {
      const now = performance.now();
      if (now - lastAnswerAt > SILENCE_MILLISECONDS) {
        counts.lost += remaining;
        clearInterval(timer);
        resolve();
        return;
      }
      for (const [index, slot] of slots.entries()) {
        if (slot.current === undefined || now - slot.sentAt < REPEAT_MILLISECONDS) continue;
        if (slot.repeats < REPEATS_MAX) {
          slot.repeats += 1;
          counts.repeated += 1;
          send(index, now);
        } else {
          counts.lost += 1;
          advance(index, now);
          finishOne();
        }
      }
    }, 100);
    for (const [socketIndex, socket] of sockets.entries()) {
      socket.on('message', (reply) => receive(socketIndex, reply));
    }
    for (const index of slots.keys()) advance(index, performance.now());
  });

  const seconds = (performance.now() - startedAt) / 1000;
  for (const socket of sockets) socket.close();
  const sorted = latencies.subarray(0, counts.answered).sort();
  return {
    ...counts,
    seconds,
    perSecond: counts.answered / seconds,
    p50Milliseconds: sorted[Math.floor(sorted.length * 0.5)] ?? 0,
    p99Milliseconds: sorted[Math.floor(sorted.length * 0.99)] ?? 0,
  };
}

/** One queue for each slot: the slot's identifier is fixed, each request has its own authenticator. */
function encodeQueues(load: RadiusLoad, secret: SharedSecret): Slot[] {
  const slotCount = Math.min(load.inFlight, load.requests.length);
  const slots = Array.from(
    { length: slotCount },
    (): Slot => ({ queue: [], next: 0, current: undefined, sentAt: 0, firstSentAt: 0, repeats: 0 }),
  );
  for (const [index, request] of load.requests.entries()) {
    const slotIndex = index % slotCount;
    const bytes = encodeAccessRequest({
      identifier: slotIndex % SLOTS_PER_SOCKET,
      authenticator: randomBytes(16),
      secret,
      username: request.username,
      password: new TextEncoder().encode(request.password),
    });
    slots[slotIndex]?.queue.push(bytes);
  }
  return slots;
}

function openSocket(address: string): Promise<Socket> {
  const family = address.includes(':') ? 6 : 4;
  const socket = createSocket({
    type: family === 6 ? 'udp6' : 'udp4',
    lookup: (hostname, _options, callback) => callback(null, hostname, family),
  });
  return new Promise((resolve, reject) => {
    socket.once('error', reject);
    socket.bind(0, family === 6 ? '::1' : '127.0.0.1', () => resolve(socket));
  });
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      address: { type: 'string', default: '127.0.0.1' },
      port: { type: 'string' },
      secret: { type: 'string' },
      'in-flight': { type: 'string', default: '128' },
      users: { type: 'string' },
      'unsigned-replies': { type: 'boolean', default: false },
    },
  });
  if (values.port === undefined || values.secret === undefined || values.users === undefined) {
    process.stderr.write('usage: radius-load.ts --port N --secret S --users FILE [--in-flight N] [--address A]\n');
    process.exit(2);
  }
  const requests = readFileSync(values.users, 'utf8')
    .split('\n')
    .filter((line) => line.includes('\t'))
    .map((line) => {
      const [username = '', password = ''] = line.split('\t');
      return { username, password };
    });
  const result = await runRadiusLoad({
    address: values.address,
    port: Number(values.port),
    sharedSecret: values.secret,
    inFlight: Number(values['in-flight']),
    takesUnsignedReplies: values['unsigned-replies'],
    requests,
  });
  process.stdout.write(`${JSON.stringify(result)}\n`);
}
