/** Seeds as the store keeps them: sealed under the data key, each bound to its token's serial number. */
import { randomFillSync } from 'node:crypto';
import { createSecretBox } from '../adapters/secret-box.ts';
import type { Random } from '../engine/ports.ts';
import { seedContext } from '../store/sqlite/token-rows.ts';
import type { SealSeed } from './import-session.ts';

/** Bytes fetched at once; ours: a call for each nonce costs more than the sealing. */
const POOL_BYTES = 8192;

/** Randomness in advance; no byte is given out twice. */
function pooledRandom(): Random {
  const pool = new Uint8Array(POOL_BYTES);
  let usedBytes = POOL_BYTES;
  return {
    bytes: (lengthBytes) => {
      if (lengthBytes > POOL_BYTES) return randomFillSync(new Uint8Array(lengthBytes));
      if (usedBytes + lengthBytes > POOL_BYTES) {
        randomFillSync(pool);
        usedBytes = 0;
      }
      usedBytes += lengthBytes;
      return pool.slice(usedBytes - lengthBytes, usedBytes);
    },
  };
}

/** `dataKey` is copied; the caller overwrites its own. */
export function seedSealer(dataKey: Uint8Array): SealSeed {
  const box = createSecretBox(dataKey, pooledRandom());
  return (serial, seed) => box.seal(seed, seedContext(serial));
}
