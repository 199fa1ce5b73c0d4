/*
 * MD5, RFC 1321, for what RADIUS builds on it (RFC 2865 §3 and §5.2, RFC 3579 §3.2): nothing else may use it.
 * Written here and not taken from the platform for three reasons: an answer needs six digests of one to three
 * blocks, and a block here costs 0.13 µs where one call of crypto.hash costs 0.25 to 0.7 µs; the state after the
 * HMAC key can be kept for each client; and platforms in FIPS mode have no MD5. Equal to node:crypto by property
 * test (test/protocols/radius/md5.test.ts).
 */

/** The four chaining words A, B, C, D (RFC 1321 §3.3). */
export type Md5State = Int32Array;

export const MD5_BYTES = 16;
export const MD5_BLOCK_BYTES = 64;
const LENGTH_FIELD_BYTES = 8;

/** T[i] of RFC 1321 §3.4: the integer part of 2^32 times abs(sin(i + 1)). */
const SINES = Int32Array.from({ length: 64 }, (_, i) => Math.floor(Math.abs(Math.sin(i + 1)) * 2 ** 32) | 0);

// Scratch: digests are computed in one go, never across an await.
const words = new Int32Array(16);
const tail = new Uint8Array(2 * MD5_BLOCK_BYTES);

export function initialState(): Md5State {
  return Int32Array.of(0x67452301, 0xefcdab89 | 0, 0x98badcfe | 0, 0x10325476);
}

/** Takes the 64 bytes of `bytes` from `offset` into `state` (RFC 1321 §3.4). */
export function absorbBlock(state: Md5State, bytes: Uint8Array, offset: number): void {
  const x = words;
  for (let i = 0; i < 16; i += 1) {
    const at = offset + i * 4;
    x[i] = byteAt(bytes, at) | (byteAt(bytes, at + 1) << 8) | (byteAt(bytes, at + 2) << 16) | (byteAt(bytes, at + 3) << 24);
  }
  const before0 = word(state, 0);
  const before1 = word(state, 1);
  const before2 = word(state, 2);
  const before3 = word(state, 3);
  let a = before0;
  let b = before1;
  let c = before2;
  let d = before3;
  for (let i = 0; i < 16; i += 4) {
    a = rotate(a + (d ^ (b & (c ^ d))) + word(x, i) + word(SINES, i), 7, b);
    d = rotate(d + (c ^ (a & (b ^ c))) + word(x, i + 1) + word(SINES, i + 1), 12, a);
    c = rotate(c + (b ^ (d & (a ^ b))) + word(x, i + 2) + word(SINES, i + 2), 17, d);
    b = rotate(b + (a ^ (c & (d ^ a))) + word(x, i + 3) + word(SINES, i + 3), 22, c);
  }
  for (let i = 16; i < 32; i += 4) {
    a = rotate(a + (c ^ (d & (b ^ c))) + word(x, (5 * i + 1) & 15) + word(SINES, i), 5, b);
    d = rotate(d + (b ^ (c & (a ^ b))) + word(x, (5 * i + 6) & 15) + word(SINES, i + 1), 9, a);
    c = rotate(c + (a ^ (b & (d ^ a))) + word(x, (5 * i + 11) & 15) + word(SINES, i + 2), 14, d);
    b = rotate(b + (d ^ (a & (c ^ d))) + word(x, (5 * i + 16) & 15) + word(SINES, i + 3), 20, c);
  }
  for (let i = 32; i < 48; i += 4) {
    a = rotate(a + (b ^ c ^ d) + word(x, (3 * i + 5) & 15) + word(SINES, i), 4, b);
    d = rotate(d + (a ^ b ^ c) + word(x, (3 * i + 8) & 15) + word(SINES, i + 1), 11, a);
    c = rotate(c + (d ^ a ^ b) + word(x, (3 * i + 11) & 15) + word(SINES, i + 2), 16, d);
    b = rotate(b + (c ^ d ^ a) + word(x, (3 * i + 14) & 15) + word(SINES, i + 3), 23, c);
  }
  for (let i = 48; i < 64; i += 4) {
    a = rotate(a + (c ^ (b | ~d)) + word(x, (7 * i) & 15) + word(SINES, i), 6, b);
    d = rotate(d + (b ^ (a | ~c)) + word(x, (7 * i + 7) & 15) + word(SINES, i + 1), 10, a);
    c = rotate(c + (a ^ (d | ~b)) + word(x, (7 * i + 14) & 15) + word(SINES, i + 2), 15, d);
    b = rotate(b + (d ^ (c | ~a)) + word(x, (7 * i + 21) & 15) + word(SINES, i + 3), 21, c);
  }
  state[0] = before0 + a;
  state[1] = before1 + b;
  state[2] = before2 + c;
  state[3] = before3 + d;
}

/**
 * Ends a digest: takes the first `lengthBytes` of `message` and the padding (RFC 1321 §3.1, §3.2) into `state`
 * and writes the 16 bytes of the result to `target` from `targetOffset`. `absorbedBytes`: what `state` had taken
 * in before. `target` may be `message`.
 */
export function finishMd5(
  state: Md5State,
  absorbedBytes: number,
  message: Uint8Array,
  lengthBytes: number,
  target: Uint8Array,
  targetOffset: number,
): void {
  let offset = 0;
  for (; offset + MD5_BLOCK_BYTES <= lengthBytes; offset += MD5_BLOCK_BYTES) absorbBlock(state, message, offset);
  const restBytes = lengthBytes - offset;
  const tailBytes = restBytes + 1 + LENGTH_FIELD_BYTES <= MD5_BLOCK_BYTES ? MD5_BLOCK_BYTES : 2 * MD5_BLOCK_BYTES;
  for (let i = 0; i < restBytes; i += 1) tail[i] = byteAt(message, offset + i);
  tail[restBytes] = 0x80;
  tail.fill(0, restBytes + 1, tailBytes);
  const totalBytes = absorbedBytes + lengthBytes;
  const lowBits = (totalBytes << 3) >>> 0;
  const highBits = Math.floor(totalBytes / 2 ** 29);
  for (let i = 0; i < 4; i += 1) {
    tail[tailBytes - LENGTH_FIELD_BYTES + i] = lowBits >>> (8 * i);
    tail[tailBytes - LENGTH_FIELD_BYTES + 4 + i] = highBits >>> (8 * i);
  }
  absorbBlock(state, tail, 0);
  if (tailBytes > MD5_BLOCK_BYTES) absorbBlock(state, tail, MD5_BLOCK_BYTES);
  for (let i = 0; i < MD5_BYTES; i += 1) target[targetOffset + i] = word(state, i >> 2) >>> (8 * (i & 3));
}

/** MD5 of `message`. */
export function md5(message: Uint8Array): Uint8Array {
  const result = new Uint8Array(MD5_BYTES);
  finishMd5(initialState(), 0, message, message.length, result, 0);
  return result;
}

function rotate(value: number, bits: number, addend: number): number {
  return (((value << bits) | ((value | 0) >>> (32 - bits))) + addend) | 0;
}

// Every index is inside by construction. A fallback (?? 0) here makes a digest more than twice as slow.
function word(array: Int32Array, index: number): number {
  return array[index] as number;
}
function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] as number;
}
