import fc from 'fast-check';
import { expect, it } from 'vitest';
import { generatePassphrase, parsePassphrase } from '../../main/adapters/recovery-passphrase.ts';
import { createSecretBox, SealedValueError } from '../../main/adapters/secret-box.ts';
import { random } from '../support/store.ts';

const box = createSecretBox(random.bytes(32), random);

it('opens what it sealed', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plaintext, context) => {
      expect(new Uint8Array(box.open(box.seal(plaintext, context), context))).toEqual(plaintext);
    }),
  );
});

it('never seals twice alike', () => {
  const plaintext = Buffer.from('seed');
  expect(box.seal(plaintext, 'a')).not.toEqual(box.seal(plaintext, 'a'));
});

it('refuses another context, another key, any changed bit and any cut', () => {
  const sealed = Buffer.from(box.seal(Buffer.from('a seed of 20 bytes..'), 'token-seed:ab1'));
  expect(() => box.open(sealed, 'token-seed:ab2')).toThrow(SealedValueError);
  expect(() => createSecretBox(random.bytes(32), random).open(sealed, 'token-seed:ab1')).toThrow(SealedValueError);
  for (let at = 0; at < sealed.length; at += 1) {
    const changed = Buffer.from(sealed);
    changed[at] = (changed[at] ?? 0) ^ 1;
    expect(() => box.open(changed, 'token-seed:ab1')).toThrow(SealedValueError);
    expect(() => box.open(sealed.subarray(0, at), 'token-seed:ab1')).toThrow(SealedValueError);
  }
});

it('makes recovery passphrases that are read back in any spelling, and tells a slip of the pen', () => {
  const passphrase = generatePassphrase(random);
  expect(passphrase).toMatch(/^([0-9A-HJKMNP-TV-Z]{6}-){5}[0-9A-HJKMNP-TV-Z]{6}$/);
  const body = parsePassphrase(passphrase);
  expect(body).toHaveLength(32);
  const spoken = passphrase.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o').replaceAll('1', 'l');
  expect(parsePassphrase(spoken)).toBe(body);
  const slipped = (passphrase[0] === 'A' ? 'B' : 'A') + passphrase.slice(1);
  expect(parsePassphrase(slipped)).toBeUndefined();
  expect(parsePassphrase('')).toBeUndefined();
});
