/**
 * The SIP end of one trunk: drives the calls, the account and the health check of main/protocols/sip by a socket and timers,
 * finds by Call-ID whose message has come, and answers what belongs to nobody. A trunk has one fixed address: everything goes
 * there.
 */
import type { SipMeans } from '../../protocols/sip/authorization.ts';
import type { CallAction, CallEvent, CallNotice, CallOptions } from '../../protocols/sip/call/call.ts';
import { startCall, stepCall } from '../../protocols/sip/call/step.ts';
import { formatMessage, type IncomingMessage } from '../../protocols/sip/message.ts';
import { type PingNotice, type PingOptions, startPing, stepPing } from '../../protocols/sip/options-ping.ts';
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
import { openParty, type Party, type PartyAction, type PartyEvent } from './sip-party.ts';
import { openSipSocket, type SipSocket, type SipSocketOptions } from './sip-sockets.ts';
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

export type EndpointCall = { hangUp(): void };

export type SipEndpoint = {
  readonly agent: LocalAgent;
  readonly timing: Timing;
  /** The address of this machine on the way to the trunk, without brackets. */
  readonly localAddress: string;
  isOpen(): boolean;
  call(options: Omit<CallOptions, 'agent' | 'timing'>, onNotice: (notice: CallNotice) => void): EndpointCall;
  /** In the operating system's words, the last time that the trunk could not be reached; ''. */
  lastProblem(): string;
  /** Asks the trunk again and again whether it is there, as long as the endpoint is open. */
  ping(options: Omit<PingOptions, 'agent' | 'timing'>, onNotice: (notice: PingNotice) => void): void;
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
  let lastProblem = '';
  let deliver = (_bytes: Uint8Array): void => undefined;
  const socket = await openSipSocket({
    ...options,
    onMessage: (bytes) => deliver(bytes),
    onFailed: (problem) => {
      lastProblem = problem;
      for (const party of [...parties.values()]) party.take({ kind: 'transport-failed' });
      if ('problem' in socket || socket.isOpen()) return;
      for (const party of lasting) party.stopTimers();
      options.onLost(problem);
    },
  });
  if ('problem' in socket) return socket;
  const agent = agentOf(options, socket);
  const timing = { ...standardTiming(socket.isReliable), inviteTimeoutMilliseconds: options.inviteTimeoutMilliseconds };

  deliver = (bytes) => {
    const parsed = parseMessage(bytes);
    if (!parsed.ok) {
      refusals.set(parsed.reason, (refusals.get(parsed.reason) ?? 0) + 1);
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
  ) => {
    const party = openParty(step, {
      send: socket.send,
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
    isOpen: socket.isOpen,
    lastProblem: () => lastProblem,
    call(wanted, onNotice) {
      const started = startCall({ ...wanted, agent, timing }, options.means);
      let { call } = started;
      const step = (event: CallEvent): readonly CallAction[] => {
        const next = stepCall(call, event, options.means);
        call = next.call;
        return next.actions;
      };
      const party = join(call.callId, step, onNotice);
      party.perform(started.actions);
      return { hangUp: () => party.perform(step({ kind: 'hang-up' })) };
    },
    ping(wanted, onNotice) {
      const started = startPing({ ...wanted, agent, timing }, options.means);
      let { ping } = started;
      const party = join(
        ping.callId,
        (event) => {
          const next = stepPing(ping, event, options.means);
          ping = next.ping;
          return next.actions;
        },
        onNotice,
      );
      lasting.add(party);
      party.perform(started.actions);
    },
    register(wanted, onNotice) {
      const started = startRegistration({ ...wanted, agent, timing }, options.means);
      let { registration } = started;
      const step = (event: RegistrationEvent): readonly RegistrationAction[] => {
        const next = stepRegistration(registration, event, options.means);
        registration = next.registration;
        return next.actions;
      };
      const party = join(registration.callId, step, onNotice);
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

function stamped(message: IncomingMessage, { remote }: SipSocket): IncomingMessage {
  return message.kind === 'request' ? stampRequest(message, remote.address, remote.port) : message;
}

function agentOf({ transport, publicAddress, contactUser, product }: SipEndpointOptions, { local }: SipSocket): LocalAgent {
  const host = bracketed(publicAddress === '' ? local.address : publicAddress);
  return { transport, address: { host, port: local.port }, contactUser, product };
}
