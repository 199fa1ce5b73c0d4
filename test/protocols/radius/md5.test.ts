import { createHash, createHmac } from 'node:crypto';
import { inspect } from 'node:util';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { md5 } from '../../../main/protocols/radius/md5.ts';
import { SharedSecret } from '../../../main/protocols/radius/shared-secret.ts';

const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
const bytesOf = (text: string): Uint8Array => new TextEncoder().encode(text);

describe('MD5', () => {
  // RFC 1321 Appendix A.5
  it.each([
    ['', 'd41d8cd98f00b204e9800998ecf8427e'],
    ['a', '0cc175b9c0f1b6a831c399e269772661'],
    ['abc', '900150983cd24fb0d6963f7d28e17f72'],
    ['message digest', 'f96b697d7cb7938d525a2f31aaf161d0'],
    ['abcdefghijklmnopqrstuvwxyz', 'c3fcd3d76192e4007dfb496cca67e13b'],
    ['ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789', 'd174ab98d277d9f5a5611c2c9f419d9f'],
    ['1234567890'.repeat(8), '57edf4a22be3c955ac49da2e2107b67a'],
  ])('of %j is the one of RFC 1321', (text, expected) => {
    expect(hex(md5(bytesOf(text)))).toBe(expected);
  });

  it('equals node:crypto for any bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 5000 }), (bytes) => {
        expect(hex(md5(bytes))).toBe(createHash('md5').update(bytes).digest('hex'));
      }),
    );
  });

  it('equals node:crypto at every length around the block borders', () => {
    for (let length = 0; length <= 260; length += 1) {
      const bytes = new Uint8Array(length).fill(0xa5);
      expect(hex(md5(bytes))).toBe(createHash('md5').update(bytes).digest('hex'));
    }
  });
});

describe('SharedSecret', () => {
  const key = fc.uint8Array({ minLength: 1, maxLength: 200 });
  const message = fc.uint8Array({ maxLength: 4096 });

  it('computes HMAC-MD5 as node:crypto does, also with keys over a block', () => {
    fc.assert(
      fc.property(key, message, (secret, bytes) => {
        const mac = new Uint8Array(16);
        new SharedSecret(secret).writeHmac(bytes, bytes.length, mac, 0);
        expect(hex(mac)).toBe(createHmac('md5', secret).update(bytes).digest('hex'));
      }),
    );
  });

  it('computes the digests before and behind the secret', () => {
    fc.assert(
      fc.property(key, message, (secret, bytes) => {
        const digest = new Uint8Array(16);
        new SharedSecret(secret).writeDigestBefore(bytes, bytes.length, digest, 0);
        expect(hex(digest)).toBe(createHash('md5').update(bytes).update(secret).digest('hex'));
        const salt = new Uint8Array(16).fill(7);
        new SharedSecret(secret).writeMask(salt, 0, digest);
        expect(hex(digest)).toBe(createHash('md5').update(secret).update(salt).digest('hex'));
      }),
    );
  });

  it('shows itself in no text', () => {
    const secret = new SharedSecret(bytesOf('xyzzy5461'));
    expect(`${secret} ${inspect(secret, { showHidden: true })}`).not.toContain('xyzzy');
    expect(() => JSON.stringify({ secret })).toThrow(TypeError);
  });
});
