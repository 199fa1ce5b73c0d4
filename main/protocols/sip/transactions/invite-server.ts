// The INVITE server transaction, RFC 3261 §17.2.1 with the Accepted state of RFC 6026 §7.1. Left out: the 100 Trying of its own (the user answers at once) and repeating a 2xx, which is the user's.
import { formatMessage, type SipResponse } from '../message.ts';
import { longTimeoutMilliseconds, type Timing } from '../timing.ts';
import { DESTROY, type Step, send, startTimer, stopTimer, type TransactionTimer } from './transaction.ts';

export type InviteServer = {
  readonly kind: 'invite-server';
  readonly state: 'proceeding' | 'accepted' | 'completed' | 'confirmed' | 'terminated';
  readonly timing: Timing;
  /** The last response: a repeated request gets it again. */
  readonly bytes: Uint8Array | undefined;
  readonly intervalMilliseconds: number;
};
type Event =
  | { readonly kind: 'repeated' }
  | { readonly kind: 'ack' }
  | { readonly kind: 'respond'; readonly response: SipResponse }
  | { readonly kind: 'timer'; readonly timer: TransactionTimer }
  | { readonly kind: 'transport-failed' };

export function startInviteServer(timing: Timing): InviteServer {
  return { kind: 'invite-server', state: 'proceeding', timing, bytes: undefined, intervalMilliseconds: timing.t1Milliseconds };
}

export function stepInviteServer(server: InviteServer, event: Event): Step<InviteServer> {
  switch (event.kind) {
    case 'repeated': {
      const answersAgain = server.state === 'proceeding' || server.state === 'completed';
      return { state: server, actions: answersAgain && server.bytes !== undefined ? [send(server.bytes)] : [] };
    }
    case 'ack':
      return takeAck(server);
    case 'respond':
      return respond(server, event.response);
    case 'timer':
      return takeTimer(server, event.timer);
    case 'transport-failed':
      return server.state === 'completed' || server.state === 'proceeding'
        ? { state: { ...server, state: 'terminated' }, actions: [{ kind: 'transport-failed' }, DESTROY] }
        : { state: server, actions: [] };
  }
}

function respond(server: InviteServer, response: SipResponse): Step<InviteServer> {
  if (server.state !== 'proceeding') return { state: server, actions: [] };
  const bytes = formatMessage(response);
  if (response.status < 200) return { state: { ...server, bytes }, actions: [send(bytes)] };
  const longTimeout = longTimeoutMilliseconds(server.timing);
  if (response.status < 300) {
    return { state: { ...server, state: 'accepted', bytes }, actions: [send(bytes), startTimer('L', longTimeout)] };
  }
  const retransmission = server.timing.isReliable ? [] : [startTimer('G', server.intervalMilliseconds)];
  return {
    state: { ...server, state: 'completed', bytes },
    actions: [send(bytes), ...retransmission, startTimer('H', longTimeout)],
  };
}

function takeAck(server: InviteServer): Step<InviteServer> {
  if (server.state !== 'completed') return { state: server, actions: [] };
  if (server.timing.isReliable) return { state: { ...server, state: 'terminated' }, actions: [DESTROY] };
  return {
    state: { ...server, state: 'confirmed' },
    actions: [stopTimer('G'), stopTimer('H'), startTimer('I', server.timing.t4Milliseconds)],
  };
}

function takeTimer(server: InviteServer, timer: TransactionTimer): Step<InviteServer> {
  if (timer === 'G' && server.state === 'completed' && server.bytes !== undefined) {
    const intervalMilliseconds = Math.min(server.intervalMilliseconds * 2, server.timing.t2Milliseconds);
    return { state: { ...server, intervalMilliseconds }, actions: [send(server.bytes), startTimer('G', intervalMilliseconds)] };
  }
  if (timer === 'H' && server.state === 'completed') {
    return { state: { ...server, state: 'terminated' }, actions: [{ kind: 'timed-out' }, DESTROY] };
  }
  const isOver = (timer === 'I' && server.state === 'confirmed') || (timer === 'L' && server.state === 'accepted');
  return isOver ? { state: { ...server, state: 'terminated' }, actions: [DESTROY] } : { state: server, actions: [] };
}
