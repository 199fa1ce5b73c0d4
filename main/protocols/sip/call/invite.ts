// The INVITE of a call and every answer to it, RFC 3261 §13.2, §8.1.3 and §9.1, RFC 4028 §7.3: challenges, forks, redirection, CANCEL. Left out: reliable provisional responses (RFC 3262).
import { beginRequest, takeChallenges } from '../authorization.ts';
import { fromAddress, identityHeaders } from '../caller-identity.ts';
import { openDialog, targetThrough } from '../dialog.ts';
import { MIN_SE_SECONDS, wordsOf } from '../header-values.ts';
import { DIALOGS_MAX } from '../limits.ts';
import {
  hasListed,
  header,
  headerList,
  headerValue,
  headerValues,
  type IncomingResponse,
  NO_BODY,
  type SipHeader,
} from '../message.ts';
import { formatNameAddr, nameAddr, parseNameAddr, withTag } from '../name-addr.ts';
import { capabilityHeaders, contactHeader } from '../request.ts';
import { intervalAfterRefusal } from '../session-timer.ts';
import { longTimeoutMilliseconds } from '../timing.ts';
import { dropClients, startClient } from '../transaction-table.ts';
import { parseUri } from '../uri.ts';
import type { CallDialog, CallEnd } from './call.ts';
import { beginSession } from './session.ts';
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
  takeTableStep,
  tell,
} from './turn.ts';

/** Sends the INVITE, the first or the next one; what the earlier one began is forgotten. */
export function sendInvite(turn: Turn): void {
  const { options, target, localTag, sessionSeconds } = turn.call;
  change(turn, { hasProvisional: false, dialogs: new Map() });
  const destination = targetThrough(options.routes, target);
  const interval: readonly SipHeader[] =
    sessionSeconds === undefined
      ? []
      : [header('Session-Expires', String(sessionSeconds)), header('Min-SE', String(leastInterval(turn)))];
  const headers = [
    contactHeader(options.agent),
    ...capabilityHeaders(),
    ...identityHeaders(options.identity),
    ...interval,
    ...options.headers,
  ];
  const sent = sendRequest(
    turn,
    {
      ...destination,
      method: 'INVITE',
      from: formatNameAddr(withTag(fromAddress(options.identity), localTag)),
      to: formatNameAddr(nameAddr(options.target)),
      headers: [...headers, header('Accept', options.content.type)],
      content: options.content,
    },
    { kind: 'invite' },
  );
  change(turn, { invite: { ...sent, nextHop: destination.nextHop } });
}

/** RFC 4028 §7.3: after a 422 the Min-SE is that of the refusal; before, the least of the RFC. */
function leastInterval(turn: Turn): number {
  const { sessionSeconds, options } = turn.call;
  return sessionSeconds !== undefined && sessionSeconds !== options.sessionSeconds ? sessionSeconds : MIN_SE_SECONDS;
}

export function takeInviteResponse(turn: Turn, response: IncomingResponse): void {
  const { status } = response;
  if (status < 200) takeProgress(turn, response);
  else if (status < 300) takeAnswer(turn, response);
  else if (turn.call.phase !== 'inviting') return;
  else if (turn.call.cancel !== undefined) finish(turn, turn.call.cancel.how, { message: response });
  else if (status === 401 || status === 407) authorizeAgain(turn, response);
  else if (status === 422) askLonger(turn, response);
  else if (status < 400) redirect(turn, response);
  else finish(turn, 'refused', { message: response });
}

function takeProgress(turn: Turn, response: IncomingResponse): void {
  if (turn.call.phase !== 'inviting') return;
  const isFirst = !turn.call.hasProvisional;
  change(turn, { hasProvisional: true });
  if (turn.call.cancel !== undefined) {
    if (isFirst) sendCancel(turn);
    return;
  }
  const { toTag } = response.envelope;
  const content = contentOf(response);
  if (response.status > 100 && toTag !== undefined) {
    const known = turn.call.dialogs.get(toTag);
    if (known === undefined && turn.call.dialogs.size >= DIALOGS_MAX) return;
    // The peer's numbers go on; what the response says of its place is newer.
    const dialog = { ...openDialog(turn.call.invite.request, response), remoteCseq: known?.dialog.remoteCseq };
    setDialog(turn, toTag, dialogOf(response, dialog, known));
  }
  tell(turn, { kind: 'progress', status: response.status, words: wordsOf(response), dialog: toTag ?? '', content });
}

function dialogOf(response: IncomingResponse, dialog: CallDialog['dialog'], known: CallDialog | undefined): CallDialog {
  const allowsUpdate = hasListed(response, 'Allow', 'UPDATE') || (known?.allowsUpdate ?? false);
  return { dialog, content: contentOf(response) ?? known?.content, ack: undefined, allowsUpdate };
}

/** A 2xx to the INVITE: the first wins, each other branch of a fork is acknowledged and hung up (RFC 3261 §13.2.2.4). */
export function takeAnswer(turn: Turn, response: IncomingResponse): void {
  const tag = response.envelope.toTag ?? '';
  const known = turn.call.dialogs.get(tag);
  if (known?.ack !== undefined) {
    turn.actions.push({ kind: 'send', bytes: known.ack.bytes, nextHop: known.ack.nextHop });
    return;
  }
  // A fork without end is not served.
  if (known === undefined && turn.call.phase !== 'inviting' && turn.call.dialogs.size >= DIALOGS_MAX) return;
  const dialog = { ...openDialog(turn.call.invite.request, response), remoteCseq: known?.dialog.remoteCseq };
  setDialog(turn, tag, dialogOf(response, dialog, known));
  acknowledge(turn, tag, turn.call.invite);
  change(turn, { authorization: beginRequest(turn.call.authorization) });
  if (turn.call.phase !== 'inviting') {
    sendBye(turn, tag);
    return;
  }
  change(turn, { answeredTag: tag });
  if (turn.call.cancel !== undefined) {
    // The answer won the race against CANCEL (RFC 3261 §9.1): the call is there, and has to be hung up.
    sendBye(turn, tag);
    finish(turn, turn.call.cancel.how, { message: response });
    return;
  }
  stopTimer(turn, 'answer');
  change(turn, { phase: 'answered' });
  tell(turn, { kind: 'answered', dialog: tag, content: turn.call.dialogs.get(tag)?.content });
  beginSession(turn, response);
}

function authorizeAgain(turn: Turn, response: IncomingResponse): void {
  const taken = takeChallenges(turn.call.authorization, response, turn.call.options.credentials, turn.means);
  if (typeof taken === 'string') {
    finish(turn, 'refused', { message: response, authorization: taken });
    return;
  }
  change(turn, { authorization: taken });
  sendInvite(turn);
}

function askLonger(turn: Turn, response: IncomingResponse): void {
  const sessionSeconds = intervalAfterRefusal(response, turn.call.sessionSeconds ?? 0);
  // Only once: a peer that raises its least interval each time would never end.
  const isFirst = turn.call.sessionSeconds === turn.call.options.sessionSeconds;
  if (sessionSeconds === undefined || !isFirst) {
    finish(turn, 'refused', { message: response });
    return;
  }
  change(turn, { sessionSeconds, authorization: beginRequest(turn.call.authorization) });
  sendInvite(turn);
}

function redirect(turn: Turn, response: IncomingResponse): void {
  const target = headerList(response, 'Contact')
    .map((value) => parseNameAddr(value)?.uri ?? '')
    .find((uri) => ['sip', 'sips'].includes(parseUri(uri)?.scheme ?? ''));
  if (turn.call.redirectsLeft === 0 || target === undefined) {
    finish(turn, 'refused', { message: response });
    return;
  }
  change(turn, { target, redirectsLeft: 0, authorization: beginRequest(turn.call.authorization) });
  sendInvite(turn);
}

/** Ends a call that is not answered: CANCEL now, or when the first provisional response comes. */
export function cancelInvite(turn: Turn, how: 'no-answer' | 'cancelled'): void {
  if (turn.call.phase !== 'inviting' || turn.call.cancel !== undefined) return;
  stopTimer(turn, 'answer');
  change(turn, { cancel: { how, isSent: false } });
  if (turn.call.hasProvisional) sendCancel(turn);
}

/** RFC 3261 §9.1: the same Request-URI, Via, Route and number as the INVITE. */
function sendCancel(turn: Turn): void {
  const { invite, cancel, options } = turn.call;
  if (cancel === undefined || cancel.isSent) return;
  const copied = (['Via', 'Max-Forwards', 'Route', 'From', 'To', 'Call-ID'] as const).flatMap((name) =>
    headerValues(invite.request, name).map((value) => header(name, value)),
  );
  const product = headerValue(invite.request, 'User-Agent');
  const headers = [
    ...copied,
    header('CSeq', `${invite.cseq} CANCEL`),
    ...(product === undefined ? [] : [header('User-Agent', product)]),
  ];
  const request = { kind: 'request', method: 'CANCEL', uri: invite.request.uri, headers, body: NO_BODY } as const;
  change(turn, { cancel: { ...cancel, isSent: true } });
  const { branch, nextHop } = invite;
  takeTableStep(turn, startClient(turn.call.table, { request, branch, purpose: { kind: 'cancel' }, nextHop }));
  // An INVITE that stays without its final response is over then (RFC 3261 §9.1).
  startTimer(turn, 'cancelled', longTimeoutMilliseconds(options.timing));
}

/** The INVITE came to nothing: by silence or by the network. Without a word of the peer that is so even when the answer timeout was over first. */
export function failInvite(turn: Turn, how: Extract<CallEnd['how'], 'timed-out' | 'unreachable'>): void {
  const { cancel, hasProvisional } = turn.call;
  const isCancelled = cancel !== undefined && (hasProvisional || cancel.how === 'cancelled');
  finish(turn, isCancelled ? cancel.how : how);
}

export function giveUpCancelled(turn: Turn): void {
  takeTableStep(
    turn,
    dropClients(turn.call.table, ({ kind }) => kind === 'invite'),
  );
  finish(turn, turn.call.cancel?.how ?? 'cancelled');
}
