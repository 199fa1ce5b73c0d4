// Which challenges a user agent has answered and answers again with its next requests, RFC 3261 §22.2, §22.3 and RFC 8760 §2.4. Left out: credentials by realm (one account a trunk).
import { formatHex } from '../hex.ts';
import {
  type Challenge,
  type Credentials,
  formatAuthorization,
  parseChallenges,
  type SipDigest,
  strongestChallenge,
} from './digest.ts';
import { header, headerValues, type SipHeader, type SipResponse } from './message.ts';

/** The world of a user agent: randomness and hashes come from outside. */
export type SipMeans = {
  /** `lengthBytes` octets from a cryptographic source. */
  readonly randomBytes: (lengthBytes: number) => Uint8Array;
  readonly digest: SipDigest;
};

type AnswerHeader = 'Authorization' | 'Proxy-Authorization';
type AnsweredChallenge = {
  readonly name: AnswerHeader;
  readonly challenge: Challenge;
  readonly clientNonce: string;
  readonly nonceCount: number;
};
export type Authorization = {
  readonly answered: readonly AnsweredChallenge[];
  /** Header and realm of the challenges that the request under way has answered already. */
  readonly triedRealms: readonly string[];
  readonly attemptCount: number;
};

export const NO_AUTHORIZATION: Authorization = { answered: [], triedRealms: [], attemptCount: 0 };
/** Challenges to one request before it is given up; ours: server and proxy, each with one stale nonce. */
const ATTEMPTS_MAX = 4;
/** Octets of a client nonce; ours. */
const CLIENT_NONCE_BYTES = 12;

export type AuthorizationRefusal =
  /** There is no account for this trunk. */
  | 'no-credentials'
  /** The same credentials were refused a second time. */
  | 'credentials-refused'
  /** No challenge that can be read, or none of a known algorithm. */
  | 'challenge-unknown';

/** Before a request that is none of a series of repeats: its realms are not tried yet. */
export function beginRequest(authorization: Authorization): Authorization {
  return { ...authorization, triedRealms: [], attemptCount: 0 };
}

/** Takes the challenges of a 401 or 407; the request is to be sent again with `authorizationHeaders`, or it is refused for good. */
export function takeChallenges(
  authorization: Authorization,
  response: SipResponse,
  credentials: Credentials | undefined,
  means: SipMeans,
): Authorization | AuthorizationRefusal {
  if (credentials === undefined) return 'no-credentials';
  const chosen = [...chooseByRealm(response, 'Authorization', means), ...chooseByRealm(response, 'Proxy-Authorization', means)];
  if (chosen.length === 0) return 'challenge-unknown';
  const isTried = (one: AnsweredChallenge) => authorization.triedRealms.includes(keyOf(one)) && !one.challenge.isStale;
  if (chosen.some(isTried) || authorization.attemptCount >= ATTEMPTS_MAX) return 'credentials-refused';
  const keys = new Set(chosen.map(keyOf));
  return {
    answered: [...authorization.answered.filter((one) => !keys.has(keyOf(one))), ...chosen],
    triedRealms: [...authorization.triedRealms, ...keys],
    attemptCount: authorization.attemptCount + 1,
  };
}

function chooseByRealm(response: SipResponse, name: AnswerHeader, means: SipMeans): readonly AnsweredChallenge[] {
  const values = headerValues(response, name === 'Authorization' ? 'WWW-Authenticate' : 'Proxy-Authenticate');
  const challenges = values.flatMap(parseChallenges);
  const realms = [...new Set(challenges.map(({ realm }) => realm))];
  return realms.flatMap((realm) => {
    const challenge = strongestChallenge(
      challenges.filter((one) => one.realm === realm),
      means.digest,
    );
    const clientNonce = formatHex(means.randomBytes(CLIENT_NONCE_BYTES));
    return challenge === undefined ? [] : [{ name, challenge, clientNonce, nonceCount: 0 }];
  });
}

function keyOf({ name, challenge }: AnsweredChallenge): string {
  return `${name} ${challenge.realm}`;
}

/** The answers for a request, and the state with their nonce counts one higher. */
export function authorizationHeaders(
  authorization: Authorization,
  credentials: Credentials | undefined,
  request: { readonly method: string; readonly uri: string; readonly body: Uint8Array },
  means: SipMeans,
): readonly [Authorization, readonly SipHeader[]] {
  if (credentials === undefined) return [authorization, []];
  const answered = authorization.answered.map((one) => ({ ...one, nonceCount: one.nonceCount + 1 }));
  const headers = answered.map(({ name, challenge, clientNonce, nonceCount }) =>
    header(name, formatAuthorization(challenge, credentials, { ...request, clientNonce, nonceCount }, means.digest)),
  );
  return [{ ...authorization, answered }, headers];
}
