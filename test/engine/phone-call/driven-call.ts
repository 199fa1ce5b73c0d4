import type {
  CallAction,
  CallEvent,
  CallOutcome,
  CallSetup,
  NewPinAnswer,
  PhoneCall,
  SipEnd,
} from '../../../main/engine/phone-call/phone-call.ts';
import { openPhoneCall, stepPhoneCall } from '../../../main/engine/phone-call/step.ts';
import type { Secret } from '../../../main/engine/secret.ts';
import type { Digit } from '../../../main/protocols/rtp/telephone-event.ts';

export const PIN = '2580';
export const aSetup = (over: Partial<CallSetup> = {}): CallSetup => ({
  purpose: 'sign-in',
  mode: 'standard',
  language: 'nl',
  extension: '',
  extensionPrompt: 'off',
  triesAllowed: 1,
  inputTimeoutSeconds: 8,
  fraud: undefined,
  pinChange: undefined,
  canChangePin: true,
  pinMinimumLength: 4,
  menu: undefined,
  ...over,
});
export const anEnd = (over: Partial<SipEnd> = {}): SipEnd => ({
  how: 'peer-hung-up',
  wasAnswered: true,
  sipStatus: 200,
  words: '',
  q850Cause: undefined,
  ...over,
});
export const refused = (sipStatus: number, q850Cause?: number): SipEnd =>
  anEnd({ how: 'refused', wasAnswered: false, sipStatus, q850Cause });
export const textOf = (secret: Secret | undefined): string => new TextDecoder().decode(secret?.reveal());

type Answers = {
  readonly isRight: (pin: string) => boolean;
  readonly newPin: (pin: string) => NewPinAnswer;
  readonly isPhone: (phone: string) => boolean;
};

/** A call with somebody at the other end, whose questions to the outside are answered at once unless `holdsChecks` is set. */
export const driveCall = (
  over: Partial<CallSetup> = {},
  { isRight = (pin) => pin === PIN, newPin = (pin) => ({ pinHash: `hash:${pin}` }), isPhone = () => true }: Partial<Answers> = {},
) => {
  let call: PhoneCall = openPhoneCall(aSetup(over));
  let held: CallEvent[] = [];
  const actions: CallAction[] = [];
  const driven = { holdsChecks: false };

  const answerOf = (action: CallAction): CallEvent | undefined => {
    switch (action.kind) {
      case 'check-pin':
        return { kind: 'pin-checked', checkId: action.checkId, isRight: isRight(textOf(action.pin)) };
      case 'check-new-pin':
        return { kind: 'new-pin-checked', checkId: action.checkId, answer: newPin(textOf(action.pin)) };
      case 'check-new-phone':
        return { kind: 'new-phone-checked', checkId: action.checkId, isAccepted: isPhone(action.phone) };
      default:
        return undefined;
    }
  };
  const tell = (event: CallEvent): void => {
    const step = stepPhoneCall(call, event);
    call = step.call;
    actions.push(...step.actions);
    for (const action of step.actions) {
      const answer = answerOf(action);
      if (answer === undefined) continue;
      if (driven.holdsChecks) held.push(answer);
      else tell(answer);
    }
  };
  const outcomes = (): CallOutcome[] => actions.flatMap((action) => (action.kind === 'conclude' ? [action.outcome] : []));
  return Object.assign(driven, {
    actions,
    tell,
    answer: () => tell({ kind: 'answered' }),
    /** All digits of the text. */
    press: (keys: string) => {
      for (const key of keys) tell({ kind: 'key', key: key as Digit });
    },
    /** The prompt that plays is heard to its end. */
    hear: () => {
      if (call.playing !== undefined) tell({ kind: 'prompt-finished', playId: call.playing });
    },
    /** The prompt is heard, and then nothing is pressed. */
    beSilent: () => {
      if (call.playing !== undefined) tell({ kind: 'prompt-finished', playId: call.playing });
      tell({ kind: 'input-timeout' });
    },
    end: (end: SipEnd = anEnd()) => tell({ kind: 'ended', end }),
    release: () => {
      const answers = held;
      held = [];
      for (const answer of answers) tell(answer);
    },
    outcomes,
    outcome: (): CallOutcome | undefined => outcomes()[0],
    state: () => call,
    /** What was said last: types, numbers and digits. */
    lastSaid: (): string[] => {
      const play = actions.findLast((action) => action.kind === 'play');
      return (play?.parts ?? []).map((part) =>
        part.kind === 'prompt' ? part.type : part.kind === 'number' ? String(part.value) : part.digits,
      );
    },
    kinds: () => actions.map(({ kind }) => kind),
  });
};
export type DrivenCall = ReturnType<typeof driveCall>;
