/** The greeting and what is pressed then: #, PIN and #, or the fraud code and # (reference sections 3 and 6.5). */
import type { ResultName } from '../../../../shared/authentication-results.ts';
import type { DecisionReason } from '../../../../shared/schemas/attempt.ts';
import type { VoiceMessageType, VoicePrompt } from '../../../../shared/voice-messages.ts';
import { Secret } from '../../secret.ts';
import { menuChoices } from '../menu-choices.ts';
import type { CallSetup, StageOf } from '../phone-call.ts';
import { change, deny, go, grant, leave, nextCheck, prompts, type StageRules, say, type Turn } from '../turn.ts';
import { takeFraudCode } from './fraud.ts';

/** Digits and nothing else; more than this is nobody's PIN. */
const DIGITS = /^\d{0,40}$/;
const MENU_KEY = '*';

const WRONG = {
  'pin-wrong': ['PIN_ENTERED', 'pin-wrong'],
  'pin-missing': ['NO_PIN_ENTERED', 'pin-wrong'],
  'digits-unasked': ['PIN_ENTERED', 'call-input-wrong'],
  'keys-invalid': ['INVALID_PHONE_INPUT', 'call-input-wrong'],
  'no-pound': ['POUND_NOT_PRESSED', 'no-answer'],
  silence: ['NO_PHONE_INPUT_TIMEOUT', 'no-answer'],
} as const satisfies Readonly<Record<string, readonly [ResultName, DecisionReason]>>;

export const verify: StageRules<StageOf<'verify'>> = {
  enter(turn, { after }) {
    const { setup } = turn.call;
    if (after === 'answer') return say(turn, prompts(...greeting(setup)));
    say(turn, prompts(...(after === 'wrong-entry' ? (['authentication-denied-retry'] as const) : []), retry(setup)));
  },

  entered(turn, _stage, entry) {
    const { setup } = turn.call;
    if (entry === setup.fraud?.code) return takeFraudCode(turn, setup.fraud);
    const wantsMenu = entry.startsWith(MENU_KEY) && menuChoices(setup).length > 0;
    const digits = wantsMenu ? entry.slice(MENU_KEY.length) : entry;
    change(turn, { wantsMenu });
    if (!DIGITS.test(digits)) return tryAgain(turn, 'keys-invalid');
    if (setup.mode === 'pin') {
      return digits === '' ? tryAgain(turn, 'pin-missing') : go(turn, { kind: 'checking-pin', pin: Secret.fromText(digits) });
    }
    return digits === '' ? takeVerified(turn) : tryAgain(turn, 'digits-unasked');
  },

  fellSilent(turn, _stage, entry) {
    tryAgain(turn, entry === '' ? 'silence' : 'no-pound');
  },

  // Later a beep is a call that waits, or a recorder.
  told(turn, _stage, { kind }) {
    if (kind === 'voicemail-beep' && !turn.call.hasPressedKey) deny(turn, 'GOT_VOICEMAIL', 'not-reached');
  },

  left: (turn, _stage, how) => leave(turn, how),
};

export const checkingPin: StageRules<StageOf<'checking-pin'>> = {
  enter(turn, { pin }) {
    turn.actions.push({ kind: 'check-pin', checkId: nextCheck(turn), pin });
  },

  told(turn, { pin }, event) {
    if (event.kind !== 'pin-checked' || event.checkId !== turn.call.lastCheckId) return;
    if (event.isRight) return takeVerified(turn);
    change(turn, { wrongPin: pin });
    tryAgain(turn, 'pin-wrong');
  },

  // Who hangs up after # has answered: the check decides.
  left(turn, _stage, how) {
    if (how === 'time-up') leave(turn, how);
  },
};

/** # was pressed, with the right PIN where one is asked. */
function takeVerified(turn: Turn): void {
  const { setup, wantsMenu } = turn.call;
  change(turn, { isVerified: true });
  const isChangeDue = setup.mode === 'pin' && setup.pinChange !== undefined && turn.call.changes.pinHash === undefined;
  if (isChangeDue && !setup.canChangePin) deny(turn, 'PIN_EXPIRED', 'pin-expired', { farewell: 'authentication-denied' });
  else if (isChangeDue) go(turn, { kind: 'new-pin', purpose: 'due', problem: undefined });
  else if (wantsMenu) go(turn, { kind: 'menu', news: [] });
  else grant(turn);
}

function tryAgain(turn: Turn, problem: keyof typeof WRONG): void {
  const triesLeft = turn.call.triesLeft - 1;
  change(turn, { triesLeft });
  const isSilence = problem === 'silence' || problem === 'no-pound';
  // Nobody is there any more to try again.
  if (triesLeft > 0 && turn.call.end === undefined) {
    go(turn, { kind: 'verify', after: isSilence ? 'silence' : 'wrong-entry' });
    return;
  }
  const [result, reason] = WRONG[problem];
  deny(turn, result, reason, { farewell: 'authentication-denied' });
}

function greeting(setup: CallSetup): readonly VoicePrompt[] {
  const { mode, purpose, fraud } = setup;
  const first: readonly VoiceMessageType[] =
    purpose === 'activation'
      ? ['activation', `activation-greeting-${mode}`]
      : [fraud === undefined ? `greeting-${mode}` : `fraud-greeting-${mode}`];
  return menuChoices(setup).length > 0 ? [...first, 'menu-hint'] : first;
}

/** The old server had no activation retry with PIN. */
function retry({ mode, purpose }: CallSetup): VoiceMessageType {
  return purpose === 'activation' && mode === 'standard' ? 'activation-retry-standard' : `retry-${mode}`;
}
