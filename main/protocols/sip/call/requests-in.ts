// Requests of the peer within a call: BYE, re-INVITE, UPDATE, INFO, OPTIONS, CANCEL and what is refused. RFC 3261 §8.2, §12.2.2, §14.2, §15.1.2, RFC 3311, RFC 6086. Left out: subscriptions and transfers.
import { refreshTarget, takeRemoteCseq } from '../dialog.ts';
import { readInfoDigit } from '../dtmf-info.ts';
import { readTokens } from '../header-values.ts';
import { formatMessage, header, headerValue, type IncomingRequest, responseTo, type SipHeader } from '../message.ts';
import {
  ALLOWED_METHODS,
  type Content,
  capabilityHeaders,
  contactHeader,
  contentHeaders,
  SUPPORTED_EXTENSIONS,
} from '../request.ts';
import { sessionOfRequest } from '../session-timer.ts';
import { longTimeoutMilliseconds } from '../timing.ts';
import { hasInviteOf } from '../transaction-table.ts';
import type { CallDialog } from './call.ts';
import { endAnswered, setSession } from './session.ts';
import { answer, change, contentOf, finish, setDialog, startTimer, stopTimer, type Turn, tell } from './turn.ts';

/** Methods that are known and not taken (RFC 3261 §8.2.1: 405); all others are unknown (501). */
const REFUSED_METHODS: readonly string[] = ['REFER', 'MESSAGE', 'SUBSCRIBE', 'PUBLISH', 'PRACK', 'REGISTER'];

type Refusal = { readonly status: number; readonly headers?: readonly SipHeader[] };

export function takeRequest(turn: Turn, key: string, request: IncomingRequest): void {
  const refuse = ({ status, headers }: Refusal) =>
    answer(turn, key, responseTo(request, status, { toTag: turn.call.localTag, headers: headers ?? [] }));
  if (request.method === 'CANCEL') {
    refuse({ status: hasInviteOf(turn.call.table, request) ? 200 : 481 });
    return;
  }
  const { fromTag, toTag } = request.envelope;
  const one = toTag === turn.call.localTag ? turn.call.dialogs.get(fromTag ?? '') : undefined;
  if (one === undefined) {
    refuse({ status: 481 });
    return;
  }
  // Once one branch of a fork has won, the others can only say good-bye.
  if (turn.call.phase === 'answered' && (fromTag ?? '') !== turn.call.answeredTag && request.method !== 'BYE') {
    refuse({ status: 481 });
    return;
  }
  const dialog = takeRemoteCseq(one.dialog, request);
  if (dialog === undefined) {
    refuse({ status: 500 });
    return;
  }
  setDialog(turn, fromTag ?? '', { ...one, dialog });
  const refusal = refusalOf(turn, request);
  if (refusal !== undefined) {
    refuse(refusal);
    return;
  }
  takeMethod(turn, key, request, { ...one, dialog });
}

/** Whatever hinders before the method is looked at; undefined when nothing does. */
function refusalOf(turn: Turn, request: IncomingRequest): Refusal | undefined {
  const { method } = request;
  if (turn.call.phase === 'over' && method !== 'BYE') return { status: 481 };
  const unknown = readTokens(request, 'Require').filter(
    (tag) => !SUPPORTED_EXTENSIONS.some((known) => known === tag.toLowerCase()),
  );
  if (unknown.length > 0) return { status: 420, headers: [header('Unsupported', unknown.join(', '))] };
  if (method === 'NOTIFY') return { status: 481 };
  if (REFUSED_METHODS.includes(method)) return { status: 405, headers: [header('Allow', ALLOWED_METHODS.join(', '))] };
  if (!ALLOWED_METHODS.some((allowed) => allowed === method))
    return { status: 501, headers: [header('Allow', ALLOWED_METHODS.join(', '))] };
  return undefined;
}

function takeMethod(turn: Turn, key: string, request: IncomingRequest, one: CallDialog): void {
  switch (request.method) {
    case 'BYE':
      answer(turn, key, responseTo(request, 200));
      if (one.dialog.remoteTag === turn.call.answeredTag) finish(turn, 'peer-hung-up', { message: request });
      return;
    case 'INVITE':
    case 'UPDATE':
      takeOffer(turn, key, request, one);
      return;
    case 'INFO':
      takeInfo(turn, key, request);
      return;
    default:
      answer(
        turn,
        key,
        responseTo(request, 200, { headers: [...ourHeaders(turn), header('Accept', turn.call.options.content.type)] }),
      );
  }
}

function ourHeaders(turn: Turn): readonly SipHeader[] {
  return [contactHeader(turn.call.options.agent), ...capabilityHeaders()];
}

function takeInfo(turn: Turn, key: string, request: IncomingRequest): void {
  // RFC 6086 §4.2.3: no packages are taken; what is sent without one is the older use (RFC 2976).
  if (headerValue(request, 'Info-Package') !== undefined) {
    answer(turn, key, responseTo(request, 469, { headers: [header('Recv-Info', '')] }));
    return;
  }
  const digit = request.body.length === 0 ? undefined : readInfoDigit(headerValue(request, 'Content-Type') ?? '', request.body);
  if (digit === 'not-digits') {
    const accepted = header('Accept', 'application/dtmf-relay, application/dtmf');
    answer(turn, key, responseTo(request, 415, { headers: [accepted] }));
    return;
  }
  answer(turn, key, responseTo(request, 200));
  if (digit !== undefined) tell(turn, { kind: 'digit', digit });
}

/** re-INVITE and UPDATE: answered with what fits to the offer; a new place of the peer's media is told. */
function takeOffer(turn: Turn, key: string, request: IncomingRequest, one: CallDialog): void {
  const { options, phase } = turn.call;
  const content = contentOf(request);
  const offered = sessionOfRequest(request);
  const refusal =
    offerRefusal(turn, request, content) ??
    (offered.kind === 'too-small' ? { status: 422, headers: offered.headers } : undefined);
  if (refusal !== undefined || offered.kind === 'too-small') {
    answer(turn, key, responseTo(request, refusal?.status ?? 422, { headers: refusal?.headers ?? [] }));
    return;
  }
  const isInvite = request.method === 'INVITE';
  const { answerOffer = () => options.content } = options;
  const reply = content !== undefined ? answerOffer(content) : isInvite ? options.content : undefined;
  if (content !== undefined && reply === undefined) {
    answer(turn, key, responseTo(request, 488));
    return;
  }
  const { remoteTag } = one.dialog;
  setDialog(turn, remoteTag, { ...one, dialog: refreshTarget(one.dialog, request), content: content ?? one.content });
  const headers = [...ourHeaders(turn), ...offered.headers, ...contentHeaders(reply)];
  const response = responseTo(request, 200, { headers, ...(reply === undefined ? {} : { body: reply.bytes }) });
  answer(turn, key, response);
  if (isInvite) repeatUntilAcknowledged(turn, request, formatMessage(response), content === undefined);
  if (phase === 'answered') setSession(turn, offered.session);
  if (content !== undefined) tell(turn, { kind: 'session-changed', dialog: remoteTag, content });
}

function offerRefusal(turn: Turn, request: IncomingRequest, content: Content | undefined): Refusal | undefined {
  const { options, isRefreshing, unacknowledged, phase } = turn.call;
  const isInvite = request.method === 'INVITE';
  const hasOffer = isInvite || content !== undefined;
  if (isInvite && phase !== 'answered') return { status: 491 };
  // Glare (RFC 3261 §14.2, RFC 3311 §5.2): two offers must not cross.
  if (hasOffer && (isRefreshing === 'INVITE' || unacknowledged !== undefined)) return { status: 491 };
  const type = content?.type.split(';')[0]?.trim().toLowerCase();
  if (content !== undefined && type !== options.content.type)
    return { status: 415, headers: [header('Accept', options.content.type)] };
  return undefined;
}

function repeatUntilAcknowledged(turn: Turn, request: IncomingRequest, bytes: Uint8Array, isOffer: boolean): void {
  const intervalMilliseconds = turn.call.options.timing.t1Milliseconds;
  change(turn, {
    unacknowledged: { cseq: request.envelope.cseq.number, bytes, intervalMilliseconds, elapsedMilliseconds: 0, isOffer },
  });
  startTimer(turn, 'repeat-answer', intervalMilliseconds);
}

/** RFC 3261 §13.3.1.4: T1 doubling up to T2, for 64 T1; then the call is hung up. */
export function repeatAnswer(turn: Turn): void {
  const { unacknowledged, options } = turn.call;
  if (unacknowledged === undefined) return;
  const elapsedMilliseconds = unacknowledged.elapsedMilliseconds + unacknowledged.intervalMilliseconds;
  const leftMilliseconds = longTimeoutMilliseconds(options.timing) - elapsedMilliseconds;
  if (leftMilliseconds <= 0) {
    endAnswered(turn, 'unacknowledged');
    return;
  }
  const intervalMilliseconds = Math.min(unacknowledged.intervalMilliseconds * 2, options.timing.t2Milliseconds, leftMilliseconds);
  change(turn, { unacknowledged: { ...unacknowledged, intervalMilliseconds, elapsedMilliseconds } });
  turn.actions.push({ kind: 'send', bytes: unacknowledged.bytes, nextHop: undefined });
  startTimer(turn, 'repeat-answer', intervalMilliseconds);
}

export function takeAck(turn: Turn, request: IncomingRequest): void {
  const { unacknowledged, answeredTag } = turn.call;
  if (answeredTag === undefined || (request.envelope.fromTag ?? '') !== answeredTag) return;
  if (unacknowledged?.cseq !== request.envelope.cseq.number) return;
  const content = contentOf(request);
  change(turn, { unacknowledged: undefined });
  stopTimer(turn, 'repeat-answer');
  if (unacknowledged.isOffer && content !== undefined) tell(turn, { kind: 'session-changed', dialog: answeredTag, content });
}
