// What a shared secret is used for: RFC 2865 §3 (authenticators), §5.2 (User-Password), RFC 3579 §3.2 (HMAC-MD5, RFC 2104).
import { absorbBlock, finishMd5, initialState, MD5_BLOCK_BYTES, MD5_BYTES, type Md5State, md5 } from './md5.ts';

const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

// Scratch: used within one call, never across an await.
const state: Md5State = initialState();
const innerDigest = new Uint8Array(MD5_BYTES);
/** Room for a packet of 4096 bytes (RFC 2865 §3) and a long secret behind it. */
let joined = new Uint8Array(8192);

/**
 * One client's shared secret, with the digests' states after the key kept ready (RFC 2104 §4). The secret itself
 * does not come out again: it reads as [secret] in text and in inspection and refuses to become JSON.
 */
export class SharedSecret {
  readonly #bytes: Uint8Array;
  readonly #inner: Md5State;
  readonly #outer: Md5State;
  readonly #start = initialState();

  constructor(bytes: Uint8Array) {
    this.#bytes = bytes.slice();
    const key = bytes.length > MD5_BLOCK_BYTES ? md5(bytes) : bytes;
    this.#inner = stateAfterKey(key, INNER_PAD);
    this.#outer = stateAfterKey(key, OUTER_PAD);
  }

  /** Writes HMAC-MD5 of the first `lengthBytes` of `message` to `target` from `targetOffset`; both may be the same array. */
  writeHmac(message: Uint8Array, lengthBytes: number, target: Uint8Array, targetOffset: number): void {
    copyState(this.#inner);
    finishMd5(state, MD5_BLOCK_BYTES, message, lengthBytes, innerDigest, 0);
    copyState(this.#outer);
    finishMd5(state, MD5_BLOCK_BYTES, innerDigest, MD5_BYTES, target, targetOffset);
  }

  /** Writes MD5(first `lengthBytes` of `message` + secret), the Response Authenticator (RFC 2865 §3). */
  writeDigestBefore(message: Uint8Array, lengthBytes: number, target: Uint8Array, targetOffset: number): void {
    const totalBytes = lengthBytes + this.#bytes.length;
    if (joined.length < totalBytes) joined = new Uint8Array(totalBytes);
    for (let i = 0; i < lengthBytes; i += 1) joined[i] = message[i] ?? 0;
    joined.set(this.#bytes, lengthBytes);
    copyState(this.#start);
    finishMd5(state, 0, joined, totalBytes, target, targetOffset);
  }

  /** Writes MD5(secret + 16 bytes of `salt` from `saltOffset`), the mask of a password block (RFC 2865 §5.2). */
  writeMask(salt: Uint8Array, saltOffset: number, target: Uint8Array): void {
    const secretBytes = this.#bytes.length;
    const totalBytes = secretBytes + MD5_BYTES;
    if (joined.length < totalBytes) joined = new Uint8Array(totalBytes);
    joined.set(this.#bytes);
    for (let i = 0; i < MD5_BYTES; i += 1) joined[secretBytes + i] = salt[saltOffset + i] ?? 0;
    copyState(this.#start);
    finishMd5(state, 0, joined, totalBytes, target, 0);
  }

  toString(): string {
    return '[secret]';
  }

  toJSON(): never {
    throw new TypeError('a SharedSecret has no JSON form');
  }

  [Symbol.for('nodejs.util.inspect.custom')](): string {
    return '[secret]';
  }
}

function stateAfterKey(key: Uint8Array, pad: number): Md5State {
  const block = new Uint8Array(MD5_BLOCK_BYTES).fill(pad);
  for (let i = 0; i < key.length; i += 1) block[i] = (key[i] ?? 0) ^ pad;
  const result = initialState();
  absorbBlock(result, block, 0);
  return result;
}

function copyState(from: Md5State): void {
  state[0] = from[0] ?? 0;
  state[1] = from[1] ?? 0;
  state[2] = from[2] ?? 0;
  state[3] = from[3] ?? 0;
}
