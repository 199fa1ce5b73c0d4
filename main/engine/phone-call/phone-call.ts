/**
 * One call to one phone, from placing it to its end (reference sections 3, 4 and 6): what goes in, what comes out, and the
 * state between. The steps are in step.ts, several calls after each other in call-plan.ts. Nothing here knows sockets, sound
 * or time: who drives it plays prompts, runs the timer, and asks the hasher.
 */
import type { ResultName } from '../../../shared/authentication-results.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { ExtensionPrompt, VoicePrompt } from '../../../shared/voice-messages.ts';
import type { Digit } from '../../protocols/rtp/telephone-event.ts';
import type { CallEnd } from '../../protocols/sip/call/call.ts';
import type { Secret } from '../secret.ts';
import type { ExtensionSlot } from './extension.ts';

export type CallSetup = {
  readonly purpose: 'sign-in' | 'activation';
  readonly mode: 'standard' | 'pin';
  /** In which the call speaks; what stands in for a missing recording is up to the player. */
  readonly language: string;
  /** As stored with the phone; '' for none. */
  readonly extension: string;
  readonly extensionPrompt: ExtensionPrompt;
  /** `Allow X attempts during Multi-Factor Authentication call`: tries for PIN or #, 1 and up. */
  readonly triesAllowed: number;
  /** After a prompt, and between two keys. */
  readonly inputTimeoutSeconds: number;
  /** Undefined: users may not submit fraud alerts. */
  readonly fraud: { readonly code: string; readonly blocksUser: boolean } | undefined;
  /** Why the PIN must be changed in this call. */
  readonly pinChange: 'pin-must-change' | 'pin-expired' | undefined;
  readonly canChangePin: boolean;
  /** Told to the person; whether a PIN may be chosen is asked of the outside. */
  readonly pinMinimumLength: number;
  /** `Provide menu of options`; undefined: off. */
  readonly menu: { readonly canChangePhone: boolean } | undefined;
};

/** Why a new PIN was refused, as the person is told. */
export type PinProblem = Extract<
  DecisionReason,
  'pin-length' | 'pin-all-same-digits' | 'pin-sequential-digits' | 'pin-subset-of-phone' | 'pin-history-duplicate'
>;
/** Of the SIP call's end; kept for the operator. */
export type SipEnd = Pick<CallEnd, 'how' | 'wasAnswered' | 'sipStatus' | 'words' | 'q850Cause'>;

export type CallEvent =
  | { readonly kind: 'ringing' }
  | { readonly kind: 'answered' }
  | { readonly kind: 'ended'; readonly end: SipEnd }
  | { readonly kind: 'key'; readonly key: Digit }
  /** All parts of this `play` were heard. */
  | { readonly kind: 'prompt-finished'; readonly playId: number }
  | { readonly kind: 'keys-sent' }
  /** Silence: the input timer ran out. */
  | { readonly kind: 'input-timeout' }
  | { readonly kind: 'fax-tone' }
  | { readonly kind: 'voicemail-beep' }
  | { readonly kind: 'pin-checked'; readonly checkId: number; readonly isRight: boolean }
  | { readonly kind: 'new-pin-checked'; readonly checkId: number; readonly answer: NewPinAnswer }
  | { readonly kind: 'new-phone-checked'; readonly checkId: number; readonly isAccepted: boolean }
  /** Who asked waits no longer, or the whole call has taken too long. */
  | { readonly kind: 'time-up' };
/** pinHash: argon2id of the PIN that was asked about. */
export type NewPinAnswer = { readonly pinHash: string } | { readonly problem: PinProblem };

/** A recording, a number that is spoken (0 to 20), or digits one by one. */
export type PromptPart =
  | { readonly kind: 'prompt'; readonly type: VoicePrompt }
  | { readonly kind: 'number'; readonly value: number }
  | { readonly kind: 'digits'; readonly digits: string };

export type CallAction =
  /** Takes the place of what is being played. */
  | { readonly kind: 'play'; readonly playId: number; readonly language: string; readonly parts: readonly PromptPart[] }
  | { readonly kind: 'stop-playing' }
  /** Starts anew where it runs. */
  | { readonly kind: 'start-input-timer'; readonly milliseconds: number }
  | { readonly kind: 'stop-input-timer' }
  | { readonly kind: 'send-keys'; readonly slots: readonly ExtensionSlot[] }
  | { readonly kind: 'check-pin'; readonly checkId: number; readonly pin: Secret }
  | { readonly kind: 'check-new-pin'; readonly checkId: number; readonly pin: Secret }
  /** As it was dialled: whether it is a number of the user's country is for the outside to say. */
  | { readonly kind: 'check-new-phone'; readonly checkId: number; readonly phone: string }
  /** Once a call, and as early as it is certain: the person may still hear a goodbye. */
  | { readonly kind: 'conclude'; readonly outcome: CallOutcome }
  | { readonly kind: 'hang-up' }
  /** Nothing follows. */
  | { readonly kind: 'over'; readonly end: SipEnd };

type OutcomeBase = { readonly result: ResultName; readonly reason: DecisionReason };
export type CallGranted = OutcomeBase & {
  readonly isGranted: true;
  /** What the person changed in the call, to be stored with the attempt. */
  readonly changes: CallChanges;
};
export type CallDenied = OutcomeBase & {
  readonly isGranted: false;
  /** The last wrong PIN: it counts towards lockout, however the call ended. */
  readonly guess: Secret | undefined;
  /** A fraud alert; without the block where the person did not confirm it or the setting is off. */
  readonly fraud: { readonly blocksUser: boolean } | undefined;
  /** Of a call that ended before it decided. */
  readonly end: SipEnd | undefined;
};
export type CallOutcome = CallGranted | CallDenied;
export type CallChanges = { readonly pinHash?: string; readonly phone?: string };

/** due: the sign-in depends on it. menu: the person asked for it. */
type PinChangePurpose = 'due' | 'menu';
export type Stage =
  | { readonly kind: 'placing' }
  | { readonly kind: 'dialling' }
  /** A person is asked for the extension. */
  | { readonly kind: 'extension'; readonly repeatsLeft: number }
  | { readonly kind: 'verify'; readonly after: 'answer' | 'silence' | 'wrong-entry' | 'fraud-confirmation' }
  | { readonly kind: 'checking-pin'; readonly pin: Secret }
  | { readonly kind: 'fraud-confirmation' }
  | { readonly kind: 'new-pin'; readonly purpose: PinChangePurpose; readonly problem: PinProblem | 'pin-mismatch' | undefined }
  | { readonly kind: 'checking-new-pin'; readonly purpose: PinChangePurpose; readonly pin: Secret }
  | { readonly kind: 'confirm-pin'; readonly purpose: PinChangePurpose; readonly pin: Secret; readonly pinHash: string }
  | { readonly kind: 'menu'; readonly news: readonly VoicePrompt[] }
  | { readonly kind: 'new-phone'; readonly wasRefused: boolean }
  | { readonly kind: 'checking-new-phone'; readonly phone: string }
  | { readonly kind: 'confirm-phone'; readonly phone: string }
  /** Decided; the goodbye is being played. */
  | { readonly kind: 'farewell' }
  /** Decided; we have hung up. */
  | { readonly kind: 'leaving' }
  | { readonly kind: 'over' };
export type StageOf<Kind extends Stage['kind']> = Extract<Stage, { kind: Kind }>;

export type PhoneCall = {
  readonly setup: CallSetup;
  readonly stage: Stage;
  /** Keys since the last #: they count once # is pressed. A secret, as they may be a PIN. */
  readonly entry: Secret;
  /** The last one that was started; undefined where it is over. */
  readonly playing: number | undefined;
  readonly isTimerRunning: boolean;
  /** Numbers of plays and checks. */
  readonly lastPlayId: number;
  readonly lastCheckId: number;
  readonly triesLeft: number;
  readonly pinChangeTriesLeft: number;
  /** A key was pressed at the greeting: no machine answers. */
  readonly hasPressedKey: boolean;
  /** The entry began with *. */
  readonly wantsMenu: boolean;
  /** # was pressed, in mode PIN behind the right PIN: without it nothing is granted. */
  readonly isVerified: boolean;
  readonly wrongPin: Secret | undefined;
  readonly changes: CallChanges;
  readonly end: SipEnd | undefined;
};

export type CallStep = { readonly call: PhoneCall; readonly actions: readonly CallAction[] };
