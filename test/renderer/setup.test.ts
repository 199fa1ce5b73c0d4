import { expect, it } from 'vitest';
import { askedGroup, freshPassphrase, isGroup } from '../../renderer/pages/Setup/passphrase-proof.ts';
import { SETUP_STEPS, setupSearch, stepAfter, stepBefore } from '../../renderer/pages/Setup/search.ts';

const PASSPHRASE = 'ABCDEF-GHJKMN-PQRSTV-WXYZ01-234567-89ABCD';

it('goes through every step in order and back, and stays on the last', () => {
  for (const [at, step] of SETUP_STEPS.entries()) {
    expect(stepAfter(step)).toBe(SETUP_STEPS[at + 1] ?? 'done');
    expect(stepBefore(step)).toBe(SETUP_STEPS[at - 1]);
  }
});

it('an old or broken address opens the wizard all the same', () => {
  expect(setupSearch.parse({ step: 'gone', client: 'x', user: '-1' })).toEqual({});
  expect(setupSearch.parse({ step: 'test', client: '3' })).toEqual({ step: 'test', client: 3 });
});

it('asks for any group but the first', () => {
  expect([0, 0.2, 0.4, 0.6, 0.8, 0.999].map((at) => askedGroup(PASSPHRASE, () => at))).toEqual([1, 2, 3, 4, 5, 5]);
});

it('a group counts in any case and with letters that look alike, a wrong one does not', () => {
  expect(isGroup(PASSPHRASE, 1, ' ghjkmn ')).toBe(true);
  expect(isGroup(PASSPHRASE, 3, 'wxyzoi')).toBe(true);
  expect(isGroup(PASSPHRASE, 1, 'GHJKM')).toBe(false);
  expect(isGroup(PASSPHRASE, 1, 'PQRSTV')).toBe(false);
  expect(isGroup(PASSPHRASE, 6, '')).toBe(false);
});

it('a fresh passphrase can be forgotten', () => {
  freshPassphrase.keep(PASSPHRASE);
  expect(freshPassphrase.read()).toBe(PASSPHRASE);
  freshPassphrase.forget();
  expect(freshPassphrase.read()).toBeUndefined();
});
