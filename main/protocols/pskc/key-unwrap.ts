// AES key unwrap, RFC 3394 §2.2.2, and with padding, RFC 5649 §4.2. Written on the plain block cipher because
// BoringSSL, which Electron has, offers no key wrap mode.

const BLOCK_BYTES = 16;
const HALF_BYTES = 8;
/** RFC 3394 §2.2.3.1. */
const INITIAL_VALUE = Uint8Array.of(0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6, 0xa6);
/** RFC 5649 §3: the first four bytes; the other four are the length of the key. */
const PADDED_INITIAL_VALUE = Uint8Array.of(0xa6, 0x59, 0x59, 0xa6);

type BlockDecryptor = (block: Uint8Array) => Uint8Array;

function startsWith(bytes: Uint8Array, prefix: Uint8Array): boolean {
  return prefix.every((byte, index) => bytes[index] === byte);
}

/** RFC 3394 §2.2.2 steps 1 and 2: the integrity register, then the registers that hold the key. */
function unwrapRegisters(decryptBlock: BlockDecryptor, wrapped: Uint8Array): Uint8Array {
  const registers = wrapped.slice();
  const registerCount = wrapped.length / HALF_BYTES - 1;
  const block = new Uint8Array(BLOCK_BYTES);
  const counter = new DataView(block.buffer);
  for (let round = 5; round >= 0; round -= 1) {
    for (let i = registerCount; i >= 1; i -= 1) {
      block.set(registers.subarray(0, HALF_BYTES));
      block.set(registers.subarray(i * HALF_BYTES, (i + 1) * HALF_BYTES), HALF_BYTES);
      // t stays below 2^32 for any value that the file limits let through.
      counter.setUint32(4, (counter.getUint32(4) ^ (registerCount * round + i)) >>> 0);
      const opened = decryptBlock(block);
      registers.set(opened.subarray(0, HALF_BYTES));
      registers.set(opened.subarray(HALF_BYTES), i * HALF_BYTES);
    }
  }
  return registers;
}

/** RFC 5649 §3: the length fits the registers and what follows the key is zero. */
function removePadding(registers: Uint8Array): Uint8Array | undefined {
  if (!startsWith(registers, PADDED_INITIAL_VALUE)) return undefined;
  const lengthBytes = new DataView(registers.buffer, registers.byteOffset).getUint32(4);
  const padded = registers.subarray(HALF_BYTES);
  if (lengthBytes > padded.length || lengthBytes <= padded.length - HALF_BYTES) return undefined;
  return padded.subarray(lengthBytes).every((byte) => byte === 0) ? padded.slice(0, lengthBytes) : undefined;
}

/** The key inside `wrapped`, or undefined when its integrity check or its length is wrong. */
export function unwrapAesKey(decryptBlock: BlockDecryptor, wrapped: Uint8Array, isPadded: boolean): Uint8Array | undefined {
  const isShort = isPadded && wrapped.length === BLOCK_BYTES;
  if (wrapped.length % HALF_BYTES !== 0 || (wrapped.length < BLOCK_BYTES + HALF_BYTES && !isShort)) return undefined;
  const registers = isShort ? Uint8Array.from(decryptBlock(wrapped)) : unwrapRegisters(decryptBlock, wrapped);
  if (isPadded) return removePadding(registers);
  return startsWith(registers, INITIAL_VALUE) ? registers.slice(HALF_BYTES) : undefined;
}
