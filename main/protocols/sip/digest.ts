// Digest authentication, RFC 7616 and RFC 3261 §22.4, with the algorithms of RFC 8760: challenges in, Authorization out. Left out: userhash, Authentication-Info, and being the one who challenges.
import { formatHex } from '../hex.ts';
import { isToken, quote, splitList, unquote } from './syntax.ts';

/** From weak to strong: the order of preference (RFC 8760 §2.3). */
const DIGEST_HASHES = ['MD5', 'SHA-256', 'SHA-512-256'] as const;
export type DigestHash = (typeof DIGEST_HASHES)[number];

/** The hashes as a port: this folder computes none itself. */
export type SipDigest = {
  /** Those the platform has; MD5 is missing in FIPS mode. */
  readonly hashes: readonly DigestHash[];
  hash(name: DigestHash, message: Uint8Array): Uint8Array;
};

/** The password is behind a function, so that a state that is printed does not show it. */
export type Credentials = { readonly username: string; readonly revealPassword: () => string };

export type Challenge = {
  /** As between the quotes, with its escapes: it goes back and into the hash as it came. */
  readonly realm: string;
  readonly nonce: string;
  readonly opaque: string | undefined;
  readonly hash: DigestHash;
  /** The -sess variant. */
  readonly isSession: boolean;
  /** As it was named; undefined where it was not: then it must not be in the answer. */
  readonly algorithm: string | undefined;
  readonly qop: 'auth' | 'auth-int' | undefined;
  /** The nonce was too old, the password is right. */
  readonly isStale: boolean;
};

/** The Digest challenges of one WWW-Authenticate or Proxy-Authenticate value; other schemes and what cannot be answered are left away. */
export function parseChallenges(value: string): readonly Challenge[] {
  const fields: Map<string, string>[] = [];
  for (const part of splitList(value) ?? []) {
    // `Scheme name=value` begins a challenge; `name=value` goes on with it.
    const [, scheme, rest] = /^([^\s=",]+)\s+([^\s=]+\s*=.*)$/su.exec(part) ?? [];
    if (scheme !== undefined) fields.push(new Map([['scheme', scheme.toLowerCase()]]));
    const [name, raw] = splitPair(rest ?? part);
    const current = fields.at(-1);
    if (current !== undefined && raw !== undefined && !current.has(name)) current.set(name, raw);
  }
  return fields.filter((field) => field.get('scheme') === 'digest').flatMap((field) => readChallenge(field) ?? []);
}

function splitPair(text: string): readonly [string, string | undefined] {
  const equals = text.indexOf('=');
  return equals === -1 ? ['', undefined] : [text.slice(0, equals).trim().toLowerCase(), text.slice(equals + 1).trim()];
}

function readChallenge(field: ReadonlyMap<string, string>): Challenge | undefined {
  const inner = (name: string) => field.get(name)?.replace(/^"(.*)"$/su, '$1');
  const [realm, nonce] = [inner('realm'), inner('nonce')];
  const algorithm = field.has('algorithm') ? unquote(field.get('algorithm') ?? '') : undefined;
  const upper = (algorithm ?? 'MD5').toUpperCase();
  const isSession = upper.endsWith('-SESS');
  const hash = DIGEST_HASHES.find((name) => name === (isSession ? upper.slice(0, -'-SESS'.length) : upper));
  const qop = chooseQop(inner('qop'));
  if (realm === undefined || nonce === undefined || hash === undefined || qop === 'unknown') return undefined;
  // The name goes back without quotes: only a token may.
  if (algorithm !== undefined && !isToken(algorithm)) return undefined;
  return {
    realm,
    nonce,
    opaque: inner('opaque'),
    hash,
    isSession,
    algorithm,
    qop,
    isStale: inner('stale')?.toLowerCase() === 'true',
  };
}

/** RFC 7616 §3.3: unknown values are to be ignored; without any value it is the form of RFC 2069. */
function chooseQop(offered: string | undefined): Challenge['qop'] | 'unknown' {
  if (offered === undefined || offered === '') return undefined;
  const values = offered
    .toLowerCase()
    .split(',')
    .map((value) => value.trim());
  if (values.includes('auth')) return 'auth';
  return values.includes('auth-int') ? 'auth-int' : 'unknown';
}

/** The strongest that the platform can answer (RFC 8760 §2.4); among equals the first, which the peer prefers. */
export function strongestChallenge(challenges: readonly Challenge[], digest: SipDigest): Challenge | undefined {
  const strength = ({ hash }: Challenge) => DIGEST_HASHES.indexOf(hash);
  const known = challenges.filter(({ hash }) => digest.hashes.includes(hash));
  return known.reduce<Challenge | undefined>(
    (best, next) => (best === undefined || strength(next) > strength(best) ? next : best),
    undefined,
  );
}

export type DigestRequest = {
  readonly method: string;
  /** The Request-URI as it is sent. */
  readonly uri: string;
  /** Hashed only for auth-int. */
  readonly body: Uint8Array;
  /** How often this nonce was answered, this time included. */
  readonly nonceCount: number;
  readonly clientNonce: string;
};

/** The value of Authorization or Proxy-Authorization (RFC 7616 §3.4). */
export function formatAuthorization(
  challenge: Challenge,
  credentials: Credentials,
  request: DigestRequest,
  digest: SipDigest,
): string {
  const { realm, nonce, opaque, algorithm, qop } = challenge;
  const parts = [
    `username=${quote(credentials.username)}`,
    `realm="${realm}"`,
    `nonce="${nonce}"`,
    `uri="${request.uri}"`,
    `response="${digestResponse(challenge, credentials, request, digest)}"`,
    ...(algorithm === undefined ? [] : [`algorithm=${algorithm}`]),
    ...(opaque === undefined ? [] : [`opaque="${opaque}"`]),
  ];
  const withCount = qop === undefined ? [] : [`qop=${qop}`, `nc=${nonceCountText(request.nonceCount)}`];
  const needsClientNonce = qop !== undefined || challenge.isSession;
  return `Digest ${[...parts, ...withCount, ...(needsClientNonce ? [`cnonce="${request.clientNonce}"`] : [])].join(', ')}`;
}

/** The request-digest (RFC 7616 §3.4.1 to §3.4.3), as lower case hexadecimal. */
export function digestResponse(
  challenge: Challenge,
  credentials: Credentials,
  request: DigestRequest,
  digest: SipDigest,
): string {
  const hashed = (octets: Uint8Array) => formatHex(digest.hash(challenge.hash, octets));
  const h = (...parts: readonly string[]) => hashed(new TextEncoder().encode(parts.join(':')));
  const { nonce, qop } = challenge;
  const account = h(credentials.username, challenge.realm, credentials.revealPassword());
  const a1 = challenge.isSession ? h(account, nonce, request.clientNonce) : account;
  const a2 = qop === 'auth-int' ? h(request.method, request.uri, hashed(request.body)) : h(request.method, request.uri);
  return qop === undefined ? h(a1, nonce, a2) : h(a1, nonce, nonceCountText(request.nonceCount), request.clientNonce, qop, a2);
}

function nonceCountText(count: number): string {
  return count.toString(16).padStart(8, '0');
}
