import type { ResultName } from '../../../../shared/authentication-results.ts';
import type { Subject, TokenCredential } from '../../ports.ts';
import { usableTokens } from '../../tokens/usable-tokens.ts';
import type { Refusal } from '../refusal.ts';

export type ChosenTokens = {
  readonly tokens: readonly TokenCredential[];
  /** Result of a right code: the user's own method, or the fallback that the application allows. */
  readonly grantedResult: ResultName;
};

/**
 * The tokens that may verify this user now: those of a user whose method is OATH token in its standard mode,
 * or of anyone where the application has `Enable fallback OATH token`. A mode that this engine cannot check
 * (PIN) refuses rather than leave the PIN out.
 */
export function chooseTokens(subject: Subject, enablesFallbackOathToken: boolean, now: number): ChosenTokens | Refusal {
  const isOwnMethod = subject.method === 'oath-token' && subject.mode === 'standard';
  const isFallback = !isOwnMethod && subject.method !== 'oath-token' && enablesFallbackOathToken;
  if (!isOwnMethod && !isFallback) return { refusal: 'method-unavailable' };
  const { usable, refusal } = usableTokens(subject.tokens, now);
  if (usable.length === 0) return { refusal };
  return { tokens: usable, grantedResult: isOwnMethod ? 'OATH_CODE_VERIFIED' : 'FALLBACK_OATH_CODE_VERIFIED' };
}
