/** Takes one call one event further. Pure: what is to be done comes back as actions, in order. */
import type { Digit } from '../../protocols/rtp/telephone-event.ts';
import { Secret } from '../secret.ts';
import { hasHungUp } from './call-end.ts';
import type { CallEvent, CallSetup, CallStep, PhoneCall, Stage, StageOf } from './phone-call.ts';
import { checkingNewPin, confirmPin, newPin } from './stages/change-pin.ts';
import { dialling, extension, placing } from './stages/extension.ts';
import { fraudConfirmation } from './stages/fraud.ts';
import { checkingNewPhone, confirmPhone, menu, newPhone } from './stages/menu.ts';
import { checkingPin, verify } from './stages/verify.ts';
import {
  change,
  close,
  deny,
  hangUp,
  type Leaving,
  NO_KEYS,
  type StageRules,
  startTimer,
  stopPlaying,
  type Turn,
  textOf,
} from './turn.ts';

/** Refusals of a new PIN after which the call ends; ours. */
const PIN_CHANGE_TRIES = 5;
/** Keys that are kept; one more than any entry may have. */
const ENTRY_MAX_KEYS = 41;

const farewell: StageRules<StageOf<'farewell'>> = {
  enter() {},
  told(turn, _stage, { kind }) {
    if (kind === 'prompt-finished') hangUp(turn);
  },
  left(turn) {
    if (turn.call.end === undefined) hangUp(turn);
    else close(turn);
  },
};
const leaving: StageRules<StageOf<'leaving'>> = {
  enter() {},
  left(turn) {
    if (turn.call.end !== undefined) close(turn);
  },
};
const over: StageRules<StageOf<'over'>> = { enter() {}, left() {} };

const STAGES: { readonly [Kind in Stage['kind']]: StageRules<StageOf<Kind>> } = {
  placing,
  dialling,
  extension,
  verify,
  'checking-pin': checkingPin,
  'fraud-confirmation': fraudConfirmation,
  'new-pin': newPin,
  'checking-new-pin': checkingNewPin,
  'confirm-pin': confirmPin,
  menu,
  'new-phone': newPhone,
  'checking-new-phone': checkingNewPhone,
  'confirm-phone': confirmPhone,
  farewell,
  leaving,
  over,
};
// The table gives each stage its own rules, which the compiler cannot follow through an index.
const rulesOf = (stage: Stage): StageRules => STAGES[stage.kind] as StageRules;

/** A fax is told from a person where nobody has pressed a key. */
const FAX_STAGES: ReadonlySet<Stage['kind']> = new Set(['dialling', 'extension', 'verify']);

/** A call that is being placed; its extension must be one that planExtension takes. */
export function openPhoneCall(setup: CallSetup): PhoneCall {
  return {
    setup,
    stage: { kind: 'placing' },
    entry: NO_KEYS,
    playing: undefined,
    isTimerRunning: false,
    lastPlayId: 0,
    lastCheckId: 0,
    triesLeft: setup.triesAllowed,
    pinChangeTriesLeft: PIN_CHANGE_TRIES,
    hasPressedKey: false,
    wantsMenu: false,
    isVerified: false,
    wrongPin: undefined,
    changes: {},
    end: undefined,
  };
}

/** Events that mean nothing in the present stage change nothing. */
export function stepPhoneCall(call: PhoneCall, event: CallEvent): CallStep {
  const turn: Turn = { call, actions: [] };
  take(turn, event);
  begin(turn, call.stage);
  return turn;
}

function take(turn: Turn, event: CallEvent): void {
  const { stage, end, hasPressedKey } = turn.call;
  const rules = rulesOf(stage);
  switch (event.kind) {
    case 'ended':
      if (end !== undefined) break;
      change(turn, { end: event.end, playing: undefined });
      rules.left(turn, stage, leavingOf(turn));
      break;
    case 'time-up':
      rules.left(turn, stage, 'time-up');
      break;
    case 'key':
      press(turn, rules, event.key);
      break;
    case 'prompt-finished':
      finishPrompt(turn, rules, event);
      break;
    case 'input-timeout':
      expireInput(turn, rules);
      break;
    case 'fax-tone':
      if (FAX_STAGES.has(stage.kind) && !hasPressedKey) deny(turn, 'INVALID_PHONE_INPUT', 'not-reached');
      break;
    default:
      rules.told?.(turn, stage, event);
  }
}

function finishPrompt(turn: Turn, rules: StageRules, event: Extract<CallEvent, { kind: 'prompt-finished' }>): void {
  const { stage, playing } = turn.call;
  if (event.playId !== playing) return;
  change(turn, { playing: undefined });
  if (hears(rules)) startTimer(turn);
  rules.told?.(turn, stage, event);
}

function expireInput(turn: Turn, rules: StageRules): void {
  const { stage, isTimerRunning, entry } = turn.call;
  if (!isTimerRunning) return;
  change(turn, { isTimerRunning: false });
  rules.fellSilent?.(turn, stage, textOf(entry));
}

/** Lets the stages begin that were gone to. One that nobody hears any more is left at once. */
function begin(turn: Turn, before: Stage): void {
  let begun = before;
  while (turn.call.stage !== begun) {
    begun = turn.call.stage;
    const rules = rulesOf(begun);
    if (turn.call.end === undefined) rules.enter(turn, begun);
    else rules.left(turn, begun, leavingOf(turn));
  }
}

function leavingOf({ call }: Turn): Leaving {
  return call.end !== undefined && hasHungUp(call.end) ? 'hung-up' : 'dropped';
}

function hears(rules: StageRules): boolean {
  return rules.pressed !== undefined || rules.entered !== undefined;
}

function press(turn: Turn, rules: StageRules, key: Digit): void {
  if (!hears(rules) || turn.call.end !== undefined) return;
  const { stage, entry } = turn.call;
  // Who knows what to press need not hear the rest.
  stopPlaying(turn);
  if (stage.kind === 'verify') change(turn, { hasPressedKey: true });
  if (rules.pressed?.(turn, stage, key) === true) {
    if (turn.call.stage === stage) startTimer(turn);
    return;
  }
  const keys = textOf(entry);
  if (key === '#') {
    rules.entered?.(turn, stage, keys);
    return;
  }
  if (keys.length < ENTRY_MAX_KEYS) change(turn, { entry: Secret.fromText(keys + key) });
  startTimer(turn);
}
