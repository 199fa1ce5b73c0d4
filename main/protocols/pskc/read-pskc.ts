// A PSKC file (RFC 6030) to token candidates: parse, unlock, then key by key.
import type { TokenCandidate } from '../token-candidate.ts';
import type { PskcContainer } from './container.ts';
import type { PskcCrypto } from './crypto.ts';
import { parsePskc } from './parse.ts';
import { type Lock, lockOf, parseCipherUri, type Unlocking, unlockContainer } from './protection.ts';
import { readKey } from './read-key.ts';

export type PskcReading = { readonly state: 'open'; readonly candidates: TokenCandidate[]; readonly description: string };

function describeProtection(container: PskcContainer): string {
  const algorithm = container.keys.find((key) => key.secret?.encrypted !== undefined)?.secret?.encrypted?.algorithm;
  if (algorithm === undefined) return 'plain values';
  const cipher = parseCipherUri(algorithm);
  if (cipher === undefined) return `unsupported encryption ${algorithm.slice(0, 100)}`;
  const name = `AES-${cipher.keyBytes * 8}${cipher.kind === 'cbc' ? '-CBC' : ' key wrap'}`;
  const sources = {
    none: 'a pre-shared key',
    'pre-shared': 'a pre-shared key',
    password: 'a password',
    wrapped: 'a wrapped key',
  };
  const mac = container.macMethod === undefined ? '' : `, HMAC-${container.macMethod.hash} value MACs`;
  return `${name} with ${sources[container.encryptionKey.kind]}${mac}`;
}

/**
 * Reads a PSKC file. When no key at all passes its integrity check, it is the password or key that is wrong.
 * @throws FileRefusal with a PSKC_ code or IMPORT_ROWS_TOO_MANY
 */
export function readPskc(text: string, unlocking: Unlocking, crypto: PskcCrypto): PskcReading | Lock {
  const container = parsePskc(text);
  const protection = unlockContainer(container, unlocking, crypto);
  if ('state' in protection) return protection;
  let authenticCount = 0;
  let forgedCount = 0;
  const candidates = container.keys.map((key) => {
    const candidate = readKey(key, protection, crypto);
    if (key.secret?.encrypted !== undefined) {
      const code = candidate.finding?.code;
      if (code === 'MAC_INVALID' || code === 'DECRYPTION_FAILED') forgedCount += 1;
      else if (candidate.seed !== undefined) authenticCount += 1;
    }
    return candidate;
  });
  if (forgedCount > 0 && authenticCount === 0) {
    return lockOf(container, container.encryptionKey.kind === 'password' ? 'PSKC_PASSWORD_WRONG' : 'PSKC_KEY_WRONG');
  }
  const signature = container.isSigned ? ', signature not checked' : '';
  return { state: 'open', candidates, description: `PSKC ${container.version}, ${describeProtection(container)}${signature}` };
}
