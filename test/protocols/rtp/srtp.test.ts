import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRtp, encodeRtp } from '../../../main/protocols/rtp/packet.ts';
import {
  aesKeyStream,
  deriveSessionKeys,
  estimatedIndex,
  openSrtpOpener,
  openSrtpSealer,
  type SrtpOptions,
} from '../../../main/protocols/rtp/srtp.ts';
import { srtpCrypto as crypto } from './srtp-crypto.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(/\s/g, ''), 'hex'));
const hex = (value: Uint8Array | undefined): string => Buffer.from(value ?? []).toString('hex');

/** Master key and salt of RFC 3711 §B.3. */
const RFC_KEY = bytes('E1F97A0D3E018BE0D64FA32C06DE4139 0EC675AD498AFEEBB6960B3AABE6');
const options = (suite: SrtpOptions['suite'] = 'AES_CM_128_HMAC_SHA1_80', keyAndSalt = RFC_KEY): SrtpOptions => ({
  crypto,
  keyAndSalt,
  suite,
});
const packet = (sequence: number, payload = Uint8Array.of(1, 2, 3), ssrc = 9): Uint8Array =>
  encodeRtp({ marker: false, payloadType: 8, sequence, timestamp: 7, ssrc, payload });

describe('the vectors', () => {
  it('AES-CM key stream of RFC 3711 §B.2, its first three blocks and its last three', () => {
    const aes = crypto.aesBlocks(bytes('2B7E151628AED2A6ABF7158809CF4F3C'));
    const stream = aesKeyStream(aes, bytes('F0F1F2F3F4F5F6F7F8F9FAFBFCFD0000'), 0xff02 * 16);
    expect(hex(stream.subarray(0, 48))).toBe(
      'e03ead0935c95e80e166b16dd92b4eb4d23513162b02d0f72a43a2fe4a5f97ab41e95b3bb0a2e8dd477901e4fca894c0',
    );
    expect(hex(stream.subarray(0xfeff * 16))).toBe(
      'ec8cdf7398607cb0f2d21675ea9ea1e4362b7c3c6773516318a077d7fc5073ae6a2cc3787889374fbeb4c81b17ba6c44',
    );
  });
  it('session keys of RFC 3711 §B.3', () => {
    const keys = deriveSessionKeys(crypto, RFC_KEY);
    expect(hex(keys.encryption)).toBe('c61e7a93744f39ee10734afe3ff7a087');
    expect(hex(keys.salt)).toBe('30cbbc08863d8c85d49db34a9ae1');
    expect(hex(keys.authentication)).toBe('cebe321f6ff7716b6fd4ab49af256a156d38baa4');
  });
  it('a whole packet, as libsrtp validates itself with (srtp_validate, 80-bit tag)', () => {
    const clear = bytes('800f1234decafbadcafebabe abababababababababababababababab');
    const secret = bytes('800f1234decafbadcafebabe 4e55dc4ce79978d88ca4d215949d2402 b78d6acc99ea179b8dbb');
    expect(hex(openSrtpSealer(options()).protect(clear))).toBe(hex(secret));
    expect(hex(openSrtpOpener(options()).unprotect(secret))).toBe(hex(clear));
  });
});

describe('what is sent', () => {
  it.each([
    ['AES_CM_128_HMAC_SHA1_80', 10],
    ['AES_CM_128_HMAC_SHA1_32', 4],
  ] as const)('%s leaves the header as it is and adds %i octets', (suite, tagBytes) => {
    const clear = packet(5);
    const secret = openSrtpSealer(options(suite)).protect(clear);
    expect(secret).toHaveLength(clear.length + tagBytes);
    expect(hex(secret.subarray(0, 12))).toBe(hex(clear.subarray(0, 12)));
    expect(hex(secret.subarray(12, 15))).not.toBe(hex(clear.subarray(12)));
  });
  it('encrypts behind CSRC list and extension', () => {
    const clear = bytes('91 08 0001 00000001 00000009 0000000a bede0001 11223344 aabbccdd');
    const secret = openSrtpSealer(options()).protect(clear);
    expect(hex(secret.subarray(0, 24))).toBe(hex(clear.subarray(0, 24)));
    expect(hex(openSrtpOpener(options()).unprotect(secret))).toBe(hex(clear));
  });
  it('needs keys of the right length and RTP', () => {
    expect(() => openSrtpSealer(options('AES_CM_128_HMAC_SHA1_80', new Uint8Array(29)))).toThrow(RangeError);
    expect(() => openSrtpSealer(options()).protect(Uint8Array.of(0x80))).toThrow(RangeError);
  });
});

describe('what arrives', () => {
  it('comes back as it was, over the wrap of the sequence, some lost and some swapped', () => {
    const sealer = openSrtpSealer(options());
    const opener = openSrtpOpener(options());
    const secrets = Array.from({ length: 40 }, (_, index) =>
      sealer.protect(packet((65_520 + index) & 0xffff, Uint8Array.of(index))),
    );
    const order = [...secrets.keys()].filter((index) => index % 7 !== 3).map((index) => index ^ 1);
    const opened = order.flatMap((index) => {
      const one = opener.unprotect(secrets[index] ?? new Uint8Array(0));
      return one === undefined ? [] : [one[12]];
    });
    expect(opened).toEqual(order.filter((index) => index < 40));
  });
  it('is heard once: a replay is not, nor what is older than the window', () => {
    const sealer = openSrtpSealer(options());
    const opener = openSrtpOpener(options());
    const secrets = Array.from({ length: 200 }, (_, index) => sealer.protect(packet(index)));
    const unprotect = (index: number): boolean => opener.unprotect(secrets[index] ?? new Uint8Array(0)) !== undefined;
    expect([unprotect(10), unprotect(10), unprotect(9), unprotect(199), unprotect(199)]).toEqual([
      true,
      false,
      true,
      true,
      false,
    ]);
    expect([unprotect(71), unprotect(72), unprotect(72)]).toEqual([false, true, false]);
  });
  it('is nothing where one bit is wrong, the key is another, or the packet is cut', () => {
    const secret = openSrtpSealer(options()).protect(packet(1));
    for (let bit = 0; bit < secret.length * 8; bit += 1) {
      const altered = secret.slice();
      altered[bit >> 3] = (altered[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      expect(openSrtpOpener(options()).unprotect(altered)).toBeUndefined();
    }
    const other = RFC_KEY.slice();
    other[0] = 0;
    expect(openSrtpOpener(options('AES_CM_128_HMAC_SHA1_80', other)).unprotect(secret)).toBeUndefined();
    for (let length = 0; length < secret.length; length += 1) {
      expect(openSrtpOpener(options()).unprotect(secret.subarray(0, length))).toBeUndefined();
    }
  });
  it('is not shut out by forged packets of far sequences', () => {
    const sealer = openSrtpSealer(options());
    const opener = openSrtpOpener(options());
    expect(opener.unprotect(sealer.protect(packet(1)))).toBeDefined();
    const forged = openSrtpSealer(options('AES_CM_128_HMAC_SHA1_80', new Uint8Array(30))).protect(packet(30_000));
    expect(opener.unprotect(forged)).toBeUndefined();
    expect(opener.unprotect(sealer.protect(packet(2)))).toBeDefined();
  });
  it('counts each SSRC by itself', () => {
    const opener = openSrtpOpener(options());
    for (const ssrc of [1, 2, 3, 4, 5, 6]) {
      expect(opener.unprotect(openSrtpSealer(options()).protect(packet(3, Uint8Array.of(1), ssrc)))).toBeDefined();
    }
  });
  it('has its index by RFC 3711 §3.3.1', () => {
    expect(estimatedIndex(7, undefined)).toBe(7);
    expect(estimatedIndex(2, 65_535)).toBe(65_538);
    expect(estimatedIndex(65_535, 65_538)).toBe(65_535);
    expect(estimatedIndex(65_535, 2)).toBe(-1);
    expect(estimatedIndex(40_000, 65_536 + 20_000)).toBe(65_536 + 40_000);
  });
  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (datagram) => {
        expect(openSrtpOpener(options()).unprotect(datagram)).toBeUndefined();
      }),
      { numRuns: 300 },
    );
  });
  it('gives back every packet', () => {
    const sealer = openSrtpSealer(options('AES_CM_128_HMAC_SHA1_32'));
    const opener = openSrtpOpener(options('AES_CM_128_HMAC_SHA1_32'));
    let sequence = 0;
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 320 }), (payload) => {
        sequence += 1;
        const opened = opener.unprotect(sealer.protect(packet(sequence, payload)));
        expect(opened === undefined ? undefined : decodeRtp(opened)).toMatchObject({ sequence, payload });
      }),
      { numRuns: 100 },
    );
  });
});
