/** A new PIN inside the call, typed twice (reference section 3): because it must be changed, or from the menu. */
import { Secret } from '../../secret.ts';
import type { PromptPart, Stage, StageOf } from '../phone-call.ts';
import { change, deny, go, grant, nextCheck, prompts, type StageRules, say, type Turn, textOf } from '../turn.ts';

type PurposeOf = Pick<StageOf<'new-pin'>, 'purpose'>;

export const newPin: StageRules<StageOf<'new-pin'>> = {
  enter(turn, stage) {
    say(turn, [...problemParts(turn, stage), ...prompts('new-pin')]);
  },

  entered(turn, { purpose }, entry) {
    if (entry === '') return refuse(turn, { purpose }, 'pin-length');
    go(turn, { kind: 'checking-new-pin', purpose, pin: Secret.fromText(entry) });
  },

  fellSilent: (turn, stage) => giveUp(turn, stage),
  left: (turn, stage) => abandon(turn, stage),
};

export const checkingNewPin: StageRules<StageOf<'checking-new-pin'>> = {
  enter(turn, { pin }) {
    turn.actions.push({ kind: 'check-new-pin', checkId: nextCheck(turn), pin });
  },

  told(turn, { purpose, pin }, event) {
    if (event.kind !== 'new-pin-checked' || event.checkId !== turn.call.lastCheckId) return;
    if ('problem' in event.answer) refuse(turn, { purpose }, event.answer.problem);
    else go(turn, { kind: 'confirm-pin', purpose, pin, pinHash: event.answer.pinHash });
  },

  left: (turn, stage) => abandon(turn, stage),
};

export const confirmPin: StageRules<StageOf<'confirm-pin'>> = {
  enter(turn) {
    say(turn, prompts('confirm-pin'));
  },

  entered(turn, { purpose, pin, pinHash }, entry) {
    if (entry !== textOf(pin)) return refuse(turn, { purpose }, 'pin-mismatch');
    change(turn, { changes: { ...turn.call.changes, pinHash } });
    if (purpose === 'menu' || turn.call.wantsMenu) go(turn, { kind: 'menu', news: ['pin-changed'] });
    else grant(turn);
  },

  fellSilent: (turn, stage) => giveUp(turn, stage),
  left: (turn, stage) => abandon(turn, stage),
};

function problemParts({ call }: Turn, { purpose, problem }: StageOf<'new-pin'>): readonly PromptPart[] {
  if (problem === 'pin-length') return [...prompts(problem), { kind: 'number', value: call.setup.pinMinimumLength }];
  if (problem !== undefined) return prompts(problem);
  return purpose === 'due' ? prompts(call.setup.pinChange ?? 'pin-must-change') : [];
}

function refuse(turn: Turn, { purpose }: PurposeOf, problem: NonNullable<StageOf<'new-pin'>['problem']>): void {
  const pinChangeTriesLeft = turn.call.pinChangeTriesLeft - 1;
  change(turn, { pinChangeTriesLeft });
  if (pinChangeTriesLeft > 0) go(turn, { kind: 'new-pin', purpose, problem });
  else giveUp(turn, { purpose });
}

/** One that must be changed and was not: no way in. */
function giveUp(turn: Turn, { purpose }: PurposeOf): void {
  if (purpose === 'menu') go(turn, { kind: 'menu', news: [] } satisfies Stage);
  else deny(turn, 'PIN_EXPIRED', 'pin-expired', { farewell: 'authentication-denied' });
}

function abandon(turn: Turn, { purpose }: PurposeOf): void {
  if (purpose === 'menu') grant(turn);
  else deny(turn, 'PIN_EXPIRED', 'pin-expired');
}
