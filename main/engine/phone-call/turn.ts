/** One step of a call while it is made: the state so far, and what is to be done. */
import type { ResultName } from '../../../shared/authentication-results.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { VoicePrompt } from '../../../shared/voice-messages.ts';
import type { Digit } from '../../protocols/rtp/telephone-event.ts';
import { Secret } from '../secret.ts';
import type { CallAction, CallDenied, CallEvent, CallOutcome, PhoneCall, PromptPart, Stage } from './phone-call.ts';

export type Turn = { call: PhoneCall; readonly actions: CallAction[] };

/** dropped: the line, not the person. */
export type Leaving = 'hung-up' | 'dropped' | 'time-up';

/** What a stage does with what may come in it; what it has no function for, it does not care about. */
export type StageRules<Of extends Stage = Stage> = {
  /** The stage begins, unless the call has ended before: it says its prompts, or asks the outside. */
  enter(turn: Turn, stage: Of): void;
  /** # after these keys. */
  entered?(turn: Turn, stage: Of, entry: string): void;
  /** Nothing more was pressed after these keys. */
  fellSilent?(turn: Turn, stage: Of, entry: string): void;
  /** A key that counts at once; true where it did. */
  pressed?(turn: Turn, stage: Of, key: Digit): boolean;
  /** Anything else. */
  told?(turn: Turn, stage: Of, event: CallEvent): void;
  /** The call has ended, or the time is up: it must conclude, unless an answer of the outside still decides. */
  left(turn: Turn, stage: Of, how: Leaving): void;
};

export const NO_KEYS = new Secret(new Uint8Array());
export function textOf(secret: Secret): string {
  return new TextDecoder().decode(secret.reveal());
}

export function change(turn: Turn, fields: Partial<PhoneCall>): void {
  turn.call = { ...turn.call, ...fields };
}

/** The next stage; step.ts lets it begin. */
export function go(turn: Turn, stage: Stage): void {
  quieten(turn);
  change(turn, { stage, entry: NO_KEYS });
}

/** Ends what is heard and waited for. */
function quieten(turn: Turn): void {
  stopPlaying(turn);
  stopTimer(turn);
}

export function stopPlaying(turn: Turn): void {
  if (turn.call.playing === undefined) return;
  change(turn, { playing: undefined });
  turn.actions.push({ kind: 'stop-playing' });
}

export function startTimer(turn: Turn): void {
  change(turn, { isTimerRunning: true });
  turn.actions.push({ kind: 'start-input-timer', milliseconds: turn.call.setup.inputTimeoutSeconds * 1000 });
}

function stopTimer(turn: Turn): void {
  if (!turn.call.isTimerRunning) return;
  change(turn, { isTimerRunning: false });
  turn.actions.push({ kind: 'stop-input-timer' });
}

export const prompts = (...types: readonly VoicePrompt[]): readonly PromptPart[] =>
  types.map((type) => ({ kind: 'prompt', type }));

export function say(turn: Turn, parts: readonly PromptPart[]): void {
  const playId = turn.call.lastPlayId + 1;
  change(turn, { lastPlayId: playId, playing: playId });
  turn.actions.push({ kind: 'play', playId, language: turn.call.setup.language, parts });
}

/** @returns what the answer must carry: an answer to an earlier question is none to this one. */
export function nextCheck(turn: Turn): number {
  change(turn, { lastCheckId: turn.call.lastCheckId + 1 });
  return turn.call.lastCheckId;
}

/** The one way in. */
export function grant(turn: Turn): void {
  const { setup, isVerified, changes } = turn.call;
  if (!isVerified) throw new TypeError('a call cannot be granted that nobody has confirmed');
  const result = setup.mode === 'pin' ? 'PIN_ENTERED' : 'NO_PIN_ENTERED';
  const reason = changes.pinHash === undefined ? 'approved' : 'pin-changed';
  conclude(turn, { isGranted: true, result, reason, changes }, 'authentication-successful');
}

type Denial = Partial<Pick<CallDenied, 'fraud'>> & {
  /** None: hang up at once. */
  readonly farewell?: VoicePrompt;
};

export function deny(turn: Turn, result: ResultName, reason: DecisionReason, { fraud, farewell }: Denial = {}): void {
  const { wrongPin, end } = turn.call;
  conclude(turn, { isGranted: false, result, reason, guess: wrongPin, fraud, end }, farewell);
}

/** Nothing was decided when the person, the line or the time went. */
export function leave(turn: Turn, how: Leaving): void {
  if (how === 'hung-up') deny(turn, 'USER_HUNG_UP', 'not-approved');
  else if (how === 'dropped') deny(turn, 'DISCONNECTED', 'not-reached');
  else deny(turn, 'TIMED_OUT', 'no-answer');
}

function conclude(turn: Turn, outcome: CallOutcome, farewell: VoicePrompt | undefined): void {
  turn.actions.push({ kind: 'conclude', outcome });
  if (turn.call.end !== undefined) close(turn);
  else if (farewell === undefined) hangUp(turn);
  else {
    go(turn, { kind: 'farewell' });
    say(turn, prompts(farewell));
  }
}

export function hangUp(turn: Turn): void {
  go(turn, { kind: 'leaving' });
  turn.actions.push({ kind: 'hang-up' });
}

/** The call is decided and has ended. What may be a PIN is kept no longer. */
export function close(turn: Turn): void {
  const { end } = turn.call;
  if (end === undefined) throw new TypeError('a call that runs cannot be closed');
  go(turn, { kind: 'over' });
  change(turn, { wrongPin: undefined });
  turn.actions.push({ kind: 'over', end });
}
