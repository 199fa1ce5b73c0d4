import type { Token } from '../../shared/schemas/token.ts';

export type TokenUse = 'active' | 'disabled' | 'pending' | 'expired' | 'not-yet-valid';

/** Whether a token can verify its user now, and if not, why. */
export function tokenUseOf(token: Token, now: number): TokenUse {
  if (token.isPending) return 'pending';
  if (!token.isEnabled) return 'disabled';
  if (token.expiresAt !== undefined && token.expiresAt <= now) return 'expired';
  return token.startsAt !== undefined && token.startsAt > now ? 'not-yet-valid' : 'active';
}

/** A code as people type it ("123 456") in the form that the contract takes. */
export function bareCode(typed: string): string {
  return typed.replaceAll(/[\s-]/g, '');
}

export function isCode(typed: string): boolean {
  return /^\d{6,8}$/.test(bareCode(typed));
}
