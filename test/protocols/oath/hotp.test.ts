import { createHmac } from 'node:crypto';
import { base32nopad } from '@scure/base';
import fc from 'fast-check';
import { generateSync } from 'otplib';
import { describe, expect, it } from 'vitest';
import { nodeDigest } from '../../../main/adapters/node-digest.ts';
import { encodeMovingFactor, generateHotp, truncate } from '../../../main/protocols/oath/hotp.ts';
import { formatAppUri } from '../../../main/protocols/oath/otpauth-uri.ts';
import { stepOffsets, timeStepAt } from '../../../main/protocols/oath/totp.ts';
import { RFC_4226_APPENDIX_D, RFC_6238_APPENDIX_B } from '../../vectors/oath.ts';

const text = new TextEncoder();
const hmac = nodeDigest.hmac;

describe('HOTP, RFC 4226 appendix D', () => {
  const seed = text.encode('12345678901234567890');
  for (const { counter, hmacHex, truncated, otp } of RFC_4226_APPENDIX_D) {
    it(`counter ${counter} gives the intermediate MAC, the truncated value and ${otp}`, () => {
      const mac = hmac('SHA1', seed, encodeMovingFactor(counter));
      expect(Buffer.from(mac).toString('hex')).toBe(hmacHex);
      expect(truncate(mac, 8)).toBe(truncated % 100_000_000);
      expect(generateHotp(hmac, seed, counter, { algorithm: 'SHA1', digits: 6 })).toBe(otp);
      expect(generateHotp(hmac, seed, BigInt(counter), { algorithm: 'SHA1', digits: 6 })).toBe(otp);
    });
  }

  it('takes a moving factor of all 64 bits and refuses more', () => {
    expect(Buffer.from(encodeMovingFactor(18_446_744_073_709_551_615n)).toString('hex')).toBe('ffffffffffffffff');
    expect(Buffer.from(encodeMovingFactor(2 ** 40 + 5)).toString('hex')).toBe('0000010000000005');
    expect(() => encodeMovingFactor(18_446_744_073_709_551_616n)).toThrow(RangeError);
    expect(() => encodeMovingFactor(-1)).toThrow(RangeError);
  });
});

describe('TOTP, RFC 6238 appendix B', () => {
  for (const { atSeconds, algorithm, otp } of RFC_6238_APPENDIX_B) {
    it(`${algorithm} at ${atSeconds} s is ${otp}`, () => {
      const lengthBytes = { SHA1: 20, SHA256: 32, SHA512: 64 }[algorithm];
      const seed = text.encode('1234567890'.repeat(7).slice(0, lengthBytes));
      const step = timeStepAt(atSeconds * 1000, 30);
      expect(generateHotp(hmac, seed, step, { algorithm, digits: 8 })).toBe(otp);
    });
  }

  it('tries the likeliest steps first', () => {
    expect(stepOffsets(2)).toEqual([0, -1, 1, -2, 2]);
  });
});

describe('against other implementations', () => {
  it('equals otplib for any seed, counter, algorithm and length', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ minLength: 16, maxLength: 128 }),
        fc.integer({ min: 0, max: 2 ** 50 }),
        fc.constantFrom('SHA1' as const, 'SHA256' as const, 'SHA512' as const),
        fc.constantFrom(6 as const, 7 as const, 8 as const),
        (seed, counter, algorithm, digits) => {
          const expected = generateSync({
            strategy: 'hotp',
            secret: base32nopad.encode(seed),
            counter,
            digits,
            algorithm: algorithm.toLowerCase() as 'sha1' | 'sha256' | 'sha512',
          });
          expect(generateHotp(hmac, seed, counter, { algorithm, digits })).toBe(expected);
        },
      ),
      { numRuns: 300 },
    );
  });

  it('the HMAC by two one-shot hashes equals createHmac', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 300 }),
        fc.uint8Array({ maxLength: 300 }),
        fc.constantFrom('SHA1' as const, 'SHA256' as const, 'SHA512' as const, 'MD5' as const),
        (key, message, algorithm) => {
          expect(Buffer.from(hmac(algorithm, key, message))).toEqual(
            createHmac(algorithm.toLowerCase(), key).update(message).digest(),
          );
        },
      ),
    );
  });
});

describe('the otpauth URI', () => {
  it('has the issuer as prefix and parameter, blanks as %20 and an unpadded secret', () => {
    const uri = formatAppUri('Example: Works', 'user one@example.org', text.encode('12345678901234567890'));
    expect(uri).toBe(
      'otpauth://totp/Example%20%20Works:user%20one%40example.org?secret=GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ&issuer=Example%20%20Works',
    );
  });
});
