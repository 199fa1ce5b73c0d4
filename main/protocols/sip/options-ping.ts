// Whether a trunk is alive, by OPTIONS at intervals: RFC 3261 §11 as trunks use it. Left out: reading the peer's capabilities, and credentials (a challenge is a sign of life).
import type { SipMeans } from './authorization.ts';
import { targetThrough } from './dialog.ts';
import { wordsOf } from './header-values.ts';
import { header, type IncomingMessage } from './message.ts';
import { formatNameAddr, nameAddr, withTag } from './name-addr.ts';
import { buildRequest, contactHeader, type LocalAgent, newBranch, newCallId, newTag } from './request.ts';
import type { Timing } from './timing.ts';
import {
  dropClients,
  emptyTable,
  failTransport,
  isTransactionTimer,
  type OutwardAction,
  startClient,
  type TableStep,
  type TransactionTable,
  takeMessage,
  takeTimer,
} from './transaction-table.ts';
import { type HostPort, seenAs } from './via.ts';

export type PingOptions = {
  readonly agent: LocalAgent;
  readonly timing: Timing;
  /** The Request-URI: the trunk's host. */
  readonly target: string;
  readonly from: string;
  readonly routes: readonly string[];
  /** From one answer, or the end of waiting for it, to the next ping. */
  readonly intervalMilliseconds: number;
};
export type Ping = {
  readonly options: PingOptions;
  readonly callId: string;
  readonly localTag: string;
  readonly cseq: number;
  readonly isWaiting: boolean;
  readonly isStopped: boolean;
  readonly table: TransactionTable<'ping'>;
};

/** `sipStatus` is undefined when nobody answered. */
export type PingNotice =
  | { readonly kind: 'alive'; readonly sipStatus: number; readonly seenAs: HostPort | undefined }
  | { readonly kind: 'dead'; readonly sipStatus: number | undefined; readonly words: string };
export type PingAction = OutwardAction | { readonly kind: 'tell'; readonly notice: PingNotice };
export type PingEvent =
  | { readonly kind: 'message'; readonly message: IncomingMessage }
  | { readonly kind: 'timer'; readonly timer: string }
  | { readonly kind: 'transport-failed' }
  /** Now, because an operator asks or a call has failed; nothing happens while one is under way. */
  | { readonly kind: 'ping' }
  | { readonly kind: 'stop' };
export type PingStep = { readonly ping: Ping; readonly actions: readonly PingAction[] };

const TIMER = 'ping';
/** Answers of a trunk that takes no calls now: nobody behind it, overload, shutting down. Every other one is a sign of life, 404 and 405 too. */
const DEAD_STATUSES: readonly number[] = [408, 480, 500, 502, 503, 504];

type Turn = { ping: Ping; readonly means: SipMeans; readonly actions: PingAction[] };

export function startPing(options: PingOptions, means: SipMeans): PingStep {
  const ping: Ping = {
    options,
    callId: newCallId(means),
    localTag: newTag(means),
    cseq: 0,
    isWaiting: false,
    isStopped: false,
    table: emptyTable(options.timing),
  };
  const turn: Turn = { ping, means, actions: [] };
  send(turn);
  return { ping: turn.ping, actions: turn.actions };
}

export function stepPing(ping: Ping, event: PingEvent, means: SipMeans): PingStep {
  const turn: Turn = { ping, means, actions: [] };
  switch (event.kind) {
    case 'message':
      if (event.message.kind === 'response' && event.message.envelope.callId === ping.callId)
        takeStep(turn, takeMessage(ping.table, event.message));
      break;
    case 'timer':
      if (isTransactionTimer(event.timer)) takeStep(turn, takeTimer(ping.table, event.timer));
      else if (event.timer === TIMER) send(turn);
      break;
    case 'transport-failed':
      takeStep(turn, failTransport(ping.table));
      break;
    case 'ping':
      send(turn);
      break;
    case 'stop':
      turn.ping = { ...turn.ping, isStopped: true };
      turn.actions.push({ kind: 'stop-timer', timer: TIMER });
      takeStep(
        turn,
        dropClients(turn.ping.table, () => true),
      );
  }
  return { ping: turn.ping, actions: turn.actions };
}

function send(turn: Turn): void {
  const { options, callId, localTag, isWaiting, isStopped } = turn.ping;
  if (isWaiting || isStopped) return;
  const cseq = turn.ping.cseq + 1;
  const branch = newBranch(turn.means);
  const { uri, routes, nextHop } = targetThrough(options.routes, options.target);
  const request = buildRequest(options.agent, {
    method: 'OPTIONS',
    uri,
    branch,
    routes,
    from: formatNameAddr(withTag(nameAddr(options.from), localTag)),
    to: formatNameAddr(nameAddr(options.target)),
    callId,
    cseq,
    headers: [contactHeader(options.agent), header('Accept', 'application/sdp')],
  });
  turn.ping = { ...turn.ping, cseq, isWaiting: true };
  turn.actions.push({ kind: 'stop-timer', timer: TIMER });
  takeStep(turn, startClient(turn.ping.table, { request, branch, purpose: 'ping', nextHop }));
}

function takeStep(turn: Turn, step: TableStep<'ping'>): void {
  turn.ping = { ...turn.ping, table: step.table };
  turn.actions.push(...step.actions);
  for (const notice of step.notices) {
    if (notice.kind === 'timed-out' || notice.kind === 'transport-failed')
      tell(turn, { kind: 'dead', sipStatus: undefined, words: '' });
    else if (notice.kind === 'response' && notice.response.status >= 200) {
      const { response } = notice;
      const isDead = DEAD_STATUSES.includes(response.status);
      if (isDead) tell(turn, { kind: 'dead', sipStatus: response.status, words: wordsOf(response) });
      else tell(turn, { kind: 'alive', sipStatus: response.status, seenAs: seenAs(response.envelope.via) });
    }
  }
}

function tell(turn: Turn, notice: PingNotice): void {
  turn.ping = { ...turn.ping, isWaiting: false };
  turn.actions.push(
    { kind: 'start-timer', timer: TIMER, milliseconds: turn.ping.options.intervalMilliseconds },
    { kind: 'tell', notice },
  );
}
