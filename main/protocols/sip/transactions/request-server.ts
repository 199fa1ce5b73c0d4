// The server transaction of all requests but INVITE, RFC 3261 §17.2.2. Left out: provisional responses to them (RFC 4320 §4.1).
import { formatMessage, type SipResponse } from '../message.ts';
import { longTimeoutMilliseconds, type Timing } from '../timing.ts';
import { DESTROY, type Step, send, startTimer, type TransactionTimer } from './transaction.ts';

export type RequestServer = {
  readonly kind: 'request-server';
  readonly state: 'trying' | 'completed' | 'terminated';
  readonly timing: Timing;
  readonly bytes: Uint8Array | undefined;
};
type Event =
  | { readonly kind: 'repeated' }
  | { readonly kind: 'respond'; readonly response: SipResponse }
  | { readonly kind: 'timer'; readonly timer: TransactionTimer };

export function startRequestServer(timing: Timing): RequestServer {
  return { kind: 'request-server', state: 'trying', timing, bytes: undefined };
}

export function stepRequestServer(server: RequestServer, event: Event): Step<RequestServer> {
  switch (event.kind) {
    case 'repeated':
      return { state: server, actions: server.bytes === undefined ? [] : [send(server.bytes)] };
    case 'respond': {
      if (server.state !== 'trying') return { state: server, actions: [] };
      const bytes = formatMessage(event.response);
      if (server.timing.isReliable) return { state: { ...server, state: 'terminated', bytes }, actions: [send(bytes), DESTROY] };
      const timer = startTimer('J', longTimeoutMilliseconds(server.timing));
      return { state: { ...server, state: 'completed', bytes }, actions: [send(bytes), timer] };
    }
    case 'timer':
      return event.timer === 'J' && server.state === 'completed'
        ? { state: { ...server, state: 'terminated' }, actions: [DESTROY] }
        : { state: server, actions: [] };
  }
}
