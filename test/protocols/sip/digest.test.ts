/** Vectors of RFC 2069 (erratum 749), RFC 2617 §3.5, RFC 7616 §3.9.1 and §3.9.2 (erratum 4897), and RFC 8760 §2.4. */
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  type Authorization,
  authorizationHeaders,
  beginRequest,
  NO_AUTHORIZATION,
  takeChallenges,
} from '../../../main/protocols/sip/authorization.ts';
import {
  type Challenge,
  digestResponse,
  formatAuthorization,
  parseChallenges,
  strongestChallenge,
} from '../../../main/protocols/sip/digest.ts';
import { nodeSipDigest, testMeans } from './means.ts';
import { mustParse, octets, responseLines } from './message-text.ts';

const NO_BODY = new Uint8Array();
const RFC7616 = {
  realm: 'http-auth@example.org',
  nonce: '7ypf/xlj9XXwfDPEoM4URrv/xwf94BcCAzFZH4GiTo0v',
  clientNonce: 'f2/wE4q74E6zIJEtWaHKaf5wv/H5QzzpXusqGemxURZJ',
};
const get = (uri: string, clientNonce: string) => ({ method: 'GET', uri, body: NO_BODY, nonceCount: 1, clientNonce });
const account = (username: string, password: string) => ({ username, revealPassword: () => password });

function only(value: string): Challenge {
  const [challenge] = parseChallenges(value);
  if (challenge === undefined) throw new Error('no challenge');
  return challenge;
}

describe('vectors', () => {
  const mufasa =
    'Digest realm="testrealm@host.com", nonce="dcd98b7102dd2f0e8b11d0f600bfb0c093", opaque="5ccc069c403ebaf9f0171e9517f40e41"';
  it.each([
    [
      'RFC 2069, no qop',
      mufasa,
      account('Mufasa', 'CircleOfLife'),
      get('/dir/index.html', ''),
      '1949323746fe6a43ef61f9606e7febea',
    ],
    [
      'RFC 2617 §3.5',
      `${mufasa}, qop="auth,auth-int"`,
      account('Mufasa', 'Circle Of Life'),
      get('/dir/index.html', '0a4f113b'),
      '6629fae49393a05397450978507c4ef1',
    ],
    [
      'RFC 7616 §3.9.1, MD5',
      `Digest realm="${RFC7616.realm}", qop="auth, auth-int", algorithm=MD5, nonce="${RFC7616.nonce}"`,
      account('Mufasa', 'Circle of Life'),
      get('/dir/index.html', RFC7616.clientNonce),
      '8ca523f5e9506fed4657c9700eebdbec',
    ],
    [
      'RFC 7616 §3.9.1, SHA-256',
      `Digest realm="${RFC7616.realm}", qop="auth, auth-int", algorithm=SHA-256, nonce="${RFC7616.nonce}"`,
      account('Mufasa', 'Circle of Life'),
      get('/dir/index.html', RFC7616.clientNonce),
      '753927fa0e85d155564e2e272a28d1802ca10daf4496794697cf8db5856cb6c1',
    ],
    [
      'RFC 7616 §3.9.2, SHA-512-256 and a name in UTF-8',
      'Digest realm="api@example.org", qop="auth", algorithm=SHA-512-256, nonce="5TsQWLVdgBdmrQ0XsxbDODV+57QdFR34I9HAbC/RVvkK", charset=UTF-8',
      account('J\u00e4s\u00f8n Doe', 'Secret, or not?'),
      get('/doe.json', 'NTg6RKcb9boFIAS3KrFK9BGeh+iDa/sm6jUMp2wds69v'),
      '3798d4131c277846293534c3edc11bd8a5e4cdcbff78b05db9d95eeb1cec68a5',
    ],
  ])('%s', (_name, value, credentials, request, response) => {
    expect(digestResponse(only(value), credentials, request, nodeSipDigest)).toBe(response);
  });
  it('-sess and auth-int, computed a second way', () => {
    const hash = (text: string | Uint8Array) => createHash('sha256').update(text).digest('hex');
    const challenge = only('Digest realm="r", nonce="n", algorithm="SHA-256-sess", qop="auth-int"');
    const body = new TextEncoder().encode('v=0');
    const a1 = hash(`${hash('u:r:p')}:n:c`);
    const a2 = hash(`INVITE:sip:a@b:${hash(body)}`);
    const request = { method: 'INVITE', uri: 'sip:a@b', body, nonceCount: 255, clientNonce: 'c' };
    expect(digestResponse(challenge, account('u', 'p'), request, nodeSipDigest)).toBe(hash(`${a1}:n:000000ff:c:auth-int:${a2}`));
  });
});

describe('challenges', () => {
  it('are read with quotes, commas in quotes, any order and case', () => {
    expect(
      parseChallenges('DIGEST Nonce="a,b=\\"c" , REALM="x, y" ,STALE=TRUE, algorithm=md5-Sess , qop="other,AUTH", opaque=""'),
    ).toEqual([
      {
        realm: 'x, y',
        nonce: 'a,b=\\"c',
        opaque: '',
        hash: 'MD5',
        isSession: true,
        algorithm: 'md5-Sess',
        qop: 'auth',
        isStale: true,
      },
    ]);
  });
  it('several in one value, other schemes and unknown algorithms left away', () => {
    const value =
      'Basic realm="b", Digest realm="d", nonce="1", algorithm=SHA-256, Digest realm="d", nonce="2", Digest realm="d", nonce="3", algorithm=AKAv1-MD5, Bearer';
    expect(parseChallenges(value).map(({ nonce, hash }) => [nonce, hash])).toEqual([
      ['1', 'SHA-256'],
      ['2', 'MD5'],
    ]);
  });
  it.each([
    'Digest realm="r"',
    'Digest nonce="n"',
    'Digest realm="r", nonce="n", qop="auth-conf"',
    'Digest',
    '',
    'Digest realm="r, nonce=n',
    'realm="r", nonce="n"',
  ])('%s cannot be answered', (value) => {
    expect(parseChallenges(value)).toEqual([]);
  });
  it('the strongest known is taken, the first among equals', () => {
    const challenges = ['MD5', 'SHA-512-256', 'SHA-256'].map((name) =>
      only(`Digest realm="r", nonce="${name}", algorithm=${name}`),
    );
    expect(strongestChallenge(challenges, nodeSipDigest)?.nonce).toBe('SHA-512-256');
    expect(strongestChallenge(challenges, { ...nodeSipDigest, hashes: ['MD5', 'SHA-256'] })?.nonce).toBe('SHA-256');
    expect(strongestChallenge(challenges, { ...nodeSipDigest, hashes: [] })).toBeUndefined();
  });
  it('junk never throws, and what is believed can be answered on one line', () => {
    const noLineEnds = fc.string({ unit: 'binary', maxLength: 80 }).map((text) => text.replace(/[\r\n]/g, ''));
    fc.assert(
      fc.property(noLineEnds, (text) => {
        for (const value of [text, `Digest realm="${text}", nonce="n"`, `Digest nonce=${text}, realm=r, algorithm=${text}`]) {
          for (const challenge of parseChallenges(value)) {
            expect(formatAuthorization(challenge, account('u', 'p'), get('sip:a@b', 'c'), nodeSipDigest)).not.toMatch(/[\r\n]/);
          }
        }
      }),
      { numRuns: 500 },
    );
  });
});

describe('the answer', () => {
  it('quotes what RFC 3261 §25.1 quotes, and leaves the rest without', () => {
    const challenge = only('Digest realm="r\\"x", nonce="n", algorithm=SHA-256, qop="auth", opaque="o"');
    const text = formatAuthorization(challenge, account('a"b', 'p'), { ...get('sip:a@b', 'c'), nonceCount: 10 }, nodeSipDigest);
    expect(text).toMatch(
      /^Digest username="a\\"b", realm="r\\"x", nonce="n", uri="sip:a@b", response="[0-9a-f]{64}", algorithm=SHA-256, opaque="o", qop=auth, nc=0000000a, cnonce="c"$/,
    );
  });
  it('without qop has neither count nor client nonce (RFC 2069)', () => {
    const text = formatAuthorization(only('Digest realm="r", nonce="n"'), account('u', 'p'), get('sip:a@b', 'c'), nodeSipDigest);
    expect(text).not.toMatch(/qop|nc=|cnonce|algorithm/);
  });
});

describe('a series of requests', () => {
  const unauthorized = (...values: readonly string[]) => {
    const message = mustParse(octets(...responseLines('SIP/2.0 401 Unauthorized', ...values)));
    if (message.kind !== 'response') throw new Error('no response');
    return message;
  };
  const credentials = account('u', 'p');
  const request = { method: 'INVITE', uri: 'sip:a@b', body: NO_BODY };
  const taken = (before: Authorization, ...values: readonly string[]) =>
    takeChallenges(before, unauthorized(...values), credentials, testMeans());
  const must = (authorization: ReturnType<typeof taken>) => {
    if (typeof authorization === 'string') throw new Error(authorization);
    return authorization;
  };

  it('answers server and proxy, each realm with its strongest', () => {
    const state = must(
      taken(
        NO_AUTHORIZATION,
        'WWW-Authenticate: Digest realm="r", nonce="weak"',
        'WWW-Authenticate: Digest realm="r", nonce="strong", algorithm=SHA-256',
        'Proxy-Authenticate: Digest realm="p", nonce="proxy"',
      ),
    );
    const [next, headers] = authorizationHeaders(state, credentials, request, testMeans());
    expect(headers.map(({ name, value }) => [name, /nonce="(\w+)"/.exec(value)?.[1]])).toEqual([
      ['Authorization', 'strong'],
      ['Proxy-Authorization', 'proxy'],
    ]);
    expect(next.answered.map(({ nonceCount }) => nonceCount)).toEqual([1, 1]);
  });
  it('counts the nonce up with each request', () => {
    const state = must(taken(NO_AUTHORIZATION, 'WWW-Authenticate: Digest realm="r", nonce="n", qop="auth"'));
    const [second] = authorizationHeaders(state, credentials, request, testMeans());
    const [, headers] = authorizationHeaders(second, credentials, request, testMeans());
    expect(headers[0]?.value).toContain('nc=00000002');
  });
  it('a second challenge of the realm to the same request is a refusal, to the next request it is not, a stale one never', () => {
    const state = must(taken(NO_AUTHORIZATION, 'WWW-Authenticate: Digest realm="r", nonce="1"'));
    expect(taken(state, 'WWW-Authenticate: Digest realm="r", nonce="2"')).toBe('credentials-refused');
    expect(must(taken(state, 'WWW-Authenticate: Digest realm="r", nonce="2", stale=true')).answered).toHaveLength(1);
    expect(must(taken(beginRequest(state), 'WWW-Authenticate: Digest realm="r", nonce="2"')).answered[0]?.challenge.nonce).toBe(
      '2',
    );
    expect(must(taken(state, 'Proxy-Authenticate: Digest realm="r", nonce="2"')).answered).toHaveLength(2);
  });
  it('stale nonces do not go on for ever', () => {
    let state: ReturnType<typeof taken> = NO_AUTHORIZATION;
    let count = 0;
    while (typeof state !== 'string' && count < 20) {
      state = taken(state, 'WWW-Authenticate: Digest realm="r", nonce="1", stale=true');
      count += 1;
    }
    expect([state, count]).toEqual(['credentials-refused', 5]);
  });
  it('says why there is no answer', () => {
    expect(
      takeChallenges(NO_AUTHORIZATION, unauthorized('WWW-Authenticate: Digest realm="r", nonce="1"'), undefined, testMeans()),
    ).toBe('no-credentials');
    expect(taken(NO_AUTHORIZATION, 'WWW-Authenticate: Basic realm="r"')).toBe('challenge-unknown');
    expect(taken(NO_AUTHORIZATION)).toBe('challenge-unknown');
  });
  it('a state that is printed does not show the password', () => {
    expect(JSON.stringify({ credentials: account('u', 'hunter2') })).not.toContain('hunter2');
  });
});
