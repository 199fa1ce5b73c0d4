// The transactions of one call, registration or ping, and how messages find them, RFC 3261 §17.1.3 and §17.2.3. Left out: merged requests (§8.2.2.2), which a user agent behind one trunk does not get.
import { TRANSACTIONS_MAX } from './limits.ts';
import type { IncomingMessage, IncomingRequest, IncomingResponse, SipRequest, SipResponse } from './message.ts';
import type { Timing } from './timing.ts';
import { type InviteClient, startInviteClient, stepInviteClient } from './transactions/invite-client.ts';
import { type InviteServer, startInviteServer, stepInviteServer } from './transactions/invite-server.ts';
import { type RequestClient, startRequestClient, stepRequestClient } from './transactions/request-client.ts';
import { type RequestServer, startRequestServer, stepRequestServer } from './transactions/request-server.ts';
import type { Step, TransactionTimer } from './transactions/transaction.ts';
import { BRANCH_MAGIC_COOKIE, branchOf, formatHostPort, formatVia } from './via.ts';

type Transaction = InviteClient | RequestClient | InviteServer | RequestServer;
type Entry<Purpose> = {
  readonly transaction: Transaction;
  /** What the user of a client transaction wanted with it; undefined for server transactions. */
  readonly purpose: Purpose | undefined;
  readonly nextHop: string | undefined;
  readonly timers: readonly TransactionTimer[];
};
/** Keyed by what their messages have in common. */
export type TransactionTable<Purpose> = { readonly timing: Timing; readonly entries: ReadonlyMap<string, Entry<Purpose>> };

/** What the owner of the sockets and timers has to do. */
export type OutwardAction =
  /** `nextHop` is the URI that a request is for (RFC 3261 §8.1.2); a response has none and goes back the way its request came. */
  | { readonly kind: 'send'; readonly bytes: Uint8Array; readonly nextHop: string | undefined }
  /** Starting a timer that runs starts it anew. */
  | { readonly kind: 'start-timer'; readonly timer: string; readonly milliseconds: number }
  | { readonly kind: 'stop-timer'; readonly timer: string };

/** What the user of the transactions gets to know. */
export type TransactionNotice<Purpose> =
  | { readonly kind: 'response'; readonly purpose: Purpose; readonly response: IncomingResponse }
  | { readonly kind: 'timed-out' | 'transport-failed'; readonly purpose: Purpose }
  /** A new request, to be answered by `respond` with this key. */
  | { readonly kind: 'request'; readonly key: string; readonly request: IncomingRequest }
  /** An ACK that belongs to no refusal: that of a 2xx. */
  | { readonly kind: 'ack'; readonly request: IncomingRequest }
  /** A response that belongs to no transaction: a 2xx among them is to be acknowledged again (RFC 6026 §8.1). */
  | { readonly kind: 'stray-response'; readonly response: IncomingResponse };

export type TableStep<Purpose> = {
  readonly table: TransactionTable<Purpose>;
  readonly actions: readonly OutwardAction[];
  readonly notices: readonly TransactionNotice<Purpose>[];
};

const TIMER_PREFIX = 'transaction ';

export function emptyTable<Purpose>(timing: Timing): TransactionTable<Purpose> {
  return { timing, entries: new Map() };
}

/** Sends `request`, whose topmost Via has `branch`. */
export function startClient<Purpose>(
  table: TransactionTable<Purpose>,
  client: { readonly request: SipRequest; readonly branch: string; readonly purpose: Purpose; readonly nextHop: string },
): TableStep<Purpose> {
  const { request, branch, purpose, nextHop } = client;
  const step = request.method === 'INVITE' ? startInviteClient(request, table.timing) : startRequestClient(request, table.timing);
  return apply(table, clientKey(branch, request.method), { transaction: step.state, purpose, nextHop, timers: [] }, step);
}

/** Answers the request of that key; nothing happens when its transaction is gone. */
export function respond<Purpose>(table: TransactionTable<Purpose>, key: string, response: SipResponse): TableStep<Purpose> {
  return stepEntry(table, key, (transaction) => {
    if (transaction.kind === 'invite-server') return stepInviteServer(transaction, { kind: 'respond', response });
    if (transaction.kind === 'request-server') return stepRequestServer(transaction, { kind: 'respond', response });
    return undefined;
  });
}

export function takeMessage<Purpose>(table: TransactionTable<Purpose>, message: IncomingMessage): TableStep<Purpose> {
  return message.kind === 'response' ? takeResponse(table, message) : takeRequest(table, message);
}

function takeResponse<Purpose>(table: TransactionTable<Purpose>, response: IncomingResponse): TableStep<Purpose> {
  const key = clientKey(branchOf(response.envelope.via) ?? '', response.envelope.cseq.method);
  if (!table.entries.has(key)) return { table, actions: [], notices: [{ kind: 'stray-response', response }] };
  return stepEntry(table, key, (transaction) => {
    if (transaction.kind === 'invite-client') return stepInviteClient(transaction, { kind: 'response', response });
    if (transaction.kind === 'request-client') return stepRequestClient(transaction, { kind: 'response', response });
    return undefined;
  });
}

function takeRequest<Purpose>(table: TransactionTable<Purpose>, request: IncomingRequest): TableStep<Purpose> {
  const key = serverKey(request);
  const isAck = request.method === 'ACK';
  const known = table.entries.get(key)?.transaction;
  const isOfAccepted = known?.kind === 'invite-server' && known.state === 'accepted';
  if (isAck && (known === undefined || isOfAccepted)) return { table, actions: [], notices: [{ kind: 'ack', request }] };
  if (known !== undefined) {
    return stepEntry(table, key, (transaction) => {
      if (transaction.kind === 'invite-server') return stepInviteServer(transaction, { kind: isAck ? 'ack' : 'repeated' });
      return transaction.kind === 'request-server' ? stepRequestServer(transaction, { kind: 'repeated' }) : undefined;
    });
  }
  if (table.entries.size >= TRANSACTIONS_MAX) return { table, actions: [], notices: [] };
  const transaction = request.method === 'INVITE' ? startInviteServer(table.timing) : startRequestServer(table.timing);
  const entries = new Map(table.entries).set(key, { transaction, purpose: undefined, nextHop: undefined, timers: [] });
  return { table: { ...table, entries }, actions: [], notices: [{ kind: 'request', key, request }] };
}

/** Whether a timer that fired is of this table; its owner has timers of its own too. */
export function isTransactionTimer(timer: string): boolean {
  return timer.startsWith(TIMER_PREFIX);
}

export function takeTimer<Purpose>(table: TransactionTable<Purpose>, name: string): TableStep<Purpose> {
  const timer = name.at(-1) as TransactionTimer;
  const key = name.slice(TIMER_PREFIX.length, -2);
  const entry = table.entries.get(key);
  // A timer that was stopped when it had fired already means nothing.
  if (entry === undefined || !entry.timers.includes(timer)) return { table, actions: [], notices: [] };
  const timers = entry.timers.filter((running) => running !== timer);
  const entries = new Map(table.entries).set(key, { ...entry, timers });
  return stepEntry({ ...table, entries }, key, (transaction) => stepAny(transaction, { kind: 'timer', timer }));
}

/** The connection broke, or the network says that the peer cannot be reached: every request that waits learns it. */
export function failTransport<Purpose>(table: TransactionTable<Purpose>): TableStep<Purpose> {
  let step: TableStep<Purpose> = { table, actions: [], notices: [] };
  for (const key of table.entries.keys()) {
    const next = stepEntry(step.table, key, (transaction) =>
      transaction.kind === 'request-server' ? undefined : stepAny(transaction, { kind: 'transport-failed' }),
    );
    step = { table: next.table, actions: [...step.actions, ...next.actions], notices: [...step.notices, ...next.notices] };
  }
  return step;
}

/** Ends the transactions of that purpose without a word. */
export function dropClients<Purpose>(
  table: TransactionTable<Purpose>,
  isDropped: (purpose: Purpose) => boolean,
): TableStep<Purpose> {
  const dropped = [...table.entries].filter(([, { purpose }]) => purpose !== undefined && isDropped(purpose));
  const entries = new Map(table.entries);
  for (const [key] of dropped) entries.delete(key);
  const actions = dropped.flatMap(([key, { timers }]) => timers.map((timer) => stopAction(key, timer)));
  return { table: { ...table, entries }, actions, notices: [] };
}

type AnyEvent = { readonly kind: 'timer'; readonly timer: TransactionTimer } | { readonly kind: 'transport-failed' };
function stepAny(transaction: Transaction, event: AnyEvent): Step<Transaction> | undefined {
  if (transaction.kind === 'invite-client') return stepInviteClient(transaction, event);
  if (transaction.kind === 'request-client') return stepRequestClient(transaction, event);
  if (transaction.kind === 'invite-server') return stepInviteServer(transaction, event);
  return event.kind === 'timer' ? stepRequestServer(transaction, event) : undefined;
}

function stepEntry<Purpose>(
  table: TransactionTable<Purpose>,
  key: string,
  take: (transaction: Transaction) => Step<Transaction> | undefined,
): TableStep<Purpose> {
  const entry = table.entries.get(key);
  const step = entry === undefined ? undefined : take(entry.transaction);
  return entry === undefined || step === undefined ? { table, actions: [], notices: [] } : apply(table, key, entry, step);
}

/** Writes the step into the table, and turns its actions into those of the outside and of the user. */
function apply<Purpose>(
  table: TransactionTable<Purpose>,
  key: string,
  entry: Entry<Purpose>,
  step: Step<Transaction>,
): TableStep<Purpose> {
  const actions: OutwardAction[] = [];
  const notices: TransactionNotice<Purpose>[] = [];
  const timers = new Set(entry.timers);
  let isDestroyed = false;
  for (const action of step.actions) {
    if (action.kind === 'send') actions.push({ kind: 'send', bytes: action.bytes, nextHop: entry.nextHop });
    else if (action.kind === 'start-timer') {
      timers.add(action.timer);
      actions.push({ kind: 'start-timer', timer: timerName(key, action.timer), milliseconds: action.milliseconds });
    } else if (action.kind === 'stop-timer') {
      if (timers.delete(action.timer)) actions.push(stopAction(key, action.timer));
    } else if (action.kind === 'destroy') isDestroyed = true;
    else if (entry.purpose !== undefined) notices.push({ ...action, purpose: entry.purpose });
  }
  const entries = new Map(table.entries);
  if (isDestroyed) {
    for (const timer of timers) actions.push(stopAction(key, timer));
    entries.delete(key);
  } else entries.set(key, { ...entry, transaction: step.state, timers: [...timers] });
  return { table: { ...table, entries }, actions, notices };
}

function stopAction(key: string, timer: TransactionTimer): OutwardAction {
  return { kind: 'stop-timer', timer: timerName(key, timer) };
}

function timerName(key: string, timer: TransactionTimer): string {
  return `${TIMER_PREFIX}${key} ${timer}`;
}

function clientKey(branch: string, method: string): string {
  return `client ${branch} ${method}`;
}

/** Whether the INVITE that a CANCEL is for has come (RFC 3261 §9.2). */
export function hasInviteOf<Purpose>(table: TransactionTable<Purpose>, cancel: IncomingRequest): boolean {
  return table.entries.has(serverKey(cancel, 'INVITE'));
}

/** RFC 3261 §17.2.3; the second form is for elements of before it, without the magic cookie in the branch. */
function serverKey(request: IncomingRequest, method = request.method === 'ACK' ? 'INVITE' : request.method): string {
  const { via, fromTag, callId, cseq } = request.envelope;
  const branch = branchOf(via);
  if (branch?.startsWith(BRANCH_MAGIC_COOKIE)) return `server ${branch} ${formatHostPort(via).toLowerCase()} ${method}`;
  return `server ${callId} ${fromTag ?? ''} ${cseq.number} ${formatVia(via)} ${method}`;
}
