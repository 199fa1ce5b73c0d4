/** From the answer to the person: the extension is dialled, or somebody is asked for it (reference sections 3 and 6.8). */

import { refusalOf } from '../call-end.ts';
import { planExtension } from '../extension.ts';
import type { StageOf } from '../phone-call.ts';
import { deny, go, leave, prompts, type StageRules, say, type Turn } from '../turn.ts';

/** Times that the prompt is said again; ours: a transfer takes a while. */
const EXTENSION_REPEATS = 2;

export const placing: StageRules<StageOf<'placing'>> = {
  enter() {},

  told(turn, _stage, { kind }) {
    if (kind !== 'answered') return;
    const plan = planOf(turn);
    if (plan.kind === 'dialled') go(turn, { kind: 'dialling' });
    else if (plan.kind === 'announced') go(turn, { kind: 'extension', repeatsLeft: EXTENSION_REPEATS });
    else go(turn, { kind: 'verify', after: 'answer' });
  },

  left(turn) {
    const { end } = turn.call;
    if (end === undefined) return deny(turn, 'TIMED_OUT', 'no-answer');
    const [result, reason] = refusalOf(end);
    deny(turn, result, reason);
  },
};

export const dialling: StageRules<StageOf<'dialling'>> = {
  enter(turn) {
    const plan = planOf(turn);
    turn.actions.push({ kind: 'send-keys', slots: plan.kind === 'dialled' ? plan.slots : [] });
  },

  told(turn, _stage, event) {
    if (event.kind !== 'keys-sent') return;
    const plan = planOf(turn);
    if (plan.kind === 'dialled' && plan.asks) go(turn, { kind: 'extension', repeatsLeft: EXTENSION_REPEATS });
    else go(turn, { kind: 'verify', after: 'answer' });
  },

  // A switchboard hung up, not the person.
  left(turn, _stage, how) {
    leave(turn, how === 'hung-up' ? 'dropped' : how);
  },
};

export const extension: StageRules<StageOf<'extension'>> = {
  enter(turn) {
    const plan = planOf(turn);
    if (plan.kind !== 'announced' || plan.digits === '') return say(turn, prompts('extension-prompt'));
    say(turn, [
      ...prompts('extension-prompt-before-digits'),
      { kind: 'digits', digits: plan.digits },
      ...prompts('extension-prompt-after-digits'),
    ]);
  },

  // Other keys may be the transfer itself. This # confirms nothing: the greeting asks for its own.
  pressed(turn, _stage, key) {
    if (key === '#') go(turn, { kind: 'verify', after: 'answer' });
    return true;
  },

  fellSilent(turn, { repeatsLeft }) {
    if (repeatsLeft > 0) go(turn, { kind: 'extension', repeatsLeft: repeatsLeft - 1 });
    else deny(turn, 'NO_PHONE_INPUT_TIMEOUT', 'no-answer');
  },

  left: (turn, _stage, how) => leave(turn, how),
};

/** A malformed one never gets here: the call is not placed. */
function planOf({ call }: Turn): NonNullable<ReturnType<typeof planExtension>> {
  return planExtension(call.setup.extension, call.setup.extensionPrompt) ?? { kind: 'none' };
}
