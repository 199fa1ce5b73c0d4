// RFC 6030 figures 2 to 7 and 10, transcribed in test/vectors/pskc; keys and passwords are those of the RFC's text.
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { createNodePskcCrypto } from '../../main/adapters/node-pskc-crypto.ts';
import { readPskc } from '../../main/protocols/pskc/read-pskc.ts';

const SEED = Buffer.from('12345678901234567890');
const KEY = Buffer.from('12345678901234567890123456789012', 'hex');

function figure(number: number): string {
  return readFileSync(new URL(`../vectors/pskc/rfc6030-figure${number}.xml`, import.meta.url), 'utf8');
}
function read(text: string, unlocking: { password?: string; key?: Uint8Array } = {}) {
  return readPskc(text, { password: unlocking.password, key: unlocking.key }, createNodePskcCrypto());
}
function open(text: string, unlocking: { password?: string; key?: Uint8Array } = {}) {
  const reading = read(text, unlocking);
  if (reading.state !== 'open') throw new Error(`locked: ${reading.problem}`);
  return reading.candidates;
}

describe('the figures of RFC 6030', () => {
  it('figure 2 has a secret of four bytes', () => {
    const [key] = open(figure(2));
    expect(key).toMatchObject({ serial: '12345678', type: 'hotp', digits: 6, counter: '0', finding: undefined });
    expect(Buffer.from(key?.seed ?? [])).toEqual(Buffer.from('1234'));
  });

  it('figure 3 has device, response format and the uid of a distinguished name', () => {
    const [key] = open(figure(3));
    expect(key).toMatchObject({ serial: '987654321', user: 'jsmith', manufacturer: 'Manufacturer', digits: 8, line: 6 });
    expect(Buffer.from(key?.seed ?? [])).toEqual(SEED);
  });

  it('figure 4 has no secret', () => {
    expect(open(figure(4))[0]?.finding?.code).toBe('SECRET_MISSING');
  });

  it('figure 5 has a key with a PIN policy, and the PIN, which is no token', () => {
    const keys = open(figure(5));
    expect(keys.map((key) => key.finding?.code)).toEqual([undefined, 'ALGORITHM_UNKNOWN']);
  });

  it('figure 6 opens with the pre-shared key', () => {
    const [key] = open(figure(6), { key: KEY });
    expect(key).toMatchObject({ serial: '987654321', type: 'hotp', digits: 8, counter: '0', finding: undefined });
    expect(Buffer.from(key?.seed ?? [])).toEqual(SEED);
  });

  it('figure 7 opens with the password qwerty', () => {
    const [key] = open(figure(7), { password: 'qwerty' });
    expect(key).toMatchObject({ serial: '987654321', manufacturer: 'TokenVendorAcme', finding: undefined });
    expect(Buffer.from(key?.seed ?? [])).toEqual(SEED);
  });

  it('figure 10 has four keys with dates', () => {
    const keys = open(figure(10));
    expect(keys.map((key) => key.serial)).toEqual(['654321', '123456', '9999999', '9999999']);
    expect(keys[0]).toMatchObject({ startsAt: Date.UTC(2006, 4, 1), expiresAt: Date.UTC(2006, 4, 31) });
  });
});

describe('a file that is locked', () => {
  it('asks for what it needs', () => {
    expect(read(figure(6))).toEqual({ state: 'locked', needs: 'key', keyName: 'Pre-shared-key', problem: '' });
    expect(read(figure(7))).toEqual({ state: 'locked', needs: 'password', keyName: 'My Password 1', problem: '' });
  });

  it('says that the password, the key or its length is wrong', () => {
    expect(read(figure(7), { password: 'qwertz' })).toMatchObject({ problem: 'PSKC_PASSWORD_WRONG' });
    expect(read(figure(6), { key: Buffer.alloc(16, 7) })).toMatchObject({ problem: 'PSKC_KEY_WRONG' });
    expect(read(figure(6), { key: Buffer.alloc(32, 7) })).toMatchObject({ problem: 'PSKC_KEY_LENGTH_INVALID' });
  });
});
