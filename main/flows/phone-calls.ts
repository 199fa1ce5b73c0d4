/** The phone calls that run: begun after the commit that opened them, each concluded once. Nothing of them outlives the process. */
import type { UserId } from '../../shared/ids.ts';
import type { RunningCall } from '../../shared/schemas/call.ts';
import type { PlannedCalls } from '../engine/authentication/decision.ts';
import type { CallOutcome } from '../engine/phone-call/phone-call.ts';
import { type CallPlanPorts, type CallsOutcome, type RunningCalls, runCallPlan } from './run-call-plan.ts';

export interface PhoneCalls {
  /** Never throws. */
  place(planned: PlannedCalls): void;
  /** Resolves once the calls are decided; at once for calls that are not known here any more. Never rejects. */
  settled(callId: string): Promise<CallsOutcome>;
  /** Nobody waits any more: what runs is decided at once. */
  giveUp(callId: string): void;
  /** Where the call to this user stands; undefined where nobody is called. */
  now(userId: UserId): RunningCall | undefined;
  runningCount(): number;
  /** Hangs up what runs, and waits for it at most so long. */
  close(graceMilliseconds: number): Promise<void>;
}

/** Milliseconds that an outcome is kept after its calls are over; ours: who waits for it takes it much earlier. */
const KEPT_MILLISECONDS = 30_000;
/** Of calls that ended with an earlier process: nobody gets in by them. */
const LOST: CallOutcome = {
  isGranted: false,
  result: 'DISCONNECTED',
  reason: 'not-reached',
  guess: undefined,
  fraud: undefined,
  end: undefined,
};

export function createPhoneCalls(ports: CallPlanPorts): PhoneCalls {
  const running = new Map<string, RunningCalls>();
  const ofUser = new Map<UserId, RunningCalls>();
  /** Calls that are over and still kept, with what ends the waiting for that. */
  const over = new Map<string, () => void>();
  let isClosed = false;
  return {
    place(planned) {
      if (isClosed) return;
      const calls = runCallPlan(planned, ports);
      running.set(planned.id, calls);
      ofUser.set(planned.userId, calls);
      void calls.over.then(() => {
        const stop = ports.after(KEPT_MILLISECONDS, () => {
          running.delete(planned.id);
          if (ofUser.get(planned.userId) === calls) ofUser.delete(planned.userId);
          over.delete(planned.id);
        });
        over.set(planned.id, stop);
        if (isClosed) stop();
      });
    },
    settled: (callId) => running.get(callId)?.concluded ?? Promise.resolve({ outcome: LOST, trunkName: '' }),
    giveUp: (callId) => running.get(callId)?.giveUp(),
    now: (userId) => ofUser.get(userId)?.now(),
    runningCount: () => running.size - over.size,
    async close(graceMilliseconds) {
      isClosed = true;
      // Nothing that is kept holds up the end of the process.
      for (const stop of over.values()) stop();
      const left = [...running].filter(([id]) => !over.has(id)).map(([, calls]) => calls);
      for (const calls of left) {
        calls.giveUp();
        calls.hangUp();
      }
      let stop = (): void => {};
      const grace = new Promise<void>((resolve) => {
        stop = ports.after(graceMilliseconds, resolve);
      });
      await Promise.race([Promise.all(left.map((calls) => calls.over)), grace]);
      stop();
    },
  };
}
