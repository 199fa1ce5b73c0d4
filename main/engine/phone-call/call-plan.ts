/**
 * The calls of one sign-in: the phone, then the backup phone, as often as the setting says, within one time limit (reference
 * sections 3 and 6.7). Each call is its own script (step.ts); the plan has one outcome.
 */
import { planExtension } from './extension.ts';
import type { CallAction, CallEvent, CallOutcome, CallSetup, PhoneCall } from './phone-call.ts';
import { openPhoneCall, stepPhoneCall } from './step.ts';

/** Seconds; ours: shorter rings reach nobody, and who answers wants time to press keys. */
const RING_MIN_SECONDS = 10;
const TALK_SECONDS = 20;

/** The phone was not answered by a person: the next one may be. Whoever was reached has answered for both. */
const GOES_ON: ReadonlySet<CallOutcome['result']> = new Set(['CONFIGURATION_ISSUE', 'UNABLE_TO_PLACE_CALL', 'GOT_VOICEMAIL']);

export type CallTarget = {
  readonly phone: 'primary' | 'backup';
  /** E.164 with plus. */
  readonly number: string;
  readonly extension: string;
};

export type CallPlanSetup = {
  /** In the order of a round: the phone, and the backup phone where there is one. */
  readonly targets: readonly CallTarget[];
  /** How often all of them are called, 1 and up. */
  readonly rounds: number;
  /** Until a phone counts as not answered; less where the limit leaves less to each call. */
  readonly ringSeconds: number;
  /** Of everything: within the time that the RADIUS client waits. */
  readonly limitSeconds: number;
  readonly call: Omit<CallSetup, 'extension'>;
};

export type CallPlanEvent =
  /** Of a call that is not the present one: nothing happens. */
  { readonly kind: 'of-call'; readonly callNumber: number; readonly event: CallEvent } | { readonly kind: 'time-up' };

export type CallPlanAction =
  | { readonly kind: 'start-limit-timer'; readonly milliseconds: number }
  | {
      readonly kind: 'place-call';
      readonly callNumber: number;
      readonly target: CallTarget;
      readonly ringMilliseconds: number;
    }
  | { readonly kind: 'of-call'; readonly callNumber: number; readonly action: Exclude<CallAction, { kind: 'conclude' }> }
  /** Once a plan. The present call may still say goodbye. */
  | { readonly kind: 'conclude'; readonly outcome: CallOutcome; readonly calls: readonly CallRecord[] };

/** For the columns Primary Call and Backup Call of the log. */
export type CallRecord = { readonly target: CallTarget; readonly outcome: CallOutcome };

export type CallPlan = {
  readonly setup: CallPlanSetup;
  /** From 1; a malformed extension takes a number too. */
  readonly callNumber: number;
  /** Undefined where none was placed. */
  readonly call: PhoneCall | undefined;
  readonly calls: readonly CallRecord[];
};
export type CallPlanStep = { readonly plan: CallPlan; readonly actions: readonly CallPlanAction[] };

type Turn = { plan: CallPlan; readonly actions: CallPlanAction[] };

/** @throws TypeError without a phone to call: the method's check refuses such a user. */
export function openCallPlan(setup: CallPlanSetup): CallPlanStep {
  const turn: Turn = {
    plan: { setup, callNumber: 0, call: undefined, calls: [] },
    actions: [{ kind: 'start-limit-timer', milliseconds: setup.limitSeconds * 1000 }],
  };
  placeNext(turn);
  return turn;
}

export function stepCallPlan(plan: CallPlan, event: CallPlanEvent): CallPlanStep {
  const turn: Turn = { plan, actions: [] };
  if (plan.call === undefined) return turn;
  if (event.kind === 'time-up') takeStep(turn, plan.call, event);
  else if (event.callNumber === plan.callNumber) takeStep(turn, plan.call, event.event);
  return turn;
}

function takeStep(turn: Turn, before: PhoneCall, event: CallEvent): void {
  const { call, actions } = stepPhoneCall(before, event);
  const { callNumber } = turn.plan;
  turn.plan = { ...turn.plan, call };
  const concluded = actions.find((action) => action.kind === 'conclude');
  for (const action of actions) if (action.kind !== 'conclude') turn.actions.push({ kind: 'of-call', callNumber, action });
  if (concluded !== undefined) takeOutcome(turn, concluded.outcome);
}

function takeOutcome(turn: Turn, outcome: CallOutcome): void {
  const { setup, callNumber } = turn.plan;
  const calls = [...turn.plan.calls, { target: targetOf(turn.plan), outcome }];
  turn.plan = { ...turn.plan, calls };
  if (GOES_ON.has(outcome.result) && callNumber < setup.targets.length * setup.rounds) placeNext(turn);
  else turn.actions.push({ kind: 'conclude', outcome, calls });
}

function placeNext(turn: Turn): void {
  const callNumber = turn.plan.callNumber + 1;
  turn.plan = { ...turn.plan, callNumber, call: undefined };
  const { setup } = turn.plan;
  const target = targetOf(turn.plan);
  if (planExtension(target.extension, setup.call.extensionPrompt) === undefined) {
    takeOutcome(turn, EXTENSION_MALFORMED);
    return;
  }
  turn.plan = { ...turn.plan, call: openPhoneCall({ ...setup.call, extension: target.extension }) };
  turn.actions.push({ kind: 'place-call', callNumber, target, ringMilliseconds: ringSecondsEach(setup) * 1000 });
}

const EXTENSION_MALFORMED: CallOutcome = {
  isGranted: false,
  result: 'INVALID_EXTENSION',
  reason: 'extension-malformed',
  guess: undefined,
  fraud: undefined,
  end: undefined,
};

function targetOf({ setup, callNumber }: CallPlan): CallTarget {
  const target = setup.targets[(callNumber - 1) % setup.targets.length];
  if (target === undefined) throw new TypeError('a call plan without a phone');
  return target;
}

/** A backup phone that is first called when the time is up is none. */
function ringSecondsEach({ targets, rounds, ringSeconds, limitSeconds }: CallPlanSetup): number {
  const share = Math.floor((limitSeconds - TALK_SECONDS) / (targets.length * rounds));
  return Math.max(RING_MIN_SECONDS, Math.min(ringSeconds, share));
}
