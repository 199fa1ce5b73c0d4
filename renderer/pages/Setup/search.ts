import { z } from 'zod';
import { choiceParameter, optionalNumberParameter } from '../../ui/search-schema.ts';

/** The first step, the operator, stands before the console: there is nobody signed in yet. */
export const SETUP_STEPS = ['passphrase', 'client', 'user', 'test', 'done'] as const;
export type SetupStep = (typeof SETUP_STEPS)[number];

export const DEVICE_KINDS = ['generic', 'fortigate', 'cisco-asa', 'cisco-ftd', 'palo-alto', 'openvpn', 'citrix', 'nps'] as const;

/** All of the wizard's state: it survives a reload and can be gone back to. */
export const setupSearch = z.object({
  step: choiceParameter(SETUP_STEPS),
  /** The RADIUS client and the user that were made here. */
  client: optionalNumberParameter(),
  user: optionalNumberParameter(),
  device: choiceParameter(DEVICE_KINDS),
  /** What the last test answered. */
  tested: choiceParameter(['accept', 'reject', 'challenge', 'no-answer', 'reply-invalid']),
});
export type SetupSearch = z.output<typeof setupSearch>;

export function stepAfter(step: SetupStep): SetupStep {
  return SETUP_STEPS[SETUP_STEPS.indexOf(step) + 1] ?? 'done';
}

/** Undefined on the first step. */
export function stepBefore(step: SetupStep): SetupStep | undefined {
  return SETUP_STEPS[SETUP_STEPS.indexOf(step) - 1];
}
