// The client transaction of all requests but INVITE, RFC 3261 §17.1.2. Left out: nothing.
import { formatMessage, type IncomingResponse, type SipRequest } from '../message.ts';
import type { Timing } from '../timing.ts';
import { DESTROY, type Step, send, startTimer, stopTimer, type TransactionTimer } from './transaction.ts';

export type RequestClient = {
  readonly kind: 'request-client';
  readonly state: 'trying' | 'proceeding' | 'completed' | 'terminated';
  readonly bytes: Uint8Array;
  readonly timing: Timing;
  readonly intervalMilliseconds: number;
};
type Event =
  | { readonly kind: 'response'; readonly response: IncomingResponse }
  | { readonly kind: 'timer'; readonly timer: TransactionTimer }
  | { readonly kind: 'transport-failed' };

export function startRequestClient(request: SipRequest, timing: Timing): Step<RequestClient> {
  const bytes = formatMessage(request);
  const intervalMilliseconds = timing.t1Milliseconds;
  return {
    state: { kind: 'request-client', state: 'trying', bytes, timing, intervalMilliseconds },
    actions: [
      send(bytes),
      ...(timing.isReliable ? [] : [startTimer('E', intervalMilliseconds)]),
      startTimer('F', timing.requestTimeoutMilliseconds),
    ],
  };
}

export function stepRequestClient(client: RequestClient, event: Event): Step<RequestClient> {
  const isOpen = client.state === 'trying' || client.state === 'proceeding';
  switch (event.kind) {
    case 'response':
      return isOpen ? takeResponse(client, event.response) : { state: client, actions: [] };
    case 'timer':
      return takeTimer(client, event.timer, isOpen);
    case 'transport-failed':
      return isOpen
        ? { state: { ...client, state: 'terminated' }, actions: [{ kind: 'transport-failed' }, DESTROY] }
        : { state: client, actions: [] };
  }
}

function takeResponse(client: RequestClient, response: IncomingResponse): Step<RequestClient> {
  const tell = { kind: 'response', response } as const;
  if (response.status < 200) return { state: { ...client, state: 'proceeding' }, actions: [tell] };
  const { isReliable, t4Milliseconds } = client.timing;
  if (isReliable) return { state: { ...client, state: 'terminated' }, actions: [tell, DESTROY] };
  return {
    state: { ...client, state: 'completed' },
    actions: [stopTimer('E'), stopTimer('F'), startTimer('K', t4Milliseconds), tell],
  };
}

function takeTimer(client: RequestClient, timer: TransactionTimer, isOpen: boolean): Step<RequestClient> {
  if (timer === 'E' && isOpen) {
    const { t2Milliseconds } = client.timing;
    const doubled = Math.min(client.intervalMilliseconds * 2, t2Milliseconds);
    const intervalMilliseconds = client.state === 'proceeding' ? t2Milliseconds : doubled;
    return { state: { ...client, intervalMilliseconds }, actions: [send(client.bytes), startTimer('E', intervalMilliseconds)] };
  }
  if (timer === 'F' && isOpen) {
    return { state: { ...client, state: 'terminated' }, actions: [{ kind: 'timed-out' }, DESTROY] };
  }
  if (timer === 'K' && client.state === 'completed') return { state: { ...client, state: 'terminated' }, actions: [DESTROY] };
  return { state: client, actions: [] };
}
