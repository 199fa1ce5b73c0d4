import { createCipheriv, hash } from 'node:crypto';
import type { SrtpCrypto } from '../../protocols/rtp/srtp.ts';

const SHA1_BLOCK_BYTES = 64;
const INNER_PAD = 0x36;
const OUTER_PAD = 0x5c;

/** One cipher object for each key, HMAC by two one-shot hashes (RFC 2104): see node-digest.ts for why. */
export const nodeSrtpCrypto: SrtpCrypto = {
  aesBlocks(key) {
    const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    return (blocks) => cipher.update(blocks);
  },
  hmacSha1(key) {
    const padded = (pad: number): Uint8Array => Uint8Array.from({ length: SHA1_BLOCK_BYTES }, (_, at) => (key[at] ?? 0) ^ pad);
    const [inner, outer] = [padded(INNER_PAD), padded(OUTER_PAD)];
    return (octets) => hash('sha1', Buffer.concat([outer, hash('sha1', Buffer.concat([inner, octets]), 'buffer')]), 'buffer');
  },
};
