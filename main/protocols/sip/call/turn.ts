// One step of a call while it is taken: the state that grows and the actions that gather; outside of a step nothing changes. No RFC; what all parts of a call need.
import { authorizationHeaders, type SipMeans } from '../authorization.ts';
import { targetThrough } from '../dialog.ts';
import { q850CauseOf, readRetryAfterSeconds, wordsOf } from '../header-values.ts';
import { formatMessage, headerValue, type SipHeader, type SipMessage, type SipRequest, type SipResponse } from '../message.ts';
import { buildRequest, type Content, newBranch, type RequestFields } from '../request.ts';
import { respond, startClient, type TableStep, type TransactionNotice } from '../transaction-table.ts';
import type { Call, CallAction, CallDialog, CallEnd, CallNotice, CallPurpose, CallTimer } from './call.ts';

export type Turn = {
  call: Call;
  readonly means: SipMeans;
  readonly actions: CallAction[];
  /** Of the transactions, in the order in which they came. */
  readonly notices: TransactionNotice<CallPurpose>[];
};

export function change(turn: Turn, fields: Partial<Call>): void {
  turn.call = { ...turn.call, ...fields };
}

export function takeTableStep(turn: Turn, step: TableStep<CallPurpose>): void {
  change(turn, { table: step.table });
  turn.actions.push(...step.actions);
  turn.notices.push(...step.notices);
}

export function tell(turn: Turn, notice: CallNotice): void {
  turn.actions.push({ kind: 'tell', notice });
}

export function startTimer(turn: Turn, timer: CallTimer, milliseconds: number): void {
  change(turn, { timers: new Set(turn.call.timers).add(timer) });
  turn.actions.push({ kind: 'start-timer', timer, milliseconds });
}

export function stopTimer(turn: Turn, timer: CallTimer): void {
  if (!turn.call.timers.has(timer)) return;
  change(turn, { timers: new Set([...turn.call.timers].filter((running) => running !== timer)) });
  turn.actions.push({ kind: 'stop-timer', timer });
}

export type Outgoing = Omit<RequestFields, 'branch' | 'cseq' | 'callId'> & { readonly nextHop: string };

/** Sends a request with the next number, a new branch and the answers to the challenges that are known. */
export function sendRequest(
  turn: Turn,
  outgoing: Outgoing,
  purpose: CallPurpose,
): { readonly request: SipRequest; readonly branch: string; readonly cseq: number } {
  const { options, callId } = turn.call;
  const { nextHop, ...fields } = outgoing;
  const cseq = turn.call.cseq + 1;
  const branch = newBranch(turn.means);
  const body = fields.content?.bytes ?? new Uint8Array();
  const [authorization, answers] = authorizationHeaders(
    turn.call.authorization,
    options.credentials,
    { ...fields, body },
    turn.means,
  );
  const headers = [...(fields.headers ?? []), ...answers];
  const request = buildRequest(options.agent, { ...fields, branch, cseq, callId, headers });
  change(turn, { cseq, authorization });
  takeTableStep(turn, startClient(turn.call.table, { request, branch, purpose, nextHop }));
  return { request, branch, cseq };
}

/** Where and as whom a request within a dialog goes. */
export function withinDialog({ dialog }: CallDialog): Pick<Outgoing, 'uri' | 'routes' | 'nextHop' | 'from' | 'to'> {
  return { ...targetThrough(dialog.routeSet, dialog.remoteTarget), from: dialog.localAddress, to: dialog.remoteAddress };
}

/**
 * The ACK to a 2xx (RFC 3261 §13.2.2.4), which is no transaction: its number and credentials are those of `invite`
 * (§22.1). A repeated 2xx gets the same one again.
 */
export function acknowledge(
  turn: Turn,
  remoteTag: string,
  invite: { readonly request: SipRequest; readonly cseq: number },
): void {
  const one = turn.call.dialogs.get(remoteTag);
  if (one === undefined) return;
  if (one.ack?.cseq === invite.cseq) {
    turn.actions.push({ kind: 'send', bytes: one.ack.bytes, nextHop: one.ack.nextHop });
    return;
  }
  const { nextHop, ...fields } = withinDialog(one);
  const credentials = invite.request.headers.filter(({ name }) => name === 'Authorization' || name === 'Proxy-Authorization');
  const { options, callId } = turn.call;
  const base = { ...fields, method: 'ACK', branch: newBranch(turn.means), callId, cseq: invite.cseq, headers: credentials };
  const bytes = formatMessage(buildRequest(options.agent, base));
  setDialog(turn, remoteTag, { ...one, ack: { cseq: invite.cseq, bytes, nextHop } });
  turn.actions.push({ kind: 'send', bytes, nextHop });
}

export function setDialog(turn: Turn, remoteTag: string, dialog: CallDialog): void {
  change(turn, { dialogs: new Map(turn.call.dialogs).set(remoteTag, dialog) });
}

export function answer(turn: Turn, key: string, response: SipResponse): void {
  takeTableStep(turn, respond(turn.call.table, key, response));
}

/** BYE in one dialog (RFC 3261 §15.1.1). */
export function sendBye(turn: Turn, remoteTag: string, headers: readonly SipHeader[] = []): void {
  const one = turn.call.dialogs.get(remoteTag);
  if (one !== undefined) sendRequest(turn, { ...withinDialog(one), method: 'BYE', headers }, { kind: 'bye', remoteTag });
}

/** Tells the end once; transactions that still run come to theirs by themselves. */
export function finish(turn: Turn, how: CallEnd['how'], cause: Partial<CallEnd> & { readonly message?: SipMessage } = {}): void {
  if (turn.call.phase === 'over') return;
  const { message, ...fields } = cause;
  const wasAnswered = turn.call.phase === 'answered';
  const said =
    message === undefined
      ? { words: '', q850Cause: undefined, retryAfterSeconds: undefined }
      : { words: wordsOf(message), q850Cause: q850CauseOf(message), retryAfterSeconds: readRetryAfterSeconds(message) };
  const status = wasAnswered ? 200 : message?.kind === 'response' ? message.status : undefined;
  change(turn, { phase: 'over', session: undefined, isRefreshing: undefined, unacknowledged: undefined });
  for (const timer of ['answer', 'cancelled', 'session', 'refresh', 'repeat-answer'] as const) stopTimer(turn, timer);
  tell(turn, { kind: 'ended', end: { how, wasAnswered, sipStatus: status, authorization: undefined, ...said, ...fields } });
}

/** The body of a message with its type; undefined where there is none. */
export function contentOf(message: SipMessage): Content | undefined {
  return message.body.length === 0 ? undefined : { type: headerValue(message, 'Content-Type') ?? '', bytes: message.body };
}
