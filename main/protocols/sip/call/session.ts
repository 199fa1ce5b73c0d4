// An answered call: session timer, our refreshes by UPDATE or re-INVITE, hanging up. RFC 4028 §7.4, §10, RFC 3261 §14.1, §15, RFC 3311. Left out: changing the session ourselves.
import { beginRequest, takeChallenges } from '../authorization.ts';
import { refreshTarget } from '../dialog.ts';
import { hasListed, header, type IncomingResponse, type SipMessage, type SipRequest } from '../message.ts';
import { capabilityHeaders, contactHeader } from '../request.ts';
import { intervalAfterRefusal, type SessionTimer, sessionMilliseconds, sessionOfAnswer } from '../session-timer.ts';
import type { CallEnd, CallPurpose } from './call.ts';
import {
  acknowledge,
  change,
  contentOf,
  finish,
  sendBye,
  sendRequest,
  setDialog,
  startTimer,
  stopTimer,
  type Turn,
  tell,
  withinDialog,
} from './turn.ts';

/** RFC 3261 §14.1: the side that chose the Call-ID waits 2.1 to 4 s after a 491, in steps of 10 ms. */
const GLARE_MIN_MILLISECONDS = 2100;
const GLARE_STEPS = 191;
const GLARE_STEP_MILLISECONDS = 10;

/** Takes the timer that a 2xx to a request of ours says. */
export function beginSession(turn: Turn, response: SipMessage): void {
  setSession(turn, sessionOfAnswer(response));
}

export function setSession(turn: Turn, session: SessionTimer | undefined): void {
  change(turn, { session });
  if (session === undefined) stopTimer(turn, 'session');
  else startTimer(turn, 'session', sessionMilliseconds(session));
}

/** The session timer has fired: a refresh is due, or none came. */
export function sessionDue(turn: Turn): void {
  if (turn.call.session?.refresher === 'us') refresh(turn);
  else endAnswered(turn, 'session-expired');
}

/** BYE, and the end. */
export function endAnswered(turn: Turn, how: Extract<CallEnd['how'], 'hung-up' | 'session-expired' | 'unacknowledged'>): void {
  const tag = turn.call.answeredTag;
  if (turn.call.phase !== 'answered' || tag === undefined) return;
  change(turn, { authorization: beginRequest(turn.call.authorization) });
  sendBye(turn, tag);
  finish(turn, how);
}

/** A refresh from the start: by UPDATE where the peer takes it, else by a re-INVITE with the same offer. */
export function refresh(turn: Turn): void {
  if (turn.call.phase !== 'answered' || turn.call.isRefreshing !== undefined) return;
  change(turn, { authorization: beginRequest(turn.call.authorization) });
  sendRefresh(turn);
}

function sendRefresh(turn: Turn): void {
  const { options, session } = turn.call;
  const one = turn.call.dialogs.get(turn.call.answeredTag ?? '');
  if (one === undefined || session === undefined) return;
  const method = one.allowsUpdate ? 'UPDATE' : 'INVITE';
  const interval = header('Session-Expires', `${session.seconds};refresher=uac`);
  const headers = [contactHeader(options.agent), ...capabilityHeaders(), interval];
  const content = method === 'INVITE' ? options.content : undefined;
  change(turn, { isRefreshing: method });
  const sent = sendRequest(turn, { ...withinDialog(one), method, headers, content }, { kind: 'refresh', method });
  if (method === 'INVITE') change(turn, { invite: { ...sent, nextHop: withinDialog(one).nextHop } });
}

export function takeRefreshResponse(
  turn: Turn,
  response: IncomingResponse,
  purpose: Extract<CallPurpose, { kind: 'refresh' }>,
): void {
  const { status } = response;
  const tag = turn.call.answeredTag ?? '';
  if (status < 200) return;
  if (status < 300 && purpose.method === 'INVITE') {
    // A 2xx is acknowledged whatever has happened since, a repeated one too.
    acknowledge(turn, tag, turn.call.invite);
  }
  if (turn.call.phase !== 'answered' || turn.call.isRefreshing === undefined) return;
  change(turn, { isRefreshing: undefined });
  if (status < 300) {
    takeRefreshed(turn, response, tag);
    return;
  }
  if (status === 401 || status === 407) {
    authorizeRefresh(turn, response);
    return;
  }
  if (status === 422) {
    askLonger(turn, response);
    return;
  }
  if (status === 491) {
    startTimer(turn, 'refresh', glareMilliseconds(turn));
    return;
  }
  if (status === 408 || status === 481) {
    endAnswered(turn, 'session-expired');
    return;
  }
  letRunOut(turn);
}

function takeRefreshed(turn: Turn, response: IncomingResponse, tag: string): void {
  const one = turn.call.dialogs.get(tag);
  const content = contentOf(response);
  if (one !== undefined) {
    const allowsUpdate = one.allowsUpdate || hasListed(response, 'Allow', 'UPDATE');
    setDialog(turn, tag, { ...one, dialog: refreshTarget(one.dialog, response), content: content ?? one.content, allowsUpdate });
  }
  beginSession(turn, response);
  if (content !== undefined) tell(turn, { kind: 'session-changed', dialog: tag, content });
}

function authorizeRefresh(turn: Turn, response: IncomingResponse): void {
  const taken = takeChallenges(turn.call.authorization, response, turn.call.options.credentials, turn.means);
  if (typeof taken === 'string') {
    letRunOut(turn);
    return;
  }
  change(turn, { authorization: taken });
  sendRefresh(turn);
}

function askLonger(turn: Turn, response: IncomingResponse): void {
  const { session } = turn.call;
  const seconds = session === undefined ? undefined : intervalAfterRefusal(response, session.seconds);
  if (session === undefined || seconds === undefined) {
    letRunOut(turn);
    return;
  }
  change(turn, { session: { ...session, seconds } });
  sendRefresh(turn);
}

/** A refused refresh leaves the session as it is (RFC 4028 §7.4); without a refresh it ends when its time is over. */
function letRunOut(turn: Turn): void {
  const { session } = turn.call;
  if (session !== undefined) setSession(turn, { ...session, refresher: 'nobody' });
}

/** Nobody answered a refresh: the peer is gone (RFC 4028 §10). */
export function failRefresh(turn: Turn): void {
  change(turn, { isRefreshing: undefined });
  endAnswered(turn, 'session-expired');
}

function glareMilliseconds(turn: Turn): number {
  const [high = 0, low = 0] = turn.means.randomBytes(2);
  return GLARE_MIN_MILLISECONDS + (((high << 8) | low) % GLARE_STEPS) * GLARE_STEP_MILLISECONDS;
}

/** A BYE that is challenged is sent again with the answer; its other answers change nothing. */
export function takeByeResponse(turn: Turn, response: IncomingResponse, remoteTag: string): void {
  if (response.status !== 401 && response.status !== 407) return;
  const taken = takeChallenges(turn.call.authorization, response, turn.call.options.credentials, turn.means);
  if (typeof taken === 'string') return;
  change(turn, { authorization: taken });
  sendBye(turn, remoteTag);
}

/** Which request a 2xx that belongs to no transaction answered, for its ACK. */
export function isOfInvite(invite: { readonly request: SipRequest; readonly cseq: number }, response: IncomingResponse): boolean {
  return response.envelope.cseq.method === 'INVITE' && response.envelope.cseq.number === invite.cseq;
}
