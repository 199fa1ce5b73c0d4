// Encryption and MACs of PSKC values, RFC 6030 §6: AES-CBC (IV first) with a ValueMAC over IV and ciphertext, checked
// before the value is decrypted, and AES key wrap, which has its own integrity check. Left out: 3DES, Camellia, RSA.
import { fileRefusal } from '../file-refusal.ts';
import { decodeBase64 } from '../text-encoding/base64.ts';
import { RowProblem } from '../token-candidate.ts';
import type { PskcCipher, PskcContainer, PskcValue } from './container.ts';
import type { PskcCrypto, PskcHash } from './crypto.ts';
import { unwrapAesKey } from './key-unwrap.ts';

const BLOCK_BYTES = 16;
const AES_KEY_BYTES = [16, 24, 32];
const CIPHER_URI = /#(?:aes(128|192|256)-cbc|kw-aes(128|192|256)(-pad)?)$/i;

export type Unlocking = { readonly password: string | undefined; readonly key: Uint8Array | undefined };
export type LockProblem = '' | 'PSKC_PASSWORD_WRONG' | 'PSKC_KEY_WRONG' | 'PSKC_KEY_LENGTH_INVALID';
export type Lock = {
  readonly state: 'locked';
  readonly needs: 'password' | 'key';
  readonly keyName: string;
  readonly problem: LockProblem;
};
export type Protection = {
  readonly encryptionKey: Uint8Array | undefined;
  readonly mac: { readonly hash: PskcHash; readonly key: Uint8Array } | undefined;
};

type Cipher = { readonly kind: 'cbc' | 'wrap' | 'wrap-pad'; readonly keyBytes: number };

export function parseCipherUri(algorithm: string): Cipher | undefined {
  const match = CIPHER_URI.exec(algorithm);
  if (match === null) return undefined;
  const kind = match[1] !== undefined ? 'cbc' : match[3] === undefined ? 'wrap' : 'wrap-pad';
  return { kind, keyBytes: Number(match[1] ?? match[2]) / 8 };
}

/** XML encryption §5.2: the last byte counts the padding; what the other padding bytes are is not said. */
function removeBlockPadding(padded: Uint8Array): Uint8Array | undefined {
  const count = padded[padded.length - 1] ?? 0;
  return count < 1 || count > BLOCK_BYTES ? undefined : padded.subarray(0, padded.length - count);
}

/** The plain bytes; undefined when the integrity check or the padding is wrong, or the bytes are no whole blocks. */
function decrypt(cipher: Cipher, key: Uint8Array, bytes: Uint8Array, crypto: PskcCrypto): Uint8Array | undefined {
  if (cipher.kind !== 'cbc') return unwrapAesKey(crypto.aesBlockDecryptor(key), bytes, cipher.kind === 'wrap-pad');
  if (bytes.length < 2 * BLOCK_BYTES || bytes.length % BLOCK_BYTES !== 0) return undefined;
  return removeBlockPadding(crypto.aesCbcDecrypt(key, bytes.subarray(0, BLOCK_BYTES), bytes.subarray(BLOCK_BYTES)));
}

/** Runs over every byte whatever it finds. */
function isEqual(left: Uint8Array, right: Uint8Array): boolean {
  let difference = left.length ^ right.length;
  for (let i = 0; i < left.length; i += 1) difference |= (left[i] ?? 0) ^ (right[i] ?? 0);
  return difference === 0;
}

function supportedCipher(algorithm: string): Cipher {
  const cipher = parseCipherUri(algorithm);
  if (cipher === undefined) throw fileRefusal('PSKC_ENCRYPTION_UNSUPPORTED', { algorithm: algorithm || 'none named' });
  return cipher;
}

/** The first encrypted value, of an algorithm that is known. */
function firstEncryptedValue(container: PskcContainer): PskcCipher | undefined {
  for (const key of container.keys) {
    for (const value of [key.secret, key.counter, key.time, key.timeInterval, key.timeDrift]) {
      if (value?.encrypted !== undefined && parseCipherUri(value.encrypted.algorithm)) return value.encrypted;
    }
  }
  return undefined;
}

/** The first thing that the operator's key opens: it tells the key's length. Undefined: nothing to open. */
function firstCipher(container: PskcContainer): PskcCipher | undefined {
  const value = firstEncryptedValue(container);
  if (value === undefined) return undefined;
  return container.encryptionKey.kind === 'wrapped' ? container.encryptionKey.wrapped : (container.macMethod?.key ?? value);
}

type Opened = { readonly isOpen: true; readonly key: Uint8Array } | { readonly isOpen: false; readonly problem: LockProblem };

/** The key that the operator's password or key stands for, before any wrapped key is opened with it. */
function outerKey(container: PskcContainer, keyBytes: number, unlocking: Unlocking, crypto: PskcCrypto): Opened {
  if (container.encryptionKey.kind !== 'password') {
    if (unlocking.key === undefined) return { isOpen: false, problem: '' };
    if (unlocking.key.length !== keyBytes) return { isOpen: false, problem: 'PSKC_KEY_LENGTH_INVALID' };
    return { isOpen: true, key: unlocking.key };
  }
  if (unlocking.password === undefined || unlocking.password === '') return { isOpen: false, problem: '' };
  const { prf, salt, iterations, keyLengthBytes = keyBytes } = container.encryptionKey.derivation;
  if (keyLengthBytes !== keyBytes || !AES_KEY_BYTES.includes(keyLengthBytes)) {
    throw fileRefusal('PSKC_KEY_LENGTH_INVALID', { expectedBytes: keyBytes, actualBytes: keyLengthBytes });
  }
  const password = new TextEncoder().encode(unlocking.password);
  return { isOpen: true, key: crypto.pbkdf2(prf, password, salt, iterations, keyLengthBytes) };
}

/** What says that the file wants a password or a key, and why the last try failed. */
export function lockOf(container: PskcContainer, problem: LockProblem): Lock {
  const source = container.encryptionKey;
  const needs = source.kind === 'password' ? 'password' : 'key';
  return { state: 'locked', needs, keyName: source.kind === 'none' ? '' : source.keyName, problem };
}

function openHeaderCipher(cipher: PskcCipher, key: Uint8Array, crypto: PskcCrypto): Uint8Array | undefined {
  const supported = supportedCipher(cipher.algorithm);
  const bytes = decodeBase64(cipher.cipherText);
  if (bytes === undefined || key.length !== supported.keyBytes) return undefined;
  const opened = decrypt(supported, key, bytes, crypto);
  return opened === undefined || opened.length === 0 ? undefined : opened;
}

/**
 * Opens the container's keys, or says what is missing. A container with nothing encrypted is open at once.
 * @throws FileRefusal PSKC_ENCRYPTION_UNSUPPORTED, PSKC_KEY_LENGTH_INVALID
 */
export function unlockContainer(container: PskcContainer, unlocking: Unlocking, crypto: PskcCrypto): Protection | Lock {
  const first = firstCipher(container);
  if (first === undefined) return { encryptionKey: undefined, mac: undefined };
  const wrong = container.encryptionKey.kind === 'password' ? 'PSKC_PASSWORD_WRONG' : 'PSKC_KEY_WRONG';
  const outer = outerKey(container, supportedCipher(first.algorithm).keyBytes, unlocking, crypto);
  if (!outer.isOpen) return lockOf(container, outer.problem);
  const source = container.encryptionKey;
  const encryptionKey = source.kind === 'wrapped' ? openHeaderCipher(source.wrapped, outer.key, crypto) : outer.key;
  if (encryptionKey === undefined) return lockOf(container, wrong);
  if (container.macMethod === undefined) return { encryptionKey, mac: undefined };
  const { hash, key } = container.macMethod;
  const macKey = key === undefined ? encryptionKey : openHeaderCipher(key, encryptionKey, crypto);
  return macKey === undefined ? lockOf(container, wrong) : { encryptionKey, mac: { hash, key: macKey } };
}

function checkMac(value: PskcValue, bytes: Uint8Array, protection: Protection, crypto: PskcCrypto): void {
  if (value.mac === undefined) {
    throw new RowProblem(
      'MAC_MISSING',
      value.element,
      `${value.element} is encrypted without a ValueMAC: it cannot be trusted. Ask the maker for a file with MACs.`,
    );
  }
  if (protection.mac === undefined) {
    throw new RowProblem(
      'MAC_UNSUPPORTED',
      value.element,
      `${value.element} has a ValueMAC, but the file has no MACMethod to check it with.`,
    );
  }
  const expected = crypto.hmac(protection.mac.hash, protection.mac.key, bytes);
  const actual = decodeBase64(value.mac);
  if (actual === undefined || !isEqual(expected, actual)) {
    throw new RowProblem(
      'MAC_INVALID',
      value.element,
      `The ValueMAC of ${value.element} does not match: the value was altered or damaged.`,
    );
  }
}

/**
 * The bytes of an encrypted value. Its integrity is checked before anything is decrypted with CBC.
 * @throws RowProblem MAC_MISSING, MAC_UNSUPPORTED, MAC_INVALID, DECRYPTION_FAILED, ENCRYPTION_UNSUPPORTED
 */
export function openValue(value: PskcValue, encrypted: PskcCipher, protection: Protection, crypto: PskcCrypto): Uint8Array {
  const cipher = parseCipherUri(encrypted.algorithm);
  const { encryptionKey } = protection;
  if (cipher === undefined || encryptionKey === undefined) {
    throw new RowProblem(
      'ENCRYPTION_UNSUPPORTED',
      value.element,
      `${value.element} is encrypted with ${encrypted.algorithm || 'no named algorithm'}; only AES-CBC and AES key wrap are supported.`,
    );
  }
  const bytes = decodeBase64(encrypted.cipherText);
  if (bytes === undefined || cipher.keyBytes !== encryptionKey.length) {
    throw new RowProblem(
      'DECRYPTION_FAILED',
      value.element,
      `The CipherValue of ${value.element} is not Base64, or its algorithm does not fit the key.`,
    );
  }
  if (cipher.kind === 'cbc' || value.mac !== undefined) checkMac(value, bytes, protection, crypto);
  const plain = decrypt(cipher, encryptionKey, bytes, crypto);
  if (plain === undefined) {
    throw new RowProblem('DECRYPTION_FAILED', value.element, `${value.element} cannot be decrypted: the value is damaged.`);
  }
  return plain;
}
