import { COUNTER_MAX } from '../../../shared/limits.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { TokenCredential } from '../ports.ts';

export type TokenRefusal = Extract<
  DecisionReason,
  'no-token' | 'token-disabled' | 'token-not-yet-valid' | 'token-expired' | 'token-exhausted'
>;

/** Why this token cannot verify anyone at `now`, or undefined when it can. */
export function checkToken(credential: TokenCredential, now: number): TokenRefusal | undefined {
  if (credential.isPending) return 'no-token';
  if (!credential.isEnabled) return 'token-disabled';
  if (credential.startsAt !== undefined && now < credential.startsAt) return 'token-not-yet-valid';
  if (credential.expiresAt !== undefined && now >= credential.expiresAt) return 'token-expired';
  if (credential.type === 'hotp' && credential.nextCounter > COUNTER_MAX) return 'token-exhausted';
  return undefined;
}

/** The tokens that can verify at `now`, or the most telling reason why there is none. */
export function usableTokens(
  tokens: readonly TokenCredential[],
  now: number,
): { readonly usable: readonly TokenCredential[]; readonly refusal: TokenRefusal } {
  let refusal: TokenRefusal = 'no-token';
  const usable = tokens.filter((token) => {
    const why = checkToken(token, now);
    if (why !== undefined && why !== 'no-token') refusal = why;
    return why === undefined;
  });
  return { usable, refusal };
}
