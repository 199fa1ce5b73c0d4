// What PSKC needs of cryptography (RFC 6030 §6), as a port: this folder computes none itself.

export const PSKC_HASHES = ['SHA1', 'SHA224', 'SHA256', 'SHA384', 'SHA512'] as const;
export type PskcHash = (typeof PSKC_HASHES)[number];

export interface PskcCrypto {
  /** AES-CBC by the key's length; padding is left on. `ciphertext` is a whole number of blocks. */
  aesCbcDecrypt(key: Uint8Array, iv: Uint8Array, ciphertext: Uint8Array): Uint8Array;
  /** The AES block cipher's inverse under `key`, one 16-byte block a call. */
  aesBlockDecryptor(key: Uint8Array): (block: Uint8Array) => Uint8Array;
  hmac(hash: PskcHash, key: Uint8Array, message: Uint8Array): Uint8Array;
  /** PBKDF2 (RFC 8018 §5.2). */
  pbkdf2(prf: PskcHash, password: Uint8Array, salt: Uint8Array, iterations: number, keyLengthBytes: number): Uint8Array;
}

/** The hash that an algorithm URI or name ends in: hmac-sha1, HMAC-SHA-256, sha512 ... */
export function parseHashName(name: string): PskcHash | undefined {
  const digits = /(?:^|[#:/])(?:hmac[-_]?)?sha[-_]?(1|224|256|384|512)$/i.exec(name.trim())?.[1];
  return PSKC_HASHES.find((hash) => hash === `SHA${digits}`);
}
