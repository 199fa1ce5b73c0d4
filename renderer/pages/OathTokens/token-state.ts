/** How the list and the drawer say what state a token is in. */
import type { TOKEN_STATES, Token } from '../../../shared/schemas/token.ts';

export type TokenState = (typeof TOKEN_STATES)[number];

/** The one state that matters most: what keeps its codes from being accepted comes first. */
export function tokenState(token: Token, now: number): TokenState {
  if (!token.isEnabled) return 'disabled';
  if (token.expiresAt !== undefined && token.expiresAt <= now) return 'expired';
  if (token.isPending) return 'pending';
  return token.userId === undefined ? 'unassigned' : 'assigned';
}

/** True when the token's start date is still to come. */
export function isNotYetValid(token: Token, now: number): boolean {
  return token.startsAt !== undefined && token.startsAt > now;
}

/** Which words say the drift: a HOTP token has no clock. */
export function driftOf({ type, driftSteps }: Token): {
  readonly key: 'none' | 'notForHotp' | 'ahead' | 'behind';
  readonly count: number;
} {
  if (type === 'hotp') return { key: 'notForHotp', count: 0 };
  if (driftSteps === 0) return { key: 'none', count: 0 };
  return { key: driftSteps > 0 ? 'ahead' : 'behind', count: Math.abs(driftSteps) };
}
