import type { TokenId } from '../../../shared/ids.ts';
import { SealedValueError, type SecretBox } from '../../adapters/secret-box.ts';
import { appError } from '../../engine/app-error.ts';
import { Secret } from '../../engine/secret.ts';
import { seedContext } from './token-rows.ts';

/** Tokens; ours: about 10 MB when full. */
const CACHE_MAX = 20_000;

export type OpenSeed = (id: TokenId, serial: string, sealed: Uint8Array) => Secret;

/**
 * Opens seeds and keeps those used last. An entry serves only the sealed bytes it was opened from, so a seed
 * that was replaced is never served.
 */
export function createSeedCache(box: SecretBox): OpenSeed {
  const entries = new Map<TokenId, { readonly sealed: Uint8Array; readonly seed: Secret }>();
  return (id, serial, sealed) => {
    const known = entries.get(id);
    if (known !== undefined && Buffer.compare(known.sealed, sealed) === 0) {
      entries.delete(id);
      entries.set(id, known);
      return known.seed;
    }
    const seed = new Secret(openSealed(box, sealed, seedContext(serial)));
    entries.set(id, { sealed, seed });
    const oldest = entries.size > CACHE_MAX ? entries.keys().next().value : undefined;
    if (oldest !== undefined) entries.delete(oldest);
    return seed;
  };
}

/** @throws KEY_SLOT_UNAVAILABLE when the value was sealed under another data key, or for another row */
export function openSealed(box: SecretBox, sealed: Uint8Array, context: string): Uint8Array {
  try {
    return box.open(sealed, context);
  } catch (error) {
    if (!(error instanceof SealedValueError)) throw error;
    throw appError('KEY_SLOT_UNAVAILABLE', { detail: { problem: 'sealed-value-does-not-open' }, cause: error });
  }
}
