import { hash, hashRaw, verify } from '@node-rs/argon2';
import type { PasswordHasher, Random } from '../engine/ports.ts';

/** argon2id: 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet, 2023). */
const PASSWORD_COST = { memoryCost: 19_456, timeCost: 2, parallelism: 1 } as const;
// Algorithm.Argon2id: the package declares it as a const enum, which type stripping cannot read.
const ARGON2ID = 2;
const SALT_BYTES = 16;

/** Makes and checks argon2id hashes off the main thread (libuv's pool). */
export async function createArgon2Hasher(random: Random): Promise<PasswordHasher> {
  const hashPassword = (password: string) =>
    hash(password, { ...PASSWORD_COST, algorithm: ARGON2ID, salt: random.bytes(SALT_BYTES) });
  // Checked where there is no hash, so that a user without a password takes as long as one with.
  const decoy = await hashPassword(Buffer.from(random.bytes(SALT_BYTES)).toString('hex'));
  return {
    hash: hashPassword,
    verify: async (phc, password) => {
      const isRight = await verify(phc ?? decoy, password);
      return isRight && phc !== undefined;
    },
  };
}

export type KeyCost = { readonly memoryKibibytes: number; readonly passes: number; readonly lanes: number };
/** For keys derived from a recovery passphrase, which has 160 random bits already; ours. */
export const PASSPHRASE_COST: KeyCost = { memoryKibibytes: 65_536, passes: 3, lanes: 1 };

/** A key of 32 bytes from a passphrase (argon2id, RFC 9106). */
export function deriveKey(passphrase: string, salt: Uint8Array, cost: KeyCost): Promise<Uint8Array> {
  return hashRaw(passphrase, {
    algorithm: ARGON2ID,
    memoryCost: cost.memoryKibibytes,
    timeCost: cost.passes,
    parallelism: cost.lanes,
    outputLen: 32,
    salt,
  });
}
