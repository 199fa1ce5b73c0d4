import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AudioMedia, readAudioMedia } from '../../../main/protocols/sdp/audio-media.ts';
import { formatCryptoLine, parseCryptoLine, SRTP_SUITES } from '../../../main/protocols/sdp/crypto-attribute.ts';
import { formatSession, parseSession, type SdpSession } from '../../../main/protocols/sdp/session.ts';

const parsed = (lines: string | readonly string[]): SdpSession => {
  const session = parseSession(typeof lines === 'string' ? lines : `${lines.join('\r\n')}\r\n`);
  if (typeof session === 'string') throw new Error(session);
  return session;
};
const HEAD = ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 's=-', 'c=IN IP4 192.0.2.1', 't=0 0'];
const audio = (...lines: string[]): AudioMedia => {
  const media = readAudioMedia(parsed([...HEAD, ...lines]));
  if (typeof media === 'string') throw new Error(media);
  return media;
};

/** RFC 8866 §5, the example, with its i=, u=, e= and b= lines. */
const RFC_8866_EXAMPLE = `v=0
o=jdoe 3724394400 3724394405 IN IP4 198.51.100.1
s=Call to John Smith
i=SDP Offer #1
u=http://www.jdoe.example.com/home.html
e=Jane Doe <jane@jdoe.example.com>
p=+1 617 555-6011
c=IN IP4 198.51.100.1
t=0 0
m=audio 49170 RTP/AVP 0
m=audio 49180 RTP/AVP 0
m=video 51372 RTP/AVP 99
c=IN IP6 2001:db8::2
a=rtpmap:99 h263-1998/90000
`;

describe('parseSession', () => {
  it('reads the example of RFC 8866 §5', () => {
    const session = parsed(RFC_8866_EXAMPLE);
    expect(session.origin).toEqual({
      username: 'jdoe',
      sessionId: '3724394400',
      version: '3724394405',
      connection: { family: 'IP4', address: '198.51.100.1' },
    });
    expect(session.connection).toEqual({ family: 'IP4', address: '198.51.100.1' });
    expect(session.media.map(({ kind, port, formats }) => [kind, port, formats])).toEqual([
      ['audio', 49170, ['0']],
      ['audio', 49180, ['0']],
      ['video', 51372, ['99']],
    ]);
    expect(session.media[2]?.connection).toEqual({ family: 'IP6', address: '2001:db8::2' });
    expect(session.media[2]?.attributes).toEqual([{ name: 'rtpmap', value: '99 h263-1998/90000' }]);
  });
  it.each([
    ['', 'sdp-version'],
    ['v=1\r\no=- 1 1 IN IP4 192.0.2.1\r\n', 'sdp-version'],
    ['v=0\r\ns=-\r\n', 'sdp-origin'],
    ['v=0\r\no=- 1 IN IP4 192.0.2.1\r\n', 'sdp-origin'],
    ['v=0\r\nnonsense\r\n', 'sdp-line'],
    ['v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\nc=IN IP9 x\r\n', 'sdp-connection'],
    ['v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\nm=audio x RTP/AVP 0\r\n', 'sdp-media'],
    ['v=0\r\no=- 1 1 IN IP4 192.0.2.1\r\nm=audio 65536 RTP/AVP 0\r\n', 'sdp-media'],
  ])('says what is wrong with %j', (text, refusal) => {
    expect(parseSession(text)).toBe(refusal);
  });
  it('refuses what no call needs in length', () => {
    expect(parseSession(`v=0\r\n${'a=x\r\n'.repeat(1001)}`)).toBe('sdp-too-long');
    expect(parseSession(`v=0\r\na=${'x'.repeat(65_536)}`)).toBe('sdp-too-long');
  });
  it('writes no line break that came in a value', () => {
    const session = parsed(HEAD);
    expect(() => formatSession({ ...session, attributes: [{ name: 'x', value: 'a\r\nm=audio 1 RTP/AVP 0' }] })).toThrow(
      RangeError,
    );
  });
  it('gives back what it wrote', () => {
    const word = fc.stringMatching(/^[A-Za-z0-9.+-]{1,12}$/);
    const connection = fc.record({ family: fc.constantFrom('IP4' as const, 'IP6' as const), address: word });
    const attributes = fc.array(
      fc.oneof(fc.record({ name: word }), fc.record({ name: word, value: fc.stringMatching(/^[!-~]{1,5}( [!-~]{1,5})?$/) })),
      { maxLength: 4 },
    );
    const media = fc.record(
      {
        kind: fc.constantFrom('audio', 'video'),
        port: fc.integer({ min: 0, max: 65_535 }),
        protocol: fc.constantFrom('RTP/AVP', 'RTP/SAVP'),
        formats: fc.array(word, { minLength: 1, maxLength: 4 }),
        connection,
        attributes,
      },
      { requiredKeys: ['kind', 'port', 'protocol', 'formats', 'attributes'] },
    );
    const session = fc.record(
      {
        origin: fc.record({ username: word, sessionId: word, version: word, connection }),
        connection,
        attributes,
        media: fc.array(media, { maxLength: 3 }),
      },
      { requiredKeys: ['origin', 'attributes', 'media'] },
    );
    fc.assert(
      fc.property(session, (value) => {
        expect(parseSession(formatSession(value))).toEqual(value);
      }),
      { numRuns: 200 },
    );
  });
  it('answers a session or a refusal, whatever the text', () => {
    const line = fc
      .tuple(fc.constantFrom('v=0', 'o=', 'c=IN IP4 ', 'm=audio ', 'a=rtpmap:', 'a=crypto:'), fc.string())
      .map((p) => p.join(''));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.array(line).map((lines) => ['v=0', 'o=- 1 1 IN IP4 192.0.2.1', ...lines].join('\n')),
        ),
        (text) => {
          const session = parseSession(text);
          if (typeof session !== 'string') readAudioMedia(session);
        },
      ),
      { numRuns: 500 },
    );
  });
});

describe('readAudioMedia', () => {
  it('knows the static payload types without rtpmap and dynamic ones by it', () => {
    const media = audio('m=audio 4000 RTP/AVP 18 0 8 96 97', 'a=rtpmap:96 telephone-event/8000', 'a=rtpmap:97 PCMA/16000');
    expect(media.codecs).toEqual([
      { codec: 'PCMU', payloadType: 0 },
      { codec: 'PCMA', payloadType: 8 },
    ]);
    expect(media.telephoneEventPayloadType).toBe(96);
  });
  it('does not take a telephone-event of another clock, nor a static number given to another codec', () => {
    const media = audio('m=audio 4000 RTP/AVP 0 8 96', 'a=rtpmap:96 telephone-event/48000', 'a=rtpmap:8 opus/48000/2');
    expect(media.telephoneEventPayloadType).toBeUndefined();
    expect(media.codecs).toEqual([{ codec: 'PCMU', payloadType: 0 }]);
  });
  it.each([
    [[], 20],
    [['a=ptime:10'], 10],
    [['a=ptime:30'], 30],
    [['a=ptime:35'], 30],
    [['a=ptime:60'], 40],
    [['a=ptime:5'], 10],
    [['a=ptime:0'], 20],
    [['a=ptime:many'], 20],
    [['a=ptime:40', 'a=maxptime:20'], 20],
  ] as const)('packets of %j last %i ms', (lines, milliseconds) => {
    expect(audio('m=audio 4000 RTP/AVP 8', ...lines).packetMilliseconds).toBe(milliseconds);
  });
  it('takes address and direction from the section, else from the session', () => {
    expect(audio('m=audio 4000 RTP/AVP 8')).toMatchObject({ address: '192.0.2.1', direction: 'sendrecv' });
    expect(audio('a=recvonly', 'm=audio 4000 RTP/AVP 8', 'a=inactive').direction).toBe('inactive');
    const session = parsed([...HEAD, 'a=sendonly', 'm=audio 4000 RTP/AVP 8', 'c=IN IP6 2001:DB8::0:9']);
    expect(readAudioMedia(session)).toMatchObject({ address: '2001:db8::9', direction: 'sendonly' });
    expect(audio('m=audio 4000 RTP/AVP 8', 'c=IN IP4 0.0.0.0').isAddressHeld).toBe(true);
  });
  it.each([
    [['m=video 4000 RTP/AVP 99'], 'no-audio'],
    [['m=audio 0 RTP/AVP 8'], 'audio-rejected'],
    [['m=audio 4000 UDP/TLS/RTP/SAVPF 8'], 'profile-unsupported'],
    [['m=audio 4000 RTP/AVP 18'], 'no-common-codec'],
    [['m=audio 4000 RTP/AVP 8', 'c=IN IP4 239.1.1.1/127'], 'address-unusable'],
    [['m=audio 4000 RTP/AVP 8', 'c=IN IP4 pbx.example.org'], 'address-unusable'],
    [['m=audio 4000 RTP/SAVP 8'], 'crypto-missing'],
    [['m=audio 4000 RTP/SAVP 8', 'a=crypto:1 AES_256_CM_HMAC_SHA1_80 inline:AAAA'], 'crypto-missing'],
  ] as const)('refuses %j', (lines, refusal) => {
    expect(readAudioMedia(parsed([...HEAD, ...lines]))).toBe(refusal);
  });
  it('needs an address', () => {
    expect(readAudioMedia(parsed(['v=0', 'o=- 1 1 IN IP4 192.0.2.1', 'm=audio 4000 RTP/AVP 8']))).toBe('address-missing');
  });
});

describe('a=crypto', () => {
  /** RFC 4568 §9.2 and §6.1: the examples. */
  const KEY = 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz';
  it('reads the example of RFC 4568 and writes it again', () => {
    const line = parseCryptoLine(`1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|2^20`);
    expect(line?.suite).toBe('AES_CM_128_HMAC_SHA1_80');
    expect(line === undefined ? '' : formatCryptoLine(line)).toBe(`1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}`);
  });
  it.each([
    `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY}|2^20|1:4`,
    `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY};inline:${KEY}`,
    `1 AES_CM_128_HMAC_SHA1_80 inline:${KEY} UNENCRYPTED_SRTP`,
    `1 F8_128_HMAC_SHA1_80 inline:${KEY}`,
    '1 AES_CM_128_HMAC_SHA1_80 inline:QUJD',
    `x AES_CM_128_HMAC_SHA1_80 inline:${KEY}`,
  ])('passes over %s', (value) => {
    expect(parseCryptoLine(value)).toBeUndefined();
  });
  it('gives back every key', () => {
    fc.assert(
      fc.property(
        fc.record({
          tag: fc.integer({ min: 0, max: 999_999_999 }),
          suite: fc.constantFrom(...SRTP_SUITES),
          keyAndSalt: fc.uint8Array({ minLength: 30, maxLength: 30 }),
        }),
        (line) => {
          expect(parseCryptoLine(formatCryptoLine(line))).toEqual(line);
        },
      ),
      { numRuns: 100 },
    );
  });
});
