import { describe, expect, it } from 'vitest';
import { type Answered, type AudioAgreement, answerOffer, readAnswer } from '../../../main/protocols/sdp/answer.ts';
import type { CryptoLine } from '../../../main/protocols/sdp/crypto-attribute.ts';
import { buildOffer } from '../../../main/protocols/sdp/offer.ts';
import { formatSession, parseSession, type SdpSession } from '../../../main/protocols/sdp/session.ts';

const LOCAL = { address: '192.0.2.10', port: 20_000, sessionId: 77, version: 1 };
const PLAIN = { direction: 'sendrecv', cryptoLines: [] } as const;
const key = (octet: number): Uint8Array => new Uint8Array(30).fill(octet);
const OFFERED_KEYS: CryptoLine[] = [
  { tag: 1, suite: 'AES_CM_128_HMAC_SHA1_80', keyAndSalt: key(1) },
  { tag: 2, suite: 'AES_CM_128_HMAC_SHA1_32', keyAndSalt: key(2) },
];
const SECURE = { direction: 'sendrecv', cryptoLines: OFFERED_KEYS } as const;
const THEIR_KEY = 'WVNfX19zZW1jdGwgKCkgewkyMjA7fQp9CnVubGVz';

const remote = (...lines: string[]): SdpSession => {
  const session = parseSession(
    ['v=0', 'o=pbx 5 5 IN IP4 198.51.100.7', 's=x', 'c=IN IP4 198.51.100.7', 't=0 0', ...lines].join('\r\n'),
  );
  if (typeof session === 'string') throw new Error(session);
  return session;
};
const agreed = (agreement: AudioAgreement | string): AudioAgreement => {
  if (typeof agreement === 'string') throw new Error(agreement);
  return agreement;
};
const answered = (result: Answered | string): Answered => {
  if (typeof result === 'string') throw new Error(result);
  return result;
};

describe('buildOffer', () => {
  it('offers A-law, mu-law and telephone-event', () => {
    expect(formatSession(buildOffer(LOCAL)).split('\r\n')).toEqual([
      'v=0',
      'o=- 77 1 IN IP4 192.0.2.10',
      's=-',
      'c=IN IP4 192.0.2.10',
      't=0 0',
      'm=audio 20000 RTP/AVP 8 0 101',
      'a=rtpmap:8 PCMA/8000',
      'a=rtpmap:0 PCMU/8000',
      'a=rtpmap:101 telephone-event/8000',
      'a=fmtp:101 0-16',
      'a=ptime:20',
      'a=sendrecv',
      '',
    ]);
  });
  it('offers SRTP by RTP/SAVP, the keys in the order given, on IPv6 too', () => {
    const text = formatSession(buildOffer({ ...LOCAL, address: '2001:db8::1', codecs: ['PCMU'], cryptoLines: OFFERED_KEYS }));
    expect(text).toContain('c=IN IP6 2001:db8::1\r\n');
    expect(text).toContain('m=audio 20000 RTP/SAVP 0 101\r\n');
    expect(text.match(/a=crypto:\d \S+/g)).toEqual(['a=crypto:1 AES_CM_128_HMAC_SHA1_80', 'a=crypto:2 AES_CM_128_HMAC_SHA1_32']);
  });
  it('does not offer a host name as media address', () => {
    expect(() => buildOffer({ ...LOCAL, address: 'mfa.example.org' })).toThrow(RangeError);
  });
});

describe('readAnswer', () => {
  it('takes codec, address, digits and packet time of the answer', () => {
    const answer = remote('m=audio 30000 RTP/AVP 0 96', 'a=rtpmap:96 telephone-event/8000', 'a=fmtp:96 0-15', 'a=ptime:30');
    expect(readAnswer(answer, PLAIN)).toEqual({
      codec: 'PCMU',
      payloadType: 0,
      sendEventPayloadType: 96,
      receiveEventPayloadTypes: [101, 96],
      remoteAddress: '198.51.100.7',
      remotePort: 30_000,
      maySend: true,
      mayReceive: true,
      isOnHold: false,
      packetMilliseconds: 30,
      srtp: undefined,
    });
  });
  it('says when the trunk takes no telephone-event', () => {
    const agreement = agreed(readAnswer(remote('m=audio 30000 RTP/AVP 8'), PLAIN));
    expect(agreement.sendEventPayloadType).toBeUndefined();
    expect(agreement.receiveEventPayloadTypes).toEqual([]);
  });
  it.each([
    ['a=sendrecv', true, true, false],
    ['a=sendonly', false, true, true],
    ['a=recvonly', true, false, false],
    ['a=inactive', false, false, true],
    ['c=IN IP4 0.0.0.0', false, true, true],
  ])('%s: may send %s, may receive %s, on hold %s', (line, maySend, mayReceive, isOnHold) => {
    expect(readAnswer(remote('m=audio 30000 RTP/AVP 8', line), PLAIN)).toMatchObject({ maySend, mayReceive, isOnHold });
  });
  it('takes the key that was offered under the tag of the answer', () => {
    const answer = remote('m=audio 30000 RTP/SAVP 8', `a=crypto:2 AES_CM_128_HMAC_SHA1_32 inline:${THEIR_KEY}`);
    const { srtp } = agreed(readAnswer(answer, SECURE));
    expect(srtp?.suite).toBe('AES_CM_128_HMAC_SHA1_32');
    expect(srtp?.localKeyAndSalt).toEqual(key(2));
    expect(srtp?.remoteKeyAndSalt).toHaveLength(30);
  });
  it('gives up where the answer is weaker than the offer', () => {
    expect(readAnswer(remote('m=audio 30000 RTP/AVP 8'), SECURE)).toBe('profile-mismatch');
    const plainWithKey = remote('m=audio 30000 RTP/AVP 8', `a=crypto:1 AES_CM_128_HMAC_SHA1_80 inline:${THEIR_KEY}`);
    expect(readAnswer(plainWithKey, SECURE)).toBe('profile-mismatch');
    const unknownTag = remote('m=audio 30000 RTP/SAVP 8', `a=crypto:3 AES_CM_128_HMAC_SHA1_80 inline:${THEIR_KEY}`);
    expect(readAnswer(unknownTag, SECURE)).toBe('crypto-mismatch');
    const otherSuite = remote('m=audio 30000 RTP/SAVP 8', `a=crypto:2 AES_CM_128_HMAC_SHA1_80 inline:${THEIR_KEY}`);
    expect(readAnswer(otherSuite, SECURE)).toBe('crypto-mismatch');
  });
});

describe('answerOffer, a re-INVITE', () => {
  it('keeps the codec in use and mirrors the direction', () => {
    const offer = remote('m=audio 30002 RTP/AVP 0 8 97', 'a=rtpmap:97 telephone-event/8000', 'a=sendonly');
    const { answer, agreement } = answered(answerOffer(offer, { ...LOCAL, version: 2, codec: 'PCMA' }));
    const text = formatSession(answer);
    expect(text).toContain('o=- 77 2 IN IP4');
    expect(text).toContain('m=audio 20000 RTP/AVP 8 97\r\n');
    expect(text).toContain('a=recvonly');
    expect(agreement).toMatchObject({ codec: 'PCMA', remotePort: 30_002, maySend: false, mayReceive: true, isOnHold: true });
  });
  it('takes the call off hold again', () => {
    const { answer, agreement } = answered(answerOffer(remote('m=audio 30002 RTP/AVP 8'), LOCAL));
    expect(formatSession(answer)).toContain('a=sendrecv');
    expect(agreement).toMatchObject({ maySend: true, mayReceive: true, isOnHold: false, sendEventPayloadType: undefined });
  });
  it('refuses each other section by port 0, in the order of the offer', () => {
    const offer = remote('m=video 4002 RTP/AVP 99', 'm=audio 0 RTP/AVP 8', 'm=audio 30002 RTP/AVP 8', 'm=image 0 udptl t38');
    const { answer } = answered(answerOffer(offer, LOCAL));
    expect(answer.media.map(({ kind, port }) => [kind, port])).toEqual([
      ['video', 0],
      ['audio', 0],
      ['audio', 20_000],
      ['image', 0],
    ]);
  });
  it('answers SRTP with its own key under the tag of the offer, and does not fall back to plain media', () => {
    const offer = remote('m=audio 30002 RTP/SAVP 8', `a=crypto:4 AES_CM_128_HMAC_SHA1_32 inline:${THEIR_KEY}`);
    const { answer, agreement } = answered(answerOffer(offer, { ...LOCAL, keyAndSalt: key(9) }));
    expect(formatSession(answer)).toMatch(/m=audio 20000 RTP\/SAVP 8\r\n[\s\S]*a=crypto:4 AES_CM_128_HMAC_SHA1_32 inline:CQkJ/);
    expect(agreement.srtp?.localKeyAndSalt).toEqual(key(9));
    expect(answerOffer(remote('m=audio 30002 RTP/AVP 8'), { ...LOCAL, keyAndSalt: key(9) })).toBe('profile-mismatch');
    expect(answerOffer(offer, LOCAL)).toBe('profile-mismatch');
  });
  it('agrees with itself: its own offer answered by itself', () => {
    const offer = parseSession(formatSession(buildOffer({ ...LOCAL, cryptoLines: OFFERED_KEYS })));
    if (typeof offer === 'string') throw new Error(offer);
    const { answer, agreement } = answered(answerOffer(offer, { ...LOCAL, port: 40_000, keyAndSalt: key(9) }));
    const reread = parseSession(formatSession(answer));
    if (typeof reread === 'string') throw new Error(reread);
    const back = agreed(readAnswer(reread, SECURE));
    expect(back).toMatchObject({ codec: 'PCMA', remotePort: 40_000, sendEventPayloadType: 101 });
    expect(back.srtp?.remoteKeyAndSalt).toEqual(agreement.srtp?.localKeyAndSalt);
    expect(back.srtp?.localKeyAndSalt).toEqual(agreement.srtp?.remoteKeyAndSalt);
  });
});
