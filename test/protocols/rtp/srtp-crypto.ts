// The cryptography of SRTP by Node, for tests: one cipher object a key, HMAC of two plain hashes.
import { createCipheriv, hash } from 'node:crypto';
import type { SrtpCrypto } from '../../../main/protocols/rtp/srtp.ts';

const BLOCK_BYTES = 64;

export const srtpCrypto: SrtpCrypto = {
  aesBlocks(key) {
    const cipher = createCipheriv('aes-128-ecb', key, null).setAutoPadding(false);
    return (blocks) => cipher.update(blocks);
  },
  hmacSha1(key) {
    const padded = (octet: number): Buffer => Buffer.alloc(BLOCK_BYTES, octet).map((pad, at) => pad ^ (key[at] ?? 0)) as Buffer;
    const [inner, outer] = [padded(0x36), padded(0x5c)];
    return (data) => hash('sha1', Buffer.concat([outer, hash('sha1', Buffer.concat([inner, data]), 'buffer')]), 'buffer');
  },
};
