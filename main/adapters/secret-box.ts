/**
 * Secrets at rest: AES-256-GCM (NIST SP 800-38D) with a random 96-bit nonce. The context is authenticated
 * with it, so that a sealed value moved to another row does not open there. Nonces are random: one key must
 * seal fewer than 2^32 values.
 */
import { createCipheriv, createDecipheriv, createSecretKey } from 'node:crypto';
import type { Random } from '../engine/ports.ts';

const VERSION = 1;
const NONCE_BYTES = 12;
const TAG_BYTES = 16;
export const BOX_KEY_BYTES = 32;

export type SecretBox = {
  /** `context` says what the value belongs to, e.g. 'token-seed:ab12'; open() needs the same. */
  seal(plaintext: Uint8Array, context: string): Uint8Array;
  /** @throws SealedValueError when the key or the context is another one, or a bit has changed. */
  open(sealed: Uint8Array, context: string): Uint8Array;
};

export class SealedValueError extends Error {
  constructor(cause?: unknown) {
    super('sealed value does not open', cause === undefined ? undefined : { cause });
    this.name = 'SealedValueError';
  }
}

/** Layout of a sealed value: version (1 byte), nonce (12), ciphertext, tag (16). */
export function createSecretBox(key: Uint8Array, random: Random): SecretBox {
  if (key.length !== BOX_KEY_BYTES) throw new TypeError('a secret box needs a key of 32 bytes');
  // A key object, made once: from bytes, Node makes one for each value, which costs as much as sealing it.
  const boxKey = createSecretKey(key);
  return {
    seal: (plaintext, context) => {
      const nonce = random.bytes(NONCE_BYTES);
      const cipher = createCipheriv('aes-256-gcm', boxKey, nonce, { authTagLength: TAG_BYTES });
      cipher.setAAD(Buffer.from(context, 'utf8'));
      return Buffer.concat([Buffer.of(VERSION), nonce, cipher.update(plaintext), cipher.final(), cipher.getAuthTag()]);
    },
    open: (sealed, context) => {
      const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
      if (bytes.length < 1 + NONCE_BYTES + TAG_BYTES || bytes[0] !== VERSION) throw new SealedValueError();
      const tagAt = bytes.length - TAG_BYTES;
      const nonce = bytes.subarray(1, 1 + NONCE_BYTES);
      const decipher = createDecipheriv('aes-256-gcm', boxKey, nonce, { authTagLength: TAG_BYTES });
      decipher.setAAD(Buffer.from(context, 'utf8'));
      decipher.setAuthTag(bytes.subarray(tagAt));
      try {
        return Buffer.concat([decipher.update(bytes.subarray(1 + NONCE_BYTES, tagAt)), decipher.final()]);
      } catch (error) {
        throw new SealedValueError(error);
      }
    },
  };
}
