// The INVITE client transaction, RFC 3261 §17.1.1 with the Accepted state of RFC 6026 §7.2. Left out: the ACK to a 2xx, which is the dialog's.
import { formatMessage, header, headerValue, headerValues, type IncomingResponse, NO_BODY, type SipRequest } from '../message.ts';
import { longTimeoutMilliseconds, TIMER_D_MILLISECONDS, type Timing } from '../timing.ts';
import { DESTROY, type Step, send, startTimer, stopTimer, type TransactionTimer } from './transaction.ts';

export type InviteClient = {
  readonly kind: 'invite-client';
  readonly state: 'calling' | 'proceeding' | 'accepted' | 'completed' | 'terminated';
  readonly request: SipRequest;
  readonly bytes: Uint8Array;
  readonly timing: Timing;
  /** Until the next retransmission, while calling. */
  readonly intervalMilliseconds: number;
  /** The ACK to the refusal, while completed. */
  readonly ack: Uint8Array | undefined;
};
type Event =
  | { readonly kind: 'response'; readonly response: IncomingResponse }
  | { readonly kind: 'timer'; readonly timer: TransactionTimer }
  | { readonly kind: 'transport-failed' };

export function startInviteClient(request: SipRequest, timing: Timing): Step<InviteClient> {
  const bytes = formatMessage(request);
  const intervalMilliseconds = timing.t1Milliseconds;
  return {
    state: { kind: 'invite-client', state: 'calling', request, bytes, timing, intervalMilliseconds, ack: undefined },
    actions: [
      send(bytes),
      ...(timing.isReliable ? [] : [startTimer('A', intervalMilliseconds)]),
      startTimer('B', timing.inviteTimeoutMilliseconds),
    ],
  };
}

export function stepInviteClient(client: InviteClient, event: Event): Step<InviteClient> {
  switch (event.kind) {
    case 'response':
      return takeResponse(client, event.response);
    case 'timer':
      return takeTimer(client, event.timer);
    case 'transport-failed': {
      const isWaiting = client.state === 'calling' || client.state === 'proceeding';
      return isWaiting ? end(client, { kind: 'transport-failed' }) : { state: client, actions: [] };
    }
  }
}

function takeResponse(client: InviteClient, response: IncomingResponse): Step<InviteClient> {
  const tell = { kind: 'response', response } as const;
  const isOpen = client.state === 'calling' || client.state === 'proceeding';
  const stops = client.state === 'calling' ? [stopTimer('A'), stopTimer('B')] : [];
  if (response.status < 200)
    return isOpen ? { state: { ...client, state: 'proceeding' }, actions: [...stops, tell] } : { state: client, actions: [] };
  if (response.status < 300) {
    if (client.state === 'accepted') return { state: client, actions: [tell] };
    if (!isOpen) return { state: client, actions: [] };
    const timer = startTimer('M', longTimeoutMilliseconds(client.timing));
    return { state: { ...client, state: 'accepted' }, actions: [...stops, timer, tell] };
  }
  if (client.state === 'completed' && client.ack !== undefined) return { state: client, actions: [send(client.ack)] };
  if (!isOpen) return { state: client, actions: [] };
  const ack = formatMessage(acknowledgeRefusal(client.request, response));
  if (client.timing.isReliable)
    return { state: { ...client, state: 'terminated', ack }, actions: [...stops, send(ack), tell, DESTROY] };
  return {
    state: { ...client, state: 'completed', ack },
    actions: [...stops, send(ack), startTimer('D', TIMER_D_MILLISECONDS), tell],
  };
}

function takeTimer(client: InviteClient, timer: TransactionTimer): Step<InviteClient> {
  if (timer === 'A' && client.state === 'calling') {
    const intervalMilliseconds = client.intervalMilliseconds * 2;
    return { state: { ...client, intervalMilliseconds }, actions: [send(client.bytes), startTimer('A', intervalMilliseconds)] };
  }
  if (timer === 'B' && client.state === 'calling') return end(client, { kind: 'timed-out' });
  if ((timer === 'D' && client.state === 'completed') || (timer === 'M' && client.state === 'accepted')) return end(client);
  return { state: client, actions: [] };
}

function end(
  client: InviteClient,
  ...told: readonly ({ kind: 'timed-out' } | { kind: 'transport-failed' })[]
): Step<InviteClient> {
  return { state: { ...client, state: 'terminated' }, actions: [...told, DESTROY] };
}

/** RFC 3261 §17.1.1.3: the INVITE's own Via, the To of the response. */
function acknowledgeRefusal(invite: SipRequest, response: IncomingResponse): SipRequest {
  const copied = (['Via', 'Route', 'Max-Forwards', 'From', 'Call-ID'] as const).flatMap((name) =>
    headerValues(invite, name).map((value) => header(name, value)),
  );
  const to = header('To', headerValue(response, 'To') ?? '');
  const cseq = header('CSeq', `${response.envelope.cseq.number} ACK`);
  return { kind: 'request', method: 'ACK', uri: invite.uri, headers: [...copied, to, cseq], body: NO_BODY };
}
