import fc from 'fast-check';
import { expect, it } from 'vitest';
import { maskPhone } from '../../main/engine/mask-phone.ts';

it('leaves the last four digits', () => {
  expect(maskPhone('+31 612345678')).toBe('+•• •••••5678');
  expect(maskPhone('(555) 010-0123')).toBe('(•••) •••-0123');
  expect(maskPhone('')).toBe('');
});

it('hides a number of four digits or fewer whole', () => {
  expect(maskPhone('1234')).toBe('••••');
});

it('never shows more than four digits', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(maskPhone(text).replaceAll(/\D/g, '').length).toBeLessThanOrEqual(4);
    }),
  );
});
