/**
 * From a request to its final verdict: decide, commit, hand over what the decision sends, and, where the engine says wait,
 * wait for the message, the reply or the call and go on. RADIUS and the console's Test... run here.
 *
 * Copies of one request that wait for the same code share one ending: the first one runs it, those that join get its
 * verdict. Other requests that wait for that code (a second sign-in gets no second text) end each for itself: a challenge
 * is answered once, and by whom it was sent to. When the engine stops, what waits is dropped and not answered: its code and its message are in the store, and the next copy of
 * the request finds them there (decision record 0011).
 */
import { assertNever } from '../engine/assert-never.ts';
import type {
  Authentication,
  Decision,
  Notice,
  Pending,
  PendingCall,
  PendingEvent,
  Verdict,
} from '../engine/authentication/decision.ts';
import type { AuthenticationRequest } from '../engine/authentication/request.ts';
import type { AuthenticationReader, Clock } from '../engine/ports.ts';
import type { Store } from '../store/port.ts';
import type { Outbox } from './outbox.ts';
import type { PhoneCalls } from './phone-calls.ts';

export type FinalVerdict = Verdict & { readonly kind: 'accept' | 'reject' | 'challenge' };

export type RunOptions = {
  /** The request stays open from here on. False: there is no room for it, it is cancelled. */
  readonly onWait?: (request: AuthenticationRequest) => boolean;
  /** The front end gives up. */
  readonly signal?: AbortSignal | undefined;
};

export interface AuthenticationRunner {
  /** Undefined: the engine stops, nothing is to be answered. Rejects when engine or store fail: nothing is answered either. */
  run(request: AuthenticationRequest, options?: RunOptions): Promise<FinalVerdict | undefined>;
  /** The code has a verdict in the store: the requests that wait for it go on. */
  noteReply(codeId: string): void;
  /** Requests that wait now, those that joined others among them. */
  waitingCount(): number;
  close(): void;
}

export type RunnerPorts = {
  readonly authentication: Pick<Authentication, 'decide' | 'proceed'>;
  readonly commit: Store['commit'];
  readonly outbox: Pick<Outbox, 'deliver' | 'settled'>;
  readonly calls: Pick<PhoneCalls, 'place' | 'settled' | 'giveUp'>;
  readonly reader: Pick<AuthenticationReader, 'findMessageCode'>;
  readonly clock: Clock;
  /** Monotonic milliseconds. */
  readonly monotonic: () => number;
  /** Answers how to stop it. */
  readonly after: (milliseconds: number, action: () => void) => () => void;
  /** Tells people; it never throws and nobody waits for it. */
  readonly notices: (notices: readonly Notice[]) => void;
};

/** Times that a request is decided anew because something came between; ours. */
const AGAIN_MAX = 3;
const TOO_OFTEN: FinalVerdict = { kind: 'reject', result: 'PHONE_BUSY', reason: 'already-running' };

/** What waits for one code, or for one sign-in's calls, in this process. */
type Ending = {
  readonly request: AuthenticationRequest;
  readonly resendKey: string;
  readonly waiting: Waiting;
  readonly verdict: Promise<FinalVerdict | undefined>;
};

export function createAuthenticationRunner(ports: RunnerPorts): AuthenticationRunner {
  const { authentication, commit } = ports;
  /** By code or call. */
  const endings = new Map<string, readonly Ending[]>();
  let waitingCount = 0;
  let isClosed = false;

  /** The verdict once it is on disk. */
  const settle = async (decision: Decision): Promise<Verdict> => {
    const outcome = await commit(decision.commit);
    if (!outcome.isDone) return missedVerdict(decision, outcome.missed);
    handOver(ports, decision);
    return decision.verdict;
  };

  const settleAnew = async (first: Verdict, decideAnew: () => Promise<Decision>): Promise<Verdict> => {
    let verdict = first;
    for (let times = 0; verdict.kind === 'again' && times < AGAIN_MAX; times += 1) verdict = await settle(await decideAnew());
    return verdict;
  };

  /** Runs what waits to its end; `ending` is the one that others join. */
  const runEnding = async (pending: Pending, waiting: Waiting): Promise<FinalVerdict | undefined> => {
    let now = pending;
    for (;;) {
      const event = await waiting.next(now);
      if (event === 'stopped') return undefined;
      const decide = () => authentication.proceed(now, event);
      const verdict = await settleAnew(await settle(await decide()), decide);
      if (verdict.kind !== 'wait') return finalOf(verdict);
      now = pendingOf(verdict);
      waiting.extend(now.until);
    }
  };

  const join = async (pending: Pending, resendKey: string, options: RunOptions): Promise<FinalVerdict | undefined> => {
    const { request } = pending;
    const key = keyOf(pending);
    const running = findCopy(endings.get(key), request, resendKey);
    if (running !== undefined) {
      running.waiting.extend(pending.until);
      return running.verdict;
    }
    const waiting = createWaiting(ports, pending.until);
    const stop = () => waiting.wake(CANCELLED);
    options.signal?.addEventListener('abort', stop, { once: true });
    if (options.signal?.aborted === true) stop();
    // The ending stands in the table before its first step: whoever comes meanwhile joins it.
    const verdict = Promise.resolve().then(() => runEnding(pending, waiting));
    const ending: Ending = { request, resendKey, waiting, verdict };
    endings.set(key, [...(endings.get(key) ?? []), ending]);
    try {
      return await verdict;
    } finally {
      const others = endings.get(key)?.filter((each) => each !== ending) ?? [];
      if (others.length === 0) endings.delete(key);
      else endings.set(key, others);
      options.signal?.removeEventListener('abort', stop);
    }
  };

  /** The slow way: all that does not end with the first commit. */
  const goOn = async (request: AuthenticationRequest, first: Verdict, options: RunOptions) => {
    const verdict = await settleAnew(first, () => authentication.decide(request));
    if (verdict.kind !== 'wait') return finalOf(verdict);
    // From here on nobody needs what was typed; the key of copies is made of it, once.
    const { resendKey } = request;
    request.password.wipe();
    if (isClosed) return undefined;
    const pending = pendingOf(verdict);
    waitingCount += 1;
    try {
      const hasRoom = options.onWait?.(request) ?? true;
      return await (hasRoom ? join(pending, resendKey, options) : cancel(pending));
    } finally {
      waitingCount -= 1;
    }
  };
  const cancel = async (pending: Pending): Promise<FinalVerdict> => {
    const event = pending.stage === 'call' ? await giveUp(ports, pending) : CANCELLED;
    const decide = () => authentication.proceed(pending, event);
    return finalOf(await settleAnew(await settle(await decide()), decide));
  };

  return {
    async run(request, options = NO_OPTIONS) {
      const decision = await authentication.decide(request);
      const outcome = await commit(decision.commit);
      const verdict = outcome.isDone ? decision.verdict : missedVerdict(decision, outcome.missed);
      if (outcome.isDone) handOver(ports, decision);
      return isFinal(verdict) ? verdict : goOn(request, verdict, options);
    },
    noteReply(codeId) {
      for (const { waiting } of endings.get(codeId) ?? []) waiting.wake({ kind: 'reply-came' });
    },
    waitingCount: () => waitingCount,
    close() {
      isClosed = true;
      for (const { waiting } of [...endings.values()].flat()) waiting.wake('stopped');
    },
  };
}

const NO_OPTIONS: RunOptions = {};

/** The same request sent again as a new packet (flows/resend-key.ts says what that is). */
function findCopy(
  endings: readonly Ending[] | undefined,
  { application }: AuthenticationRequest,
  resendKey: string,
): Ending | undefined {
  if (endings === undefined || resendKey === '') return undefined;
  return endings.find(
    (ending) => ending.resendKey === resendKey && ending.request.application.radiusClientId === application.radiusClientId,
  );
}

function handOver(ports: RunnerPorts, { messageIds, call, notices }: Decision): void {
  if (call !== undefined) ports.calls.place(call);
  if (messageIds !== undefined && messageIds.length > 0) for (const id of messageIds) ports.outbox.deliver(id);
  if (notices !== undefined && notices.length > 0) ports.notices(notices);
}

type WaitEvent = PendingEvent | 'stopped';
const CANCELLED: PendingEvent = { kind: 'cancelled' };
type Waiting = {
  /** Whoever joins later may wait longer. Epoch milliseconds. */
  extend(until: number): void;
  /** What comes next to the request that waits. */
  next(pending: Pending): Promise<WaitEvent>;
  wake(event: WaitEvent): void;
};

/** Waits for one thing at a time; what comes while nobody waits counts at the next time. */
function createWaiting(ports: RunnerPorts, until: number): Waiting {
  const { clock, monotonic, after } = ports;
  // On the monotonic clock: a clock that is set must not end what waits.
  const deadlineOf = (instant: number) => monotonic() + (instant - clock.now());
  let deadline = deadlineOf(until);
  let missed: WaitEvent | undefined;
  let resolve: ((event: WaitEvent) => void) | undefined;

  return {
    extend(later) {
      deadline = Math.max(deadline, deadlineOf(later));
    },
    wake(event) {
      if (resolve !== undefined) resolve(event);
      // A reply that came while the message was on its way is found in the store; an end must not be lost.
      else if (event === 'stopped' || (event.kind === 'cancelled' && missed === undefined)) missed = event;
    },
    async next(pending) {
      if (missed !== undefined) return endOf(ports, pending, missed);
      let stopTimer = (): void => {};
      try {
        const event = await new Promise<WaitEvent>((resolveOne, reject) => {
          resolve = resolveOne;
          const arm = (): void => {
            stopTimer = after(Math.max(0, deadline - monotonic()), () => {
              if (deadline - monotonic() > 1) arm();
              else resolveOne({ kind: 'timed-out' });
            });
          };
          arm();
          ready(ports, pending).then((readyEvent) => readyEvent !== undefined && resolveOne(readyEvent), reject);
        });
        return await endOf(ports, pending, event);
      } finally {
        resolve = undefined;
        stopTimer();
      }
    },
  };
}

/** What it waits for, once it is there; undefined where something else will wake it: a reply that comes later. */
async function ready({ outbox, reader, calls }: RunnerPorts, pending: Pending): Promise<PendingEvent | undefined> {
  switch (pending.stage) {
    case 'message':
      await outbox.settled(pending.messageId);
      return { kind: 'message-over' };
    case 'reply': {
      const code = await reader.findMessageCode(pending.codeId);
      return code === undefined || code.state !== 'open' ? { kind: 'reply-came' } : undefined;
    }
    case 'call':
      return { kind: 'call-over', ...(await calls.settled(pending.callId)) };
    default:
      return assertNever(pending);
  }
}

/** Calls always come to an end of their own: what ends the waiting ends them, and they say how. */
function endOf(ports: RunnerPorts, pending: Pending, event: WaitEvent): WaitEvent | Promise<WaitEvent> {
  const isEnd = event !== 'stopped' && (event.kind === 'timed-out' || event.kind === 'cancelled');
  return pending.stage === 'call' && isEnd ? giveUp(ports, pending) : event;
}

async function giveUp({ calls }: RunnerPorts, { callId }: PendingCall): Promise<PendingEvent> {
  calls.giveUp(callId);
  return { kind: 'call-over', ...(await calls.settled(callId)) };
}

function keyOf(pending: Pending): string {
  return pending.stage === 'call' ? pending.callId : pending.codeId;
}

function isFinal(verdict: Verdict): verdict is FinalVerdict {
  return verdict.kind !== 'wait' && verdict.kind !== 'again';
}

function finalOf(verdict: Verdict): FinalVerdict {
  return isFinal(verdict) ? verdict : TOO_OFTEN;
}

function pendingOf({ pending }: Verdict): Pending {
  if (pending === undefined) throw new TypeError('a verdict that waits does not say for what');
  return pending;
}

function missedVerdict({ missedVerdicts }: Decision, missed: number): Verdict {
  const verdict = missedVerdicts[missed];
  if (verdict === undefined) throw new TypeError('the store missed a guard that the decision does not have');
  return verdict;
}
