/**
 * The SIP end of one trunk: drives the calls, the account and the health check of main/protocols/sip by a socket and timers,
 * finds by Call-ID whose message has come, and answers what belongs to nobody. A trunk has one fixed address: everything goes
 * there.
 */
import { OWN_WORDS } from '../../../shared/own-words.ts';
import type { SipMeans } from '../../protocols/sip/authorization.ts';
import type { CallAction, CallEvent, CallNotice, CallOptions } from '../../protocols/sip/call/call.ts';
import { startCall, stepCall } from '../../protocols/sip/call/step.ts';
import { formatMessage, type IncomingMessage } from '../../protocols/sip/message.ts';
import {
  type PingAction,
  type PingEvent,
  type PingNotice,
  type PingOptions,
  startPing,
  stepPing,
} from '../../protocols/sip/options-ping.ts';
import { type MessageRefusal, parseMessage } from '../../protocols/sip/parse-message.ts';
import type {
  RegistrationAction,
  RegistrationEvent,
  RegistrationNotice,
  RegistrationOptions,
} from '../../protocols/sip/registration/registration.ts';
import { startRegistration, stepRegistration } from '../../protocols/sip/registration/step.ts';
import { type LocalAgent, newTag } from '../../protocols/sip/request.ts';
import { stampRequest } from '../../protocols/sip/source-stamp.ts';
import { answerStray } from '../../protocols/sip/stray-request.ts';
import { standardTiming, type Timing } from '../../protocols/sip/timing.ts';
import type { HostPort } from '../../protocols/sip/via.ts';
import { openParty, type Party, type PartyAction, type PartyEvent } from './sip-party.ts';
import { openSipSocket, type SipSocket, type SipSocketOptions } from './sip-sockets.ts';
import { nonsenseWords } from './socket-problems.ts';
import { bracketed } from './trunk.ts';

export type SipEndpointOptions = Omit<SipSocketOptions, 'onMessage' | 'onFailed'> & {
  readonly means: SipMeans;
  /** What Via and Contact name in place of the socket's own address, behind NAT; '' for the socket's. */
  readonly publicAddress: string;
  readonly contactUser: string | undefined;
  readonly product: string | undefined;
  /** How long an INVITE waits for the first word: shorter than the RFC's 32 s, to try the next trunk sooner. */
  readonly inviteTimeoutMilliseconds: number;
  /** A connection has ended: what was to last, it lasts no longer. */
  readonly onLost: (problem: string) => void;
};

/** A registrar may have to ask a directory; ours, shorter than the RFC's 32 s, to say sooner that nobody is there. */
const REGISTRAR_MILLISECONDS = 10_000;

export type EndpointCall = { hangUp(): void };
/** `ask` is now, in place of at the next time. */
export type EndpointPing = { ask(): void; stop(): void };
export type TimedPingNotice = PingNotice & { /** Of an answer. */ readonly roundTripMilliseconds?: number };

export type SipEndpoint = {
  readonly agent: LocalAgent;
  readonly timing: Timing;
  /** The address of this machine on the way to the trunk, without brackets. */
  readonly localAddress: string;
  /** The trunk; an IPv6 address has brackets. */
  readonly remote: HostPort;
  isOpen(): boolean;
  /** `onMessage` sees every message of the call, before what follows from it. */
  call(
    options: Omit<CallOptions, 'agent' | 'timing'>,
    onNotice: (notice: CallNotice) => void,
    onMessage?: (direction: 'sent' | 'received', message: IncomingMessage) => void,
  ): EndpointCall;
  /** Calls that are not forgotten: some have ended and wait for the last word. */
  callCount(): number;
  /** Why nobody answered in the time since then: what came was no SIP, or the operating system knows; ''. */
  problemSince(start: number): string;
  /** Asks the trunk again and again whether it is there, as long as the endpoint is open or until it is stopped. */
  ping(options: Omit<PingOptions, 'agent' | 'timing'>, onNotice: (notice: TimedPingNotice) => void): EndpointPing;
  /** Keeps the account registered as long as the endpoint is open, or until the answer is called. */
  register(options: Omit<RegistrationOptions, 'agent' | 'timing'>, onNotice: (notice: RegistrationNotice) => void): () => void;
  /** Messages that were none, by their reason. */
  refusals(): ReadonlyMap<MessageRefusal, number>;
  /** Ends at once; calls that still run are not told. */
  close(): void;
};

/** Resolves open, or with why not. Over 50 lines: three kinds of parties share one socket and one table. */
export async function openSipEndpoint(options: SipEndpointOptions): Promise<SipEndpoint | { readonly problem: string }> {
  const parties = new Map<string, Party>();
  const refusals = new Map<MessageRefusal, number>();
  const tag = newTag(options.means);
  const lasting = new Set<Party>();
  let problem = { at: Number.NEGATIVE_INFINITY, words: '' };
  const noteProblem = (words: string): void => {
    problem = { at: performance.now(), words };
  };
  const problemSince = (start: number): string => (problem.at >= start ? problem.words : '');
  let deliver = (_bytes: Uint8Array): void => undefined;
  const socket = await openSipSocket({
    ...options,
    onMessage: (bytes) => deliver(bytes),
    onFailed: (words) => {
      noteProblem(words);
      for (const party of [...parties.values()]) party.take({ kind: 'transport-failed' });
      if ('problem' in socket || socket.isOpen()) return;
      for (const party of lasting) party.stopTimers();
      options.onLost(words);
    },
  });
  if ('problem' in socket) return socket;
  const agent = agentOf(options, socket);
  const timing = { ...standardTiming(socket.isReliable), inviteTimeoutMilliseconds: options.inviteTimeoutMilliseconds };

  deliver = (bytes) => {
    const parsed = parseMessage(bytes);
    if (!parsed.ok) {
      refusals.set(parsed.reason, (refusals.get(parsed.reason) ?? 0) + 1);
      // Line ends alone keep a way through a firewall open.
      if (parsed.reason !== 'empty') noteProblem(nonsenseWords(parsed.reason, bytes));
      return;
    }
    const message = stamped(parsed.message, socket);
    const party = parties.get(message.envelope.callId);
    if (party !== undefined) party.take({ kind: 'message', message });
    else if (message.kind === 'request') {
      const answer = answerStray(message, agent, tag);
      if (answer !== undefined) socket.send(formatMessage(answer));
    }
  };
  const join = <Notice>(
    callId: string,
    step: (event: PartyEvent) => readonly PartyAction<Notice>[],
    tell: (notice: Notice) => void,
    onSend: (bytes: Uint8Array) => void = () => undefined,
  ) => {
    const party = openParty(step, {
      send: (bytes) => {
        onSend(bytes);
        socket.send(bytes);
      },
      tell,
      forget: () => parties.delete(callId),
    });
    parties.set(callId, party);
    return party;
  };

  return {
    agent,
    timing,
    localAddress: socket.local.address,
    remote: { host: bracketed(socket.remote.address), port: socket.remote.port },
    isOpen: socket.isOpen,
    problemSince,
    callCount: () => parties.size - lasting.size,
    call(wanted, onNotice, onMessage) {
      const started = startCall({ ...wanted, agent, timing }, options.means);
      let { call } = started;
      const step = (event: CallEvent): readonly CallAction[] => {
        if (event.kind === 'message') onMessage?.('received', event.message);
        const next = stepCall(call, event, options.means);
        call = next.call;
        return next.actions;
      };
      const party = join(call.callId, step, onNotice, (bytes) => {
        const sent = onMessage === undefined ? undefined : parseMessage(bytes);
        if (sent?.ok === true) onMessage?.('sent', sent.message);
      });
      party.perform(started.actions);
      return { hangUp: () => party.perform(step({ kind: 'hang-up' })) };
    },
    ping(wanted, onNotice) {
      // A trunk that is slower than an INVITE may be is none to call by.
      const patience = { ...timing, requestTimeoutMilliseconds: options.inviteTimeoutMilliseconds };
      const started = startPing({ ...wanted, agent, timing: patience }, options.means);
      let { ping } = started;
      let askedAt: number | undefined;
      let sentAt = 0;
      const step = (event: PingEvent): readonly PingAction[] => {
        const next = stepPing(ping, event, options.means);
        ping = next.ping;
        return next.actions;
      };
      const tell = (notice: PingNotice): void => {
        const words = problemSince(askedAt ?? 0) || noAnswerWords(options.inviteTimeoutMilliseconds);
        askedAt = undefined;
        if (notice.kind === 'alive') onNotice({ ...notice, roundTripMilliseconds: performance.now() - sentAt });
        else onNotice(notice.words === '' ? { ...notice, words } : notice);
      };
      const party = join(ping.callId, step, tell, () => {
        sentAt = performance.now();
        askedAt ??= sentAt;
      });
      lasting.add(party);
      party.perform(started.actions);
      return {
        ask: () => party.perform(step({ kind: 'ping' })),
        stop() {
          party.perform(step({ kind: 'stop' }));
          party.stopTimers();
          lasting.delete(party);
          parties.delete(ping.callId);
        },
      };
    },
    register(wanted, onNotice) {
      const patience = {
        ...timing,
        requestTimeoutMilliseconds: Math.max(REGISTRAR_MILLISECONDS, timing.inviteTimeoutMilliseconds),
      };
      const started = startRegistration({ ...wanted, agent, timing: patience }, options.means);
      let { registration } = started;
      const step = (event: RegistrationEvent): readonly RegistrationAction[] => {
        const next = stepRegistration(registration, event, options.means);
        registration = next.registration;
        return next.actions;
      };
      const startedAt = performance.now();
      const tell = (notice: RegistrationNotice): void => {
        if (notice.kind !== 'failed' || notice.words !== '') onNotice(notice);
        else onNotice({ ...notice, words: problemSince(startedAt) || OWN_WORDS['no-register-answer'] });
        if (notice.kind !== 'unregistered') return;
        lasting.delete(party);
        parties.delete(registration.callId);
      };
      const party = join(registration.callId, step, tell);
      lasting.add(party);
      party.perform(started.actions);
      return () => party.perform(step({ kind: 'stop' }));
    },
    refusals: () => refusals,
    close() {
      for (const party of parties.values()) party.stopTimers();
      parties.clear();
      socket.close();
    },
  };
}

/** In this machine's words. */
export function noAnswerWords(milliseconds: number): string {
  return `${OWN_WORDS['no-answer-in-time']} (${milliseconds / 1000} s)`;
}

function stamped(message: IncomingMessage, { remote }: SipSocket): IncomingMessage {
  return message.kind === 'request' ? stampRequest(message, remote.address, remote.port) : message;
}

function agentOf({ transport, publicAddress, contactUser, product }: SipEndpointOptions, { local }: SipSocket): LocalAgent {
  const host = bracketed(publicAddress === '' ? local.address : publicAddress);
  return { transport, address: { host, port: local.port }, contactUser, product };
}
