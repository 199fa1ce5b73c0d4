import { expect, it } from 'vitest';
import { formatNumber } from '../../../main/protocols/sms/phone-number.ts';
import { isInCountries, toE164 } from '../../../shared/phone-number.ts';

it.each([
  ['+31 6 123 45678', '', '+31612345678'],
  ['0031 6-123.45678', '49', '+31612345678'],
  ['06 12345678', '31', '+31612345678'],
  ['612345678', '31', '+31612345678'],
  ['(06) 1234 5678', '31', '+31612345678'],
  ['+31 (0)6 12345678', '31', '+31612345678'],
  ['06 1234 5678', '39', '+390612345678'],
  ['425 555 0100', '1', '+14255550100'],
  ['06 12345678', '', undefined],
  ['+31 6 12AB', '31', undefined],
  ['+0612345678', '31', undefined],
  ['12', '31', undefined],
  ['+1234567890123456', '', undefined],
  ['', '31', undefined],
])('%s in +%s is %s', (written, callingCode, expected) => {
  expect(toE164(written, callingCode)).toBe(expected);
});

it('writes a number as the gateway wants it', () => {
  expect((['plus', 'digits', 'zero-zero'] as const).map((format) => formatNumber('+31612345678', format))).toEqual([
    '+31612345678',
    '31612345678',
    '0031612345678',
  ]);
});

it('knows the country of a number by its start', () => {
  expect(isInCountries('+31612345678', ['32', '31'])).toBe(true);
  expect(isInCountries('+18765550100', ['1876'])).toBe(true);
  expect(isInCountries('+14255550100', ['1876'])).toBe(false);
  expect(isInCountries('+31612345678', [])).toBe(false);
});
