import { getHashes, hash, randomBytes } from 'node:crypto';
import type { SipMeans } from '../../protocols/sip/authorization.ts';
import type { DigestHash } from '../../protocols/sip/digest.ts';

const NODE_NAMES: Readonly<Record<DigestHash, string>> = { MD5: 'md5', 'SHA-256': 'sha256', 'SHA-512-256': 'sha512-256' };

/** Randomness and the hashes that this platform has: in FIPS mode there is no MD5. */
export function nodeSipMeans(): SipMeans {
  const known = new Set(getHashes().map((name) => name.toLowerCase()));
  return {
    randomBytes,
    digest: {
      hashes: (['MD5', 'SHA-256', 'SHA-512-256'] as const).filter((name) => known.has(NODE_NAMES[name])),
      hash: (name, message) => hash(NODE_NAMES[name], message, 'buffer'),
    },
  };
}
