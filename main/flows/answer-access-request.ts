/**
 * A datagram arrives and a reply leaves (house style §3.1): source -> packet -> retransmission -> Message-Authenticator
 * -> password -> decision -> commit -> reply. Nothing is answered before its commit; when it fails nothing is answered.
 * A request whose user must answer first (a text message that waits for its reply) stays open in run-authentication.ts:
 * it is counted apart, so that those who wait never keep out those who have a code.
 * Over 250 lines with its types: the story is read in one place.
 */
import type { DiscardKind } from '../../shared/schemas/radius.ts';
import type { DuplicateCache, DuplicateEntry } from '../adapters/duplicate-cache.ts';
import type { ActivityEntry, RadiusActivityLog } from '../adapters/radius-activity.ts';
import type { RadiusDatagram } from '../adapters/radius-listener.ts';
import type { AuthenticationRequest } from '../engine/authentication/request.ts';
import type { Digest, Random } from '../engine/ports.ts';
import { Secret } from '../engine/secret.ts';
import { formatHex } from '../protocols/hex.ts';
import { ATTRIBUTE_HEADER_BYTES } from '../protocols/radius/attributes.ts';
import { decodePacket, PACKET_CODE, PACKET_MAX_BYTES, type RadiusPacket, valueBytes } from '../protocols/radius/packet.ts';
import { encodeEapFailure, encodeReply, replyBytes } from '../protocols/radius/reply.ts';
import { revealPassword } from '../protocols/radius/user-password.ts';
import { checkAccessRequest, checkStatusServer, protocolOf, usernameOf } from './check-access-request.ts';
import { RadiusAuthenticationRequest } from './radius-authentication-request.ts';
import type { KnownRadiusClient, RadiusClientTable, RadiusSource } from './radius-clients.ts';
import { createPrompts, type Prompts } from './radius-prompts.ts';
import type { AuthenticationRunner, FinalVerdict, RunOptions } from './run-authentication.ts';

export type AnswerAccessRequestPorts = {
  readonly clients: RadiusClientTable;
  readonly duplicates: DuplicateCache;
  readonly activity: RadiusActivityLog;
  readonly run: AuthenticationRunner['run'];
  readonly digest: Pick<Digest, 'sha256'>;
  readonly random: Random;
  /** Monotonic milliseconds, of the same clock as RadiusDatagram.arrivedAt. */
  readonly monotonic: () => number;
  /** The setting in force now. */
  readonly rejectDelaySeconds: () => number;
  /** A request got no answer because engine or store failed; at most once a second, for the log. */
  readonly onFailure: (error: unknown) => void;
  readonly inFlightMax?: number;
  readonly openMax?: number;
};

/** Requests that may run at once; ours. More means that the store cannot keep up: clients repeat what is discarded. */
const IN_FLIGHT_MAX = 8192;
/** Requests that may wait for people at once, beside those that run; ours. */
const OPEN_MAX = 4096;
const FAILURE_REPORT_MILLISECONDS = 1000;
const SESSION_ID_BYTES = 16;
/** Session ids drawn at once: a call to the random source costs more than its bytes. Ours. */
const SESSION_IDS_PER_DRAW = 256;

/** One packet of a known client, on its way through the story. */
type Exchange = { readonly datagram: RadiusDatagram; readonly source: RadiusSource; readonly packet: RadiusPacket | undefined };
type Request = Exchange & { readonly packet: RadiusPacket; readonly entry: DuplicateEntry };
/** How an exchange ended, as activity shows it. */
type End = Pick<ActivityEntry, 'reply' | 'discard'>;
const discard = (kind: DiscardKind): End => ({ reply: 'discard', discard: kind });
const OVERLOAD = discard('overload');
const STORE_FAILED = discard('store-failed');

/** Makes what a listener's `receive` calls with each datagram. It never throws and never rejects. */
export function createAnswerAccessRequest(ports: AnswerAccessRequestPorts): (datagram: RadiusDatagram) => void {
  const receive = createReceive(ports, createRun(ports));
  const reportFailure = createFailureReport(ports);
  return (datagram) => {
    try {
      receive(datagram);
    } catch (error) {
      // The outermost edge: no datagram may stop the server, whatever is wrong with the program.
      reportFailure(error);
    }
  };
}

/** Rows 1 to 4a of the story, up to the engine. */
function createReceive(
  ports: AnswerAccessRequestPorts,
  run: (exchange: Exchange, packet: RadiusPacket, password: Uint8Array) => End | undefined,
): (datagram: RadiusDatagram) => void {
  const { clients, duplicates, activity } = ports;

  const answerStatus = ({ datagram, source }: Exchange, packet: RadiusPacket): End => {
    const refused = checkStatusServer(packet, source.client);
    if (refused !== undefined) return discard(refused);
    const reply = encodeReply(packet, PACKET_CODE.ACCESS_ACCEPT, source.client.sharedSecret);
    datagram.socket.send(reply, datagram.address, datagram.port);
    return { reply: 'status' };
  };

  /** The reject of a password protocol that gives no code to check: only PAP does. */
  const rejectProtocol = (exchange: Exchange, packet: RadiusPacket): End => {
    const { datagram, source } = exchange;
    const entry = duplicates.begin(datagram.address, datagram.port, packet.bytes);
    const attributes = packet.eapMessageOffset === 0 ? source.client.rejectAttributes : encodeEapFailure(packet);
    const reply = encodeReply(packet, PACKET_CODE.ACCESS_REJECT, source.client.sharedSecret, attributes);
    return sendReject(ports, { ...exchange, packet, entry }, reply)
      ? { reply: 'reject', discard: 'protocol-unsupported' }
      : OVERLOAD;
  };

  const answerRequest = (exchange: Exchange, packet: RadiusPacket): End | undefined => {
    const { client } = exchange.source;
    const refused = checkAccessRequest(packet, client);
    if (refused === 'protocol-unsupported') return rejectProtocol(exchange, packet);
    if (refused !== undefined) return discard(refused);
    const lengthBytes = valueBytes(packet, packet.userPasswordOffset);
    const password = revealPassword(packet.bytes, packet.userPasswordOffset, lengthBytes, client.sharedSecret);
    return password === undefined ? discard('password-length') : run(exchange, packet, password);
  };

  /** Still running, or waiting for its time: one answer serves both copies. Answered: the same bytes again. */
  const answerAgain = ({ datagram, source }: Exchange, earlier: DuplicateEntry): void => {
    activity.countDuplicate(source.client.id, datagram.receivedAt);
    if (earlier.reply === undefined || ports.monotonic() < earlier.readyAt) return;
    datagram.socket.send(earlier.reply, datagram.address, datagram.port);
  };

  return (datagram) => {
    const source = clients.find(datagram.address, datagram.port);
    // Nothing can be sent to port 0: whoever wrote it as his source is no client.
    if (source === undefined || datagram.port === 0) {
      activity.countUnknownSource();
      return;
    }
    const packet = source.client.isEnabled ? decodePacket(datagram.bytes) : 'client-disabled';
    if (typeof packet === 'string') {
      recordEnd(ports, { datagram, source, packet: undefined }, discard(packet));
      return;
    }
    const exchange: Exchange = { datagram, source, packet };
    let end: End | undefined;
    if (packet.code === PACKET_CODE.STATUS_SERVER) end = answerStatus(exchange, packet);
    else if (packet.code !== PACKET_CODE.ACCESS_REQUEST) end = discard('code-unsupported');
    else {
      activity.noteMessageAuthenticator(source.client.id, packet.messageAuthenticatorOffset !== 0);
      const earlier = duplicates.find(datagram.address, datagram.port, packet.bytes);
      if (earlier === undefined) end = answerRequest(exchange, packet);
      else answerAgain(exchange, earlier);
    }
    if (end !== undefined) recordEnd(ports, exchange, end);
  };
}

/** Rows 4b to 7: engine, commit, reply. Answers the end at once where there is no run. */
function createRun(ports: AnswerAccessRequestPorts) {
  const { duplicates } = ports;
  const inFlightMax = ports.inFlightMax ?? IN_FLIGHT_MAX;
  const openMax = ports.openMax ?? OPEN_MAX;
  const prompts = createPrompts();
  const drawSessionId = createSessionIds(ports.random);
  const reportFailure = createFailureReport(ports);
  let inFlightCount = 0;

  // One for all requests: the way of those that have their code makes nothing of its own for those that wait.
  const open = new Set<AuthenticationRequest>();
  const options: RunOptions = {
    onWait: (request) => {
      if (open.size >= openMax) return false;
      open.add(request);
      inFlightCount -= 1;
      return true;
    },
  };

  const runToEnd = async (request: Request, password: Secret): Promise<void> => {
    inFlightCount += 1;
    const asked = new RadiusAuthenticationRequest(request, password, drawSessionId(), ports.digest);
    let end: End | undefined;
    try {
      const verdict = await ports.run(asked, options);
      // Undefined: the engine stops. The next copy of the request finds what was sent for it.
      if (verdict === undefined) duplicates.forget(request.entry);
      else end = sendVerdict(ports, request, verdict, prompts);
    } catch (error) {
      duplicates.forget(request.entry);
      reportFailure(error);
      end = STORE_FAILED;
    }
    if (open.size === 0 || !open.delete(asked)) inFlightCount -= 1;
    password.wipe();
    if (end !== undefined) recordEnd(ports, request, end);
  };

  return ({ datagram, source }: Exchange, packet: RadiusPacket, password: Uint8Array): End | undefined => {
    if (inFlightCount >= inFlightMax) return OVERLOAD;
    const entry = duplicates.begin(datagram.address, datagram.port, packet.bytes);
    void runToEnd({ datagram, source, packet, entry }, new Secret(password));
    return undefined;
  };
}

function sendVerdict(ports: AnswerAccessRequestPorts, request: Request, verdict: FinalVerdict, prompts: Prompts): End {
  const { datagram, source, packet, entry } = request;
  const reply = encodeVerdict(packet, source.client, verdict, prompts);
  if (verdict.kind === 'reject') return sendReject(ports, request, reply) ? { reply: 'reject' } : OVERLOAD;
  const now = ports.monotonic();
  if (ports.duplicates.answer(entry, reply, now, now)) datagram.socket.send(reply, datagram.address, datagram.port);
  return { reply: verdict.kind };
}

/**
 * Rejects leave a fixed time after arrival, whatever the work was, so that the time tells nothing. False when too
 * many wait: this one is not sent, and its next copy is tried anew.
 */
function sendReject(ports: AnswerAccessRequestPorts, { datagram, entry }: Request, reply: Uint8Array): boolean {
  const now = ports.monotonic();
  const at = datagram.arrivedAt + ports.rejectDelaySeconds() * 1000;
  if (!ports.duplicates.answer(entry, reply, now, at)) return true;
  if (at <= now) {
    datagram.socket.send(reply, datagram.address, datagram.port);
    return true;
  }
  if (datagram.socket.sendAt(at, reply, datagram.address, datagram.port)) return true;
  ports.duplicates.forget(entry);
  return false;
}

function encodeVerdict(packet: RadiusPacket, client: KnownRadiusClient, verdict: FinalVerdict, prompts: Prompts): Uint8Array {
  switch (verdict.kind) {
    case 'accept':
      return encodeReply(packet, PACKET_CODE.ACCESS_ACCEPT, client.sharedSecret, client.acceptAttributes);
    case 'reject':
      return encodeReply(packet, PACKET_CODE.ACCESS_REJECT, client.sharedSecret, client.rejectAttributes);
    case 'challenge': {
      const { state, prompt } = verdict;
      if (state === undefined) throw new TypeError('a challenge without State cannot be answered');
      const attributes = prompt === undefined ? client.challengeAttributes : prompts.encode(prompt, roomForPrompt(packet, state));
      return encodeReply(packet, PACKET_CODE.ACCESS_CHALLENGE, client.sharedSecret, attributes, state);
    }
  }
}

/** Octets that the packet's Proxy-States leave: a prompt is cut to what fits, the person can still answer. */
function roomForPrompt(packet: RadiusPacket, state: Uint8Array): number {
  return PACKET_MAX_BYTES - replyBytes(packet, ATTRIBUTE_HEADER_BYTES + state.length);
}

function recordEnd(ports: AnswerAccessRequestPorts, { datagram, source, packet }: Exchange, end: End): void {
  ports.activity.record(source.client.id, {
    at: datagram.receivedAt,
    sourceAddress: source.address,
    sourcePort: datagram.port,
    username: packet === undefined ? '' : usernameOf(packet),
    protocol: packet === undefined ? 'none' : protocolOf(packet),
    hasMessageAuthenticator: packet !== undefined && packet.messageAuthenticatorOffset !== 0,
    reply: end.reply,
    discard: end.discard,
    durationMilliseconds: ports.monotonic() - datagram.arrivedAt,
  });
}

function createSessionIds(random: Random): () => string {
  let bytes = new Uint8Array(0);
  let used = 0;
  return () => {
    if (used === bytes.length) {
      bytes = new Uint8Array(random.bytes(SESSION_ID_BYTES * SESSION_IDS_PER_DRAW));
      used = 0;
    }
    used += SESSION_ID_BYTES;
    return formatHex(bytes.subarray(used - SESSION_ID_BYTES, used));
  };
}

/** A full disk at 10,000 requests a second must not fill the log as well. */
function createFailureReport(ports: AnswerAccessRequestPorts): (error: unknown) => void {
  let reportedAt = Number.NEGATIVE_INFINITY;
  return (error) => {
    const now = ports.monotonic();
    if (now - reportedAt < FAILURE_REPORT_MILLISECONDS) return;
    reportedAt = now;
    ports.onFailure(error);
  };
}
