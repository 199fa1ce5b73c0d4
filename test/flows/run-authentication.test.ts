import { afterEach, describe, expect, it, vi } from 'vitest';
import type {
  Decision,
  Notice,
  Pending,
  PendingEvent,
  PlannedCalls,
  Verdict,
} from '../../main/engine/authentication/decision.ts';
import type { AuthenticationRequest } from '../../main/engine/authentication/request.ts';
import type { CommitOutcome } from '../../main/engine/effects.ts';
import type { CallOutcome } from '../../main/engine/phone-call/phone-call.ts';
import type { MessageCode } from '../../main/engine/ports.ts';
import { Secret } from '../../main/engine/secret.ts';
import { createAuthenticationRunner, type RunnerPorts } from '../../main/flows/run-authentication.ts';
import type { UserId } from '../../shared/ids.ts';
import { anApplication, NOON } from '../support/authentication.ts';

const ACCEPT: Verdict = { kind: 'accept', result: 'SMS_AUTHENTICATED', reason: 'message-verified' };
const REJECT: Verdict = { kind: 'reject', result: 'SMS_NOT_RECEIVED', reason: 'reply-missing' };
const AGAIN: Verdict = { kind: 'again', result: 'UNKNOWN', reason: 'challenge-unknown' };

const decision = (verdict: Verdict, over: Partial<Decision> = {}): Decision => ({
  verdict,
  commit: { guards: [], effects: [], ifMissed: [] },
  missedVerdicts: [],
  ...over,
});
const aRequest = (over: Partial<AuthenticationRequest> = {}): AuthenticationRequest => ({
  application: anApplication(),
  username: 'user1',
  password: Secret.fromText('secret'),
  challengeId: undefined,
  clientAddress: '192.0.2.10',
  callingAddress: '',
  receivedAt: NOON,
  resendKey: '',
  sessionId: 's1',
  ...over,
});
const waitFor = (
  request: AuthenticationRequest,
  over: Partial<Extract<Pending, { stage: 'message' | 'reply' }>> = {},
): Verdict => ({
  kind: 'wait',
  result: 'SMS_SENT',
  reason: 'message-sent',
  pending: {
    stage: 'reply',
    messageId: 'm1',
    codeId: 'c1',
    userId: 1 as UserId,
    method: 'text-message',
    mode: 'two-way-otp',
    request,
    sessionId: 's1',
    startedAt: NOON,
    until: Date.now() + 60_000,
    ...over,
  },
});

function aRunner(over: Partial<RunnerPorts> & { decide?: (request: AuthenticationRequest) => Decision; ends?: Verdict } = {}) {
  const events: PendingEvent['kind'][] = [];
  const delivered: string[] = [];
  const noticed: Notice[] = [];
  const runner = createAuthenticationRunner({
    authentication: {
      decide: async (request) => over.decide?.(request) ?? decision(ACCEPT),
      proceed: async (_pending, { kind }) => {
        events.push(kind);
        return decision(over.ends ?? (kind === 'reply-came' ? ACCEPT : REJECT));
      },
    },
    commit: async () => ({ isDone: true }),
    outbox: { deliver: (id) => delivered.push(id), settled: () => new Promise(() => undefined) },
    calls: { place: () => undefined, settled: () => new Promise(() => undefined), giveUp: () => undefined },
    reader: { findMessageCode: async () => ({ state: 'open' }) as MessageCode },
    clock: { now: Date.now },
    monotonic: () => performance.now(),
    after: (milliseconds, action) => {
      const timer = setTimeout(action, milliseconds);
      return () => clearTimeout(timer);
    },
    notices: (notices) => noticed.push(...notices),
    ...over,
  });
  return { runner, events, delivered, noticed };
}
/** Until every promise that could go on has. */
const settle = () => new Promise(setImmediate);
afterEach(() => void vi.useRealTimers());

describe('a request that is decided at once', () => {
  it('is committed before it is answered, then its message and its notices go out', async () => {
    const notice: Notice = { kind: 'account-locked', userId: 1 as UserId, username: 'user1', at: NOON };
    let commit = (_outcome: CommitOutcome): void => {};
    const { runner, delivered, noticed } = aRunner({
      decide: () => decision(ACCEPT, { messageIds: ['m1'], notices: [notice] }),
      commit: () => new Promise((resolve) => (commit = resolve)),
    });
    const answered = runner.run(aRequest());
    await settle();
    expect(delivered).toEqual([]);
    commit({ isDone: true });
    expect(await answered).toBe(ACCEPT);
    expect(delivered).toEqual(['m1']);
    expect(noticed).toEqual([notice]);
  });

  it('gets the verdict of the guard that missed, and nothing goes out', async () => {
    const { runner, delivered } = aRunner({
      decide: () => decision(ACCEPT, { missedVerdicts: [ACCEPT, REJECT], messageIds: ['m1'] }),
      commit: async () => ({ isDone: false, missed: 1 }),
    });
    expect(await runner.run(aRequest())).toBe(REJECT);
    expect(delivered).toEqual([]);
  });

  it('is decided anew when something came between, three times at most', async () => {
    let times = 0;
    const decide = () => {
      times += 1;
      return decision(ACCEPT, { missedVerdicts: [AGAIN] });
    };
    const never = aRunner({ decide, commit: async () => ({ isDone: false, missed: 0 }) });
    expect(await never.runner.run(aRequest())).toMatchObject({ kind: 'reject', result: 'PHONE_BUSY' });
    expect(times).toBe(4);
    times = 0;
    const once = aRunner({ decide, commit: async () => (times < 3 ? { isDone: false, missed: 0 } : { isDone: true }) });
    expect(await once.runner.run(aRequest())).toBe(ACCEPT);
    expect(times).toBe(3);
  });

  it('is not answered when the store fails', async () => {
    const { runner } = aRunner({ commit: () => Promise.reject(new Error('disk full')) });
    await expect(runner.run(aRequest())).rejects.toThrow('disk full');
  });
});

describe('a request that waits for a call', () => {
  const LOST: CallOutcome = {
    isGranted: false,
    result: 'TIMED_OUT',
    reason: 'no-answer',
    guess: undefined,
    fraud: undefined,
    end: undefined,
  };
  /** The call is decided when it is given up, or by `end`. */
  function aCallRunner(until: number) {
    const placed: string[] = [];
    const givenUp: string[] = [];
    const outcomes: PendingEvent[] = [];
    const ended = Promise.withResolvers<{ outcome: CallOutcome; trunkName: string }>();
    const verdict = (request: AuthenticationRequest): Verdict => {
      const waiting = waitFor(request);
      return { ...waiting, pending: { ...(waiting.pending as Pending), stage: 'call', callId: 'p1', until } as Pending };
    };
    const { runner } = aRunner({
      authentication: {
        decide: async (request) => decision(verdict(request), { call: { id: 'p1' } as PlannedCalls }),
        proceed: async (_pending, event) => {
          outcomes.push(event);
          return decision(event.kind === 'call-over' && event.outcome.isGranted ? ACCEPT : REJECT);
        },
      },
      calls: {
        place: ({ id }) => placed.push(id),
        settled: () => ended.promise,
        giveUp: (callId) => {
          givenUp.push(callId);
          ended.resolve({ outcome: LOST, trunkName: 'T' });
        },
      },
    });
    const end = () =>
      ended.resolve({ outcome: { isGranted: true, result: 'NO_PIN_ENTERED', reason: 'approved', changes: {} }, trunkName: 'T' });
    return { runner, placed, givenUp, outcomes, end };
  }

  it('is answered as the call ends, its copies too', async () => {
    const { runner, placed, givenUp, outcomes, end } = aCallRunner(Date.now() + 60_000);
    const first = runner.run(aRequest({ resendKey: 'k1' }));
    await settle();
    const copy = runner.run(aRequest({ resendKey: 'k1' }));
    await settle();
    expect(placed).toContain('p1');
    end();
    expect(await Promise.all([first, copy])).toEqual([ACCEPT, ACCEPT]);
    expect(outcomes).toMatchObject([{ kind: 'call-over', trunkName: 'T' }]);
    expect(givenUp).toEqual([]);
  });

  it('gives the call up when its time is over, and says how it ended', async () => {
    vi.useFakeTimers();
    const { runner, givenUp, outcomes } = aCallRunner(Date.now() + 5000);
    const answered = runner.run(aRequest());
    await vi.advanceTimersByTimeAsync(5000);
    expect(await answered).toBe(REJECT);
    expect(givenUp).toEqual(['p1']);
    expect(outcomes).toMatchObject([{ kind: 'call-over', outcome: { result: 'TIMED_OUT' } }]);
  });

  it('gives it up where the front end does, or has no room for it', async () => {
    const closing = new AbortController();
    const first = aCallRunner(Date.now() + 60_000);
    const answered = first.runner.run(aRequest(), { signal: closing.signal });
    await settle();
    closing.abort();
    expect(await answered).toBe(REJECT);
    const second = aCallRunner(Date.now() + 60_000);
    expect(await second.runner.run(aRequest(), { onWait: () => false })).toBe(REJECT);
    expect([first.givenUp, second.givenUp]).toEqual([['p1'], ['p1']]);
  });
});

describe('a request that waits', () => {
  it('wipes the password, and goes on when the reply is in the store', async () => {
    const request = aRequest();
    const { runner, events } = aRunner({ decide: () => decision(waitFor(request)) });
    const answered = runner.run(request);
    await settle();
    expect(new Uint8Array(request.password.reveal())).toEqual(new Uint8Array(6));
    expect(runner.waitingCount()).toBe(1);
    runner.noteReply('c2');
    runner.noteReply('c1');
    expect(await answered).toBe(ACCEPT);
    expect(events).toEqual(['reply-came']);
    expect(runner.waitingCount()).toBe(0);
  });

  it('goes on at once when the reply was faster than the request', async () => {
    const request = aRequest();
    const { runner, events } = aRunner({
      decide: () => decision(waitFor(request)),
      reader: { findMessageCode: async () => ({ state: 'replied' }) as MessageCode },
    });
    expect(await runner.run(request)).toBe(ACCEPT);
    expect(events).toEqual(['reply-came']);
  });

  it('waits for its message first and then for the reply', async () => {
    const request = aRequest();
    let settled = (): void => {};
    const verdicts = [waitFor(request, { stage: 'reply' }), ACCEPT];
    const events: string[] = [];
    const { runner } = aRunner({
      decide: () => decision(waitFor(request, { stage: 'message' })),
      outbox: { deliver: () => undefined, settled: () => new Promise((resolve) => (settled = resolve)) },
      authentication: {
        decide: async () => decision(waitFor(request, { stage: 'message' })),
        proceed: async (_pending, { kind }) => {
          events.push(kind);
          return decision(verdicts.shift() ?? REJECT);
        },
      },
    });
    const answered = runner.run(request);
    await settle();
    settled();
    await settle();
    runner.noteReply('c1');
    expect(await answered).toBe(ACCEPT);
    expect(events).toEqual(['message-over', 'reply-came']);
  });

  it('ends when its time is up', async () => {
    vi.useFakeTimers();
    const request = aRequest();
    const { runner, events } = aRunner({ decide: () => decision(waitFor(request, { until: Date.now() + 5000 })) });
    const answered = runner.run(request);
    await vi.advanceTimersByTimeAsync(4999);
    expect(events).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(await answered).toBe(REJECT);
    expect(events).toEqual(['timed-out']);
  });

  it('shares its ending with its copies; who joins later may wait longer', async () => {
    vi.useFakeTimers();
    const { runner, events } = aRunner({
      decide: (request) => decision(waitFor(request, { until: Date.now() + 5000 })),
    });
    const first = runner.run(aRequest({ resendKey: 'k1' }));
    await vi.advanceTimersByTimeAsync(4000);
    const copy = runner.run(aRequest({ resendKey: 'k1' }));
    await vi.advanceTimersByTimeAsync(4000);
    expect(events).toEqual([]);
    runner.noteReply('c1');
    expect(await Promise.all([first, copy])).toEqual([ACCEPT, ACCEPT]);
    expect(events).toEqual(['reply-came']);
  });

  it('reads the key of copies while the password is there', async () => {
    const { runner } = aRunner({ decide: (request) => decision(waitFor(request)) });
    const seen: string[] = [];
    const request = aRequest();
    Object.defineProperty(request, 'resendKey', {
      get: () => {
        seen.push(new TextDecoder().decode(request.password.reveal()));
        return 'k1';
      },
    });
    void runner.run(request);
    await settle();
    expect([...new Set(seen)]).toEqual(['secret']);
    runner.close();
  });

  it.each([
    ['another session', 'k2', 1],
    ['one that tells nothing of the session', '', 1],
    ['another application', 'k1', 2],
  ])('does not share it with %s', async (_name, resendKey, client) => {
    const { runner, events } = aRunner({ decide: (request) => decision(waitFor(request)) });
    const own = resendKey === '' ? '' : 'k1';
    const first = runner.run(aRequest({ resendKey: own }));
    const other = runner.run(aRequest({ resendKey, application: anApplication({ radiusClientId: client as never }) }));
    await settle();
    runner.noteReply('c1');
    await Promise.all([first, other]);
    expect(events).toEqual(['reply-came', 'reply-came']);
  });

  it('is cancelled when the front end gives up, or has no room for it', async () => {
    const { runner, events } = aRunner({ decide: (request) => decision(waitFor(request)) });
    const closing = new AbortController();
    const answered = runner.run(aRequest(), { signal: closing.signal });
    await settle();
    closing.abort();
    expect(await answered).toBe(REJECT);
    expect(await runner.run(aRequest(), { onWait: () => false })).toBe(REJECT);
    expect(await runner.run(aRequest(), { signal: AbortSignal.abort() })).toBe(REJECT);
    expect(events).toEqual(['cancelled', 'cancelled', 'cancelled']);
  });

  it('is dropped without an answer when the engine stops', async () => {
    const { runner, events } = aRunner({ decide: (request) => decision(waitFor(request)) });
    const answered = runner.run(aRequest());
    await settle();
    runner.close();
    expect(await answered).toBeUndefined();
    expect(await runner.run(aRequest())).toBeUndefined();
    expect(events).toEqual([]);
  });
});
