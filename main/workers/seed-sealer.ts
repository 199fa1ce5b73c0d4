/** Seeds as the store keeps them: sealed under the data key, each bound to its token's serial number. */
import { randomBytes } from 'node:crypto';
import { createSecretBox } from '../adapters/secret-box.ts';
import { seedContext } from '../store/sqlite/token-rows.ts';
import type { SealSeed } from './import-session.ts';

/** `dataKey` is copied; the caller overwrites its own. */
export function seedSealer(dataKey: Uint8Array): SealSeed {
  const box = createSecretBox(dataKey, { bytes: randomBytes });
  return (serial, seed) => box.seal(seed, seedContext(serial));
}
