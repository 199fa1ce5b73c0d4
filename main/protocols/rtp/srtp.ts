// SRTP, RFC 3711 §3, §4.1.1, §4.2 and §4.3, with AES-CM 128 and HMAC-SHA1 of 80 or 32 bits (suites of RFC 4568 §6.2). Left out: SRTCP,
// MKI, a key derivation rate other than 0, F8, AES-GCM, and the keys' lifetime of 2^48 packets, which no call reaches.
import { payloadOffset, RTP_HEADER_BYTES, readUint32, writeUint32 } from './packet.ts';

/**
 * What SRTP needs of cryptography, as a port: this folder computes none itself. A key is prepared once and used for each
 * packet: in Node one cipher object for each packet would cost four times as much as all the rest of a call.
 */
export type SrtpCrypto = {
  /** AES-128 of each block of 16 octets by itself, without padding. */
  aesBlocks(key: Uint8Array): (blocks: Uint8Array) => Uint8Array;
  /** All 20 octets. */
  hmacSha1(key: Uint8Array): (data: Uint8Array) => Uint8Array;
};

export type SrtpOptions = {
  readonly crypto: SrtpCrypto;
  /** 16 octets of master key, then 14 of master salt, as in a=crypto. Secret. */
  readonly keyAndSalt: Uint8Array;
  readonly suite: 'AES_CM_128_HMAC_SHA1_80' | 'AES_CM_128_HMAC_SHA1_32';
};

const BLOCK_BYTES = 16;
const KEY_BYTES = 16;
const SALT_BYTES = 14;
const AUTHENTICATION_KEY_BYTES = 20;
const TAG_BYTES = { AES_CM_128_HMAC_SHA1_80: 10, AES_CM_128_HMAC_SHA1_32: 4 } as const;
/** RFC 3711 §4.3.1. */
const LABEL = { ENCRYPTION: 0, AUTHENTICATION: 1, SALT: 2 } as const;
/** Packets; RFC 3711 §3.3.2 wants 64 at least. */
const REPLAY_WINDOW = 128;
const SEQUENCES = 65_536;
/** Sources of one call that are told apart; ours: transfers change the SSRC, the oldest makes room. */
const SOURCES_MAX = 4;

export type SessionKeys = { readonly encryption: Uint8Array; readonly salt: Uint8Array; readonly authentication: Uint8Array };

/** RFC 3711 §4.1.1: the key stream from `counter` on, whose last 16 bits count blocks; no packet has 65,536 of them. */
export function aesKeyStream(aes: (blocks: Uint8Array) => Uint8Array, counter: Uint8Array, lengthBytes: number): Uint8Array {
  const blocks = new Uint8Array(Math.ceil(lengthBytes / BLOCK_BYTES) * BLOCK_BYTES);
  for (let at = 0; at < blocks.length; at += BLOCK_BYTES) {
    blocks.set(counter, at);
    blocks[at + BLOCK_BYTES - 2] = (at / BLOCK_BYTES) >> 8;
    blocks[at + BLOCK_BYTES - 1] = at / BLOCK_BYTES;
  }
  return aes(blocks).subarray(0, lengthBytes);
}

/** RFC 3711 §4.3: session keys from the master key and master salt. */
export function deriveSessionKeys(crypto: SrtpCrypto, keyAndSalt: Uint8Array): SessionKeys {
  if (keyAndSalt.length !== KEY_BYTES + SALT_BYTES) throw new RangeError('key and salt are not 30 octets');
  const aes = crypto.aesBlocks(keyAndSalt.subarray(0, KEY_BYTES));
  const derive = (label: number, lengthBytes: number): Uint8Array => {
    const counter = new Uint8Array(BLOCK_BYTES);
    counter.set(keyAndSalt.subarray(KEY_BYTES));
    // The label stands before the 48 bits of the index, which is 0 at derivation rate 0.
    counter[SALT_BYTES - 7] = (counter[SALT_BYTES - 7] ?? 0) ^ label;
    return aesKeyStream(aes, counter, lengthBytes);
  };
  return {
    encryption: derive(LABEL.ENCRYPTION, KEY_BYTES),
    salt: derive(LABEL.SALT, SALT_BYTES),
    authentication: derive(LABEL.AUTHENTICATION, AUTHENTICATION_KEY_BYTES),
  };
}

type Prepared = {
  readonly salt: Uint8Array;
  readonly aes: (blocks: Uint8Array) => Uint8Array;
  readonly authenticate: (data: Uint8Array) => Uint8Array;
};

function prepare({ crypto, keyAndSalt }: SrtpOptions): Prepared {
  const { encryption, salt, authentication } = deriveSessionKeys(crypto, keyAndSalt);
  return { salt, aes: crypto.aesBlocks(encryption), authenticate: crypto.hmacSha1(authentication) };
}

export type SrtpSealer = { protect(packet: Uint8Array): Uint8Array };
export type SrtpOpener = {
  /** The RTP packet, undefined for what is too short, not authentic or a replay. */
  unprotect(packet: Uint8Array): Uint8Array | undefined;
};

/**
 * Protects the packets of one outgoing stream, in the order of their sequence. One sealer for a key and SSRC, for the whole
 * call: a second would use the key stream twice, which gives the sound away (RFC 3711 §9.1).
 */
export function openSrtpSealer(options: SrtpOptions): SrtpSealer {
  const keys = prepare(options);
  const tagBytes = TAG_BYTES[options.suite];
  let rollover = 0;
  let last: number | undefined;
  return {
    protect(packet) {
      const sequence = sequenceOf(packet);
      if (last !== undefined && sequence < last) rollover += 1;
      last = sequence;
      const encrypted = transformed(keys, packet, rollover);
      if (encrypted === undefined) throw new RangeError('not an RTP packet');
      const tag = authenticationTag(keys, encrypted, rollover).subarray(0, tagBytes);
      const bytes = new Uint8Array(encrypted.length + tag.length);
      bytes.set(encrypted);
      bytes.set(tag, encrypted.length);
      return bytes;
    },
  };
}

type SourceState = { highest: number; readonly seen: Set<number> };

/** Opens the packets that arrive under one key, whatever their order, each once. */
export function openSrtpOpener(options: SrtpOptions): SrtpOpener {
  const keys = prepare(options);
  const tagBytes = TAG_BYTES[options.suite];
  const sources = new Map<number, SourceState>();
  return {
    unprotect(bytes) {
      if (bytes.length < RTP_HEADER_BYTES + tagBytes) return undefined;
      const packet = bytes.subarray(0, bytes.length - tagBytes);
      const ssrc = readUint32(packet, 8);
      const state = sources.get(ssrc);
      const index = estimatedIndex(sequenceOf(packet), state?.highest);
      if (index < 0 || (state !== undefined && isReplay(state, index))) return undefined;
      const rollover = Math.floor(index / SEQUENCES);
      const expected = authenticationTag(keys, packet, rollover);
      if (!isSameTag(expected, bytes.subarray(packet.length))) return undefined;
      // Only what is authentic moves the window: else one forged packet would shut out the true ones.
      noteIndex(sources, ssrc, index);
      return transformed(keys, packet, rollover);
    },
  };
}

/** RFC 3711 §3.3.1 and appendix A: the sequence with the rollover counter that brings it nearest to the highest so far. */
export function estimatedIndex(sequence: number, highest: number | undefined): number {
  if (highest === undefined) return sequence;
  const rollover = Math.floor(highest / SEQUENCES);
  const distance = sequence - (highest % SEQUENCES);
  if (distance > SEQUENCES / 2) return (rollover - 1) * SEQUENCES + sequence;
  if (distance < -SEQUENCES / 2) return (rollover + 1) * SEQUENCES + sequence;
  return rollover * SEQUENCES + sequence;
}

function isReplay({ highest, seen }: SourceState, index: number): boolean {
  return index <= highest - REPLAY_WINDOW || seen.has(index);
}

function noteIndex(sources: Map<number, SourceState>, ssrc: number, index: number): void {
  let state = sources.get(ssrc);
  if (state === undefined) {
    const oldest = sources.keys().next().value;
    if (sources.size >= SOURCES_MAX && oldest !== undefined) sources.delete(oldest);
    state = { highest: index, seen: new Set() };
    sources.set(ssrc, state);
  }
  state.seen.add(index);
  if (index <= state.highest) return;
  state.highest = index;
  for (const old of state.seen) if (old <= index - REPLAY_WINDOW) state.seen.delete(old);
}

/** RFC 3711 §4.1.1: encrypts, and decrypts. undefined where the header runs over the end. */
function transformed(keys: Prepared, packet: Uint8Array, rollover: number): Uint8Array | undefined {
  const offset = packet.length < RTP_HEADER_BYTES ? undefined : payloadOffset(packet);
  if (offset === undefined) return undefined;
  const counter = new Uint8Array(BLOCK_BYTES);
  // salt * 2^16 XOR SSRC * 2^64 XOR index * 2^16
  writeUint32(counter, 4, readUint32(packet, 8));
  writeUint32(counter, 8, rollover);
  counter[12] = packet[2] ?? 0;
  counter[13] = packet[3] ?? 0;
  for (let at = 0; at < SALT_BYTES; at += 1) counter[at] = (counter[at] ?? 0) ^ (keys.salt[at] ?? 0);
  const bytes = packet.slice();
  const stream = aesKeyStream(keys.aes, counter, packet.length - offset);
  for (let at = 0; at < stream.length; at += 1) bytes[offset + at] = (packet[offset + at] ?? 0) ^ (stream[at] ?? 0);
  return bytes;
}

/** RFC 3711 §4.2: over the packet and the rollover counter. */
function authenticationTag(keys: Prepared, packet: Uint8Array, rollover: number): Uint8Array {
  const data = new Uint8Array(packet.length + 4);
  data.set(packet);
  writeUint32(data, packet.length, rollover);
  return keys.authenticate(data);
}

/** Compares all octets: the time must not tell a forger how many were right. */
function isSameTag(expected: Uint8Array, tag: Uint8Array): boolean {
  let difference = 0;
  for (let at = 0; at < tag.length; at += 1) difference |= (expected[at] ?? 0) ^ (tag[at] ?? 0);
  return difference === 0;
}

function sequenceOf(packet: Uint8Array): number {
  return ((packet[2] ?? 0) << 8) | (packet[3] ?? 0);
}
