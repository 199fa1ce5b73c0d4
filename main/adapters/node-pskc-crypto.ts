import { createDecipheriv, createHmac, createSecretKey, type KeyObject, pbkdf2Sync } from 'node:crypto';
import type { PskcCrypto } from '../protocols/pskc/crypto.ts';
import { nodeDigest } from './node-digest.ts';

/** PskcCrypto on node:crypto. Synchronous: call it from a worker thread. */
export function createNodePskcCrypto(): PskcCrypto {
  // One import uses one key for all its values, and making a key object costs as much as decrypting a seed.
  let lastKey: { readonly bytes: Uint8Array; readonly key: KeyObject } | undefined;
  const keyObject = (bytes: Uint8Array) => {
    if (lastKey?.bytes !== bytes) lastKey = { bytes, key: createSecretKey(bytes) };
    return lastKey.key;
  };
  return {
    aesCbcDecrypt: (key, iv, ciphertext) => {
      const decipher = createDecipheriv(`aes-${key.length * 8}-cbc`, keyObject(key), iv).setAutoPadding(false);
      // Without padding every whole block comes out of update.
      const plain = decipher.update(ciphertext);
      decipher.final();
      return plain;
    },
    aesBlockDecryptor: (key) => {
      const decipher = createDecipheriv(`aes-${key.length * 8}-ecb`, keyObject(key), null).setAutoPadding(false);
      return (block) => decipher.update(block);
    },
    hmac: (hash, key, message) =>
      hash === 'SHA224' || hash === 'SHA384'
        ? createHmac(hash.toLowerCase(), key).update(message).digest()
        : nodeDigest.hmac(hash, key, message),
    pbkdf2: (prf, password, salt, iterations, keyLengthBytes) =>
      pbkdf2Sync(password, salt, iterations, keyLengthBytes, prf.toLowerCase()),
  };
}
