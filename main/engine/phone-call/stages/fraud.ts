/** The fraud code before # (reference section 6.5), and its confirmation where it blocks the user. */
import type { StageOf } from '../phone-call.ts';
import { change, deny, go, prompts, type StageRules, say, type Turn } from '../turn.ts';

const CONFIRM_KEY = '1';
/** The code was entered, and nobody took it back: reported, and nobody is blocked by it. */
const UNCONFIRMED = { fraud: { blocksUser: false }, farewell: 'fraud-reported' } as const;

/** With automatic block a slip would lock a person out for weeks: 1 confirms it. */
export function takeFraudCode(turn: Turn, { blocksUser }: { readonly blocksUser: boolean }): void {
  change(turn, { isVerified: false });
  if (blocksUser) go(turn, { kind: 'fraud-confirmation' });
  else report(turn, UNCONFIRMED);
}

export const fraudConfirmation: StageRules<StageOf<'fraud-confirmation'>> = {
  enter(turn) {
    say(turn, prompts('fraud-confirmation'));
  },

  pressed(turn, _stage, key) {
    if (key === CONFIRM_KEY) report(turn, { fraud: { blocksUser: true }, farewell: 'fraud-reported' });
    // A slip: the sign-in goes on. Who came from the menu confirms it again.
    else go(turn, { kind: 'verify', after: 'fraud-confirmation' });
    return true;
  },

  fellSilent(turn) {
    report(turn, UNCONFIRMED);
  },

  left(turn) {
    report(turn, { fraud: UNCONFIRMED.fraud });
  },
};

function report(turn: Turn, how: Parameters<typeof deny>[3]): void {
  deny(turn, 'FRAUD_CODE_ENTERED', 'fraud-reported', how);
}
