import type { CallSetup } from './phone-call.ts';

export type MenuChoice = 'change-pin' | 'change-phone' | 'report-fraud';

/** What `Provide menu of options` offers to this person; nothing to offer: no menu. */
export function menuChoices({ menu, mode, canChangePin, fraud }: CallSetup): readonly MenuChoice[] {
  if (menu === undefined) return [];
  const choices: MenuChoice[] = [];
  if (mode === 'pin' && canChangePin) choices.push('change-pin');
  if (menu.canChangePhone) choices.push('change-phone');
  if (fraud !== undefined) choices.push('report-fraud');
  return choices;
}
