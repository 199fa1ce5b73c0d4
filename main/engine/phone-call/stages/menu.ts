/** `Provide menu of options` (reference section 6.7): after the person has confirmed the sign-in, which waits until the menu is left. */
import type { VoicePrompt } from '../../../../shared/voice-messages.ts';
import type { Digit } from '../../../protocols/rtp/telephone-event.ts';
import { assertNever } from '../../assert-never.ts';
import { type MenuChoice, menuChoices } from '../menu-choices.ts';
import type { StageOf } from '../phone-call.ts';
import { change, go, grant, nextCheck, prompts, type StageRules, say, type Turn } from '../turn.ts';
import { takeFraudCode } from './fraud.ts';

/** ITU-T E.164 §6: 15 digits, and an international prefix before them. */
const PHONE_FORM = /^\d{3,20}$/;
const CHOICE_KEYS: Readonly<Partial<Record<Digit, MenuChoice>>> = { 1: 'change-pin', 2: 'change-phone', 3: 'report-fraud' };
const CONFIRM_KEY = '1';
const AGAIN_KEY = '2';

export const menu: StageRules<StageOf<'menu'>> = {
  enter(turn, { news }) {
    const offered = menuChoices(turn.call.setup).map((choice): VoicePrompt => `menu-${choice}`);
    say(turn, prompts(...news, ...offered, 'menu-leave'));
  },

  pressed(turn, _stage, key) {
    const choice = CHOICE_KEYS[key];
    if (key === '#') grant(turn);
    else if (choice === undefined || !menuChoices(turn.call.setup).includes(choice)) go(turn, { kind: 'menu', news: [] });
    else open(turn, choice);
    return true;
  },

  fellSilent: (turn) => grant(turn),
  left: (turn) => grant(turn),
};

export const newPhone: StageRules<StageOf<'new-phone'>> = {
  enter(turn, { wasRefused }) {
    say(turn, prompts(...(wasRefused ? (['phone-refused', 'new-phone'] as const) : (['new-phone'] as const))));
  },

  entered(turn, _stage, entry) {
    if (PHONE_FORM.test(entry)) go(turn, { kind: 'checking-new-phone', phone: entry });
    else go(turn, { kind: 'new-phone', wasRefused: true });
  },

  fellSilent: (turn) => go(turn, { kind: 'menu', news: [] }),
  left: (turn) => grant(turn),
};

export const checkingNewPhone: StageRules<StageOf<'checking-new-phone'>> = {
  enter(turn, { phone }) {
    turn.actions.push({ kind: 'check-new-phone', checkId: nextCheck(turn), phone });
  },

  told(turn, { phone }, event) {
    if (event.kind !== 'new-phone-checked' || event.checkId !== turn.call.lastCheckId) return;
    if (event.isAccepted) go(turn, { kind: 'confirm-phone', phone });
    else go(turn, { kind: 'new-phone', wasRefused: true });
  },

  left: (turn) => grant(turn),
};

/** A slip would send the next calls to a stranger: the number is read back. */
export const confirmPhone: StageRules<StageOf<'confirm-phone'>> = {
  enter(turn, { phone }) {
    say(turn, [...prompts('new-phone-digits'), { kind: 'digits', digits: phone }, ...prompts('confirm-phone')]);
  },

  pressed(turn, { phone }, key) {
    if (key === CONFIRM_KEY) {
      change(turn, { changes: { ...turn.call.changes, phone } });
      go(turn, { kind: 'menu', news: ['phone-changed'] });
    } else if (key === AGAIN_KEY) go(turn, { kind: 'new-phone', wasRefused: false });
    else go(turn, { kind: 'confirm-phone', phone });
    return true;
  },

  fellSilent: (turn) => go(turn, { kind: 'menu', news: [] }),
  left: (turn) => grant(turn),
};

function open(turn: Turn, choice: MenuChoice): void {
  const { fraud } = turn.call.setup;
  switch (choice) {
    case 'change-pin':
      go(turn, { kind: 'new-pin', purpose: 'menu', problem: undefined });
      break;
    case 'change-phone':
      go(turn, { kind: 'new-phone', wasRefused: false });
      break;
    case 'report-fraud':
      if (fraud !== undefined) takeFraudCode(turn, fraud);
      break;
    default:
      assertNever(choice);
  }
}
