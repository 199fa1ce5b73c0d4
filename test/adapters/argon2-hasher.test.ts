import { expect, it } from 'vitest';
import { createArgon2Hasher } from '../../main/adapters/argon2-hasher.ts';
import { random } from '../support/store.ts';

it('checks argon2id hashes, and takes an absent one for wrong', async () => {
  const hasher = await createArgon2Hasher(random);
  const phc = await hasher.hash('correct horse');
  expect(phc).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
  expect(await hasher.hash('correct horse')).not.toBe(phc);
  expect(await hasher.verify(phc, 'correct horse')).toBe(true);
  expect(await hasher.verify(phc, 'wrong horse')).toBe(false);
  expect(await hasher.verify(undefined, 'correct horse')).toBe(false);
});
