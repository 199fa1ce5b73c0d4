/** Hashes of the platform, and octets that are the same in each run. */
import { createHash } from 'node:crypto';
import type { SipMeans } from '../../../main/protocols/sip/authorization.ts';
import type { SipDigest } from '../../../main/protocols/sip/digest.ts';

const NODE_NAMES = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' } as const;

export const nodeSipDigest: SipDigest = {
  hashes: ['MD5', 'SHA-256', 'SHA-512-256'],
  hash: (name, message) => createHash(NODE_NAMES[name]).update(message).digest(),
};

export function testMeans(): SipMeans {
  let count = 0;
  return {
    digest: nodeSipDigest,
    randomBytes: (lengthBytes) => {
      count += 1;
      return createHash('sha512').update(`${count}`).digest().subarray(0, lengthBytes);
    },
  };
}
