/**
 * The calls of one sign-in while they are made: the script of engine/phone-call is told what the line says, and what it wants
 * is done. It concludes once; the goodbye may be heard after that.
 */
import { callerIdFor } from '../../shared/caller-id.ts';
import type { RunningCall } from '../../shared/schemas/call.ts';
import type { AllSettings } from '../../shared/schemas/settings.ts';
import type { PlannedCalls } from '../engine/authentication/decision.ts';
import type { PhoneEvent, PhoneLines } from '../engine/delivery/phone-port.ts';
import { answerCallQuestion, type CallQuestion } from '../engine/methods/phone-call/call-questions.ts';
import {
  type CallPlan,
  type CallPlanAction,
  type CallPlanEvent,
  openCallPlan,
  stepCallPlan,
} from '../engine/phone-call/call-plan.ts';
import type { CallEvent, CallOutcome, PromptPart } from '../engine/phone-call/phone-call.ts';
import type { AuthenticationReader, Clock, PasswordHasher } from '../engine/ports.ts';
import type { Store } from '../store/port.ts';
import { type CallLeg, noteOnLeg, openLeg, rowOfLeg, stageOfLeg } from './call-leg.ts';

export type CallPlanPorts = {
  readonly lines: Pick<PhoneLines, 'call'>;
  /** 16-bit samples at 8000 Hz; what is missing in a language has something that stands in. */
  readonly sounds: (parts: readonly PromptPart[], language: string, applicationName: string) => readonly Int16Array[];
  readonly reader: Pick<AuthenticationReader, 'findSubjectById' | 'listPinHistory'>;
  readonly hasher: PasswordHasher;
  readonly commit: Store['commit'];
  readonly settings: () => Pick<AllSettings, 'pin-rules' | 'user-defaults' | 'caller-id'>;
  readonly clock: Clock;
  /** Answers how to stop it. */
  readonly after: (milliseconds: number, action: () => void) => () => void;
  /** Never holds a key, a PIN or a number. */
  readonly onFailure: (message: string, error: unknown, fields: { readonly sessionId: string }) => void;
};

export type CallsOutcome = { readonly outcome: CallOutcome; readonly trunkName: string };
export type RunningCalls = {
  /** Never rejects. */
  readonly concluded: Promise<CallsOutcome>;
  /** Resolves once nothing is heard any more and the call log has it. Never rejects. */
  readonly over: Promise<void>;
  /** Where the present call stands; undefined once all is decided. */
  now(): RunningCall | undefined;
  /** Time is up, or nobody waits any more: it concludes by itself, soon. */
  giveUp(): void;
  hangUp(): void;
};

/** Samples of silence before the first prompt, at 8000 Hz; ours: a phone is on its way to the ear. */
const FIRST_SILENCE = new Int16Array(4000);
export const FAILED: CallOutcome = {
  isGranted: false,
  result: 'UNABLE_TO_PLACE_CALL',
  reason: 'call-not-placed',
  guess: undefined,
  fraud: undefined,
  end: undefined,
};

type OfCall = Extract<CallPlanAction, { kind: 'of-call' }>;

/** Over 50 lines: one state, which every step of the calls reads and changes. */
export function runCallPlan(planned: PlannedCalls, ports: CallPlanPorts): RunningCalls {
  const { clock, after } = ports;
  const { sessionId, applicationName } = planned;
  const legs = new Map<number, CallLeg>();
  const concluded = Promise.withResolvers<CallsOutcome>();
  const over = Promise.withResolvers<void>();
  const waiting: CallPlanEvent[] = [];
  let plan: CallPlan | undefined;
  let isTurning = false;
  let isConcluded = false;
  let recording = Promise.resolve();
  let stopLimit = (): void => {};
  let stopInput = (): void => {};

  const conclude = (outcome: CallOutcome): void => {
    if (isConcluded) return;
    isConcluded = true;
    stopLimit();
    const trunkName = [...legs.values()].findLast((leg) => leg.trunkName !== '')?.trunkName ?? '';
    concluded.resolve({ outcome, trunkName });
  };
  const hangUp = (): void => {
    for (const { line } of legs.values()) line?.hangUp();
  };
  /** Nobody gets in by a fault of ours. */
  const fail = (error: unknown): void => {
    ports.onFailure('a phone call failed', error, { sessionId });
    stopInput();
    conclude(FAILED);
    hangUp();
  };
  const feed = (event: CallPlanEvent): void => {
    waiting.push(event);
    if (isTurning) return;
    isTurning = true;
    try {
      for (let next = waiting.shift(); next !== undefined && plan !== undefined; next = waiting.shift()) {
        const step = stepCallPlan(plan, next);
        plan = step.plan;
        perform(step.actions);
      }
    } catch (error) {
      fail(error);
    } finally {
      isTurning = false;
    }
    recordEnded();
  };
  const tell = (callNumber: number, event: CallEvent): void => feed({ kind: 'of-call', callNumber, event });

  const perform = (actions: readonly CallPlanAction[]): void => {
    for (const action of actions) {
      if (action.kind === 'start-limit-timer') {
        stopLimit = after(action.milliseconds, () => feed({ kind: 'time-up' }));
      } else if (action.kind === 'place-call') placeCall(action);
      else if (action.kind === 'conclude') conclude(action.outcome);
      else performOfCall(action);
    }
  };
  const placeCall = ({ callNumber, target, ringMilliseconds }: Extract<CallPlanAction, { kind: 'place-call' }>): void => {
    const leg = openLeg(target, clock.now());
    legs.set(callNumber, leg);
    const callerId = callerIdFor(ports.settings()['caller-id'], { number: target.number, applicationName });
    const order = { number: target.number, callerId, answerTimeoutMilliseconds: ringMilliseconds };
    leg.line = ports.lines.call(order, (event) => {
      noteOnLeg(leg, event, clock.now());
      const told = toldOf(event);
      if (told !== undefined) tell(callNumber, told);
    });
  };
  const performOfCall = ({ callNumber, action }: OfCall): void => {
    const leg = legs.get(callNumber);
    switch (action.kind) {
      case 'play':
        if (leg !== undefined) play(leg, callNumber, action);
        return;
      case 'stop-playing':
        leg?.line?.play([]);
        return;
      case 'start-input-timer':
        stopInput();
        stopInput = after(action.milliseconds, () => tell(callNumber, { kind: 'input-timeout' }));
        return;
      case 'stop-input-timer':
        stopInput();
        return;
      case 'send-keys':
        leg?.line?.sendKeys(action.slots);
        return;
      case 'hang-up':
        leg?.line?.hangUp();
        return;
      case 'over':
        return;
      default:
        ask(callNumber, action);
    }
  };
  const play = (leg: CallLeg, callNumber: number, action: Extract<OfCall['action'], { kind: 'play' }>): void => {
    const sounds = ports.sounds(action.parts, action.language, applicationName);
    if (sounds.length === 0) {
      // Nothing to be heard is heard at once; the script goes on, and who knows what to press may press it.
      queueMicrotask(() => tell(callNumber, { kind: 'prompt-finished', playId: action.playId }));
      return;
    }
    leg.line?.play(leg.hasPlayed ? sounds : [FIRST_SILENCE, ...sounds], action.playId);
    leg.hasPlayed = true;
  };
  const ask = (callNumber: number, question: CallQuestion): void => {
    ports.reader
      .findSubjectById(planned.userId)
      .then((subject) => answerCallQuestion(ports, ports.settings(), subject, question))
      .then((answer) => tell(callNumber, answer), fail);
  };
  /** A row once the line has ended and it is known what became of the call. */
  const recordEnded = (): void => {
    for (const [callNumber, leg] of legs) {
      const outcome = plan?.calls[callNumber - 1]?.outcome ?? (isConcluded ? FAILED : undefined);
      const row = leg.isRecorded || outcome === undefined ? undefined : rowOfLeg(planned, leg, outcome);
      if (row === undefined) continue;
      leg.isRecorded = true;
      recording = recording
        .then(() => ports.commit({ guards: [], effects: [{ kind: 'record-call', call: row }], ifMissed: [] }))
        .then(
          () => {},
          (error: unknown) => ports.onFailure('a call could not be put into the call log', error, { sessionId }),
        );
    }
    if (isConcluded && [...legs.values()].every(({ isRecorded }) => isRecorded)) void recording.then(over.resolve);
  };

  try {
    const opened = openCallPlan(planned.plan);
    plan = opened.plan;
    isTurning = true;
    perform(opened.actions);
  } catch (error) {
    fail(error);
  } finally {
    isTurning = false;
  }
  recordEnded();
  return {
    concluded: concluded.promise,
    over: over.promise,
    now: () => {
      const leg = isConcluded ? undefined : [...legs.values()].at(-1);
      return leg === undefined ? undefined : stageOfLeg(leg);
    },
    giveUp: () => feed({ kind: 'time-up' }),
    hangUp,
  };
}

/** What the script is told of it. */
function toldOf(event: PhoneEvent): CallEvent | undefined {
  switch (event.kind) {
    case 'ringing':
    case 'answered':
    case 'keys-sent':
    case 'key':
      return event;
    case 'played':
      return { kind: 'prompt-finished', playId: event.playId };
    case 'sound':
      return { kind: event.sound.kind === 'beep' ? 'voicemail-beep' : 'fax-tone' };
    case 'ended':
      return event;
    case 'line-chosen':
    case 'passed-over':
      return undefined;
  }
}
