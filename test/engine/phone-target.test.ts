import { describe, expect, it } from 'vitest';
import { phoneTarget } from '../../main/engine/methods/phone-target.ts';
import { METHOD_SETTINGS } from '../../shared/schemas/method-settings.ts';

const DEFAULTS = METHOD_SETTINGS['user-defaults'].default;
type Over = Partial<typeof DEFAULTS>;
const target = (countryCode: string, number: string, over: Over = {}, enablesGlobalServices?: boolean) =>
  phoneTarget({ countryCode, number }, { enablesGlobalServices }, { ...DEFAULTS, ...over });
const refusal = (result: string, reason: string) => ({ refusal: { result, reason } });
const MALFORMED = refusal('INVALID_PHONE_NUMBER_FORMAT', 'phone-malformed');
const NOT_ALLOWED = refusal('INTERNATIONAL_CALLS_NOT_ALLOWED', 'country-not-allowed');
const NOT_GLOBAL = refusal('INTERNATIONAL_CALLS_NOT_ALLOWED', 'global-services-off');

describe('the number that a call or a text goes to', () => {
  it.each([
    ['31', '06 12345678', { number: '+31612345678' }],
    ['39', '06 1234 5678', { number: '+390612345678' }],
    ['1', '(425) 555-0100', { number: '+14255550100' }],
    ['31', '+31 (0)6 12345678', { number: '+31612345678' }],
    ['1', '+31 6 12345678', { number: '+31612345678' }],
    ['1', '425 555 010', MALFORMED],
    ['1', '425 555 01000', MALFORMED],
    ['31', '+1 425 555 010', MALFORMED],
    ['31', '12', MALFORMED],
    ['31', '6 12345678 12345678', MALFORMED],
    ['', '06 12345678', MALFORMED],
    ['31', ' ', refusal('INVALID_PHONE_NUMBER', 'no-phone')],
  ])('+%s "%s" is %j', (countryCode, number, expected) => {
    expect(target(countryCode, number)).toEqual(expected);
  });

  it('is checked by its own country, whatever country code stands beside it', () => {
    const dutch: Over = { allowedCountryCodes: ['31'] };
    expect(target('31', '06 12345678', dutch)).toEqual({ number: '+31612345678' });
    expect(target('1', '+31 6 12345678', dutch)).toEqual({ number: '+31612345678' });
    expect(target('31', '+44 20 7946 0000', dutch)).toEqual(NOT_ALLOWED);
    expect(target('31', '0044 20 7946 0000', dutch)).toEqual(NOT_ALLOWED);
  });

  it('needs Global Services outside the home countries, of the user or by the setting', () => {
    const off: Over = { enablesGlobalServices: false, homeCountryCodes: ['31'] };
    expect(target('31', '+44 20 7946 0000', off)).toEqual(NOT_GLOBAL);
    expect(target('31', '+44 20 7946 0000', off, true)).toEqual({ number: '+442079460000' });
    expect(target('44', '+31 6 12345678', off)).toEqual({ number: '+31612345678' });
    expect(target('31', '+44 20 7946 0000', { homeCountryCodes: ['31'] }, false)).toEqual(NOT_GLOBAL);
  });
});
