import type { PasswordHasher } from '../ports.ts';

/** Whether the PIN is one of these (argon2id, the present one and the history). Takes one hash for each that differs. */
export async function isEarlierPin(hasher: PasswordHasher, pin: string, hashes: readonly string[]): Promise<boolean> {
  for (const phc of hashes) if (await hasher.verify(phc, pin)) return true;
  return false;
}
