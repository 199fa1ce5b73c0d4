import { expect, it } from 'vitest';
import { settingsWarnings } from '../../main/api/settings-warnings.ts';
import { type AllSettings, SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';

const delivered = Object.fromEntries(
  Object.entries(SETTINGS_SECTIONS).map(([section, { default: value }]) => [section, value]),
) as AllSettings;
const codes = (settings: AllSettings) => settingsWarnings(settings).map(({ code }) => code);

it('warns of nothing as delivered', () => {
  expect(codes(delivered)).toEqual([]);
});

it('warns of each setting that lets more in than it should', () => {
  const { 'user-defaults': defaults, 'pin-rules': pins, lockout } = delivered;
  const caching = (cacheSeconds: number): AllSettings => ({ ...delivered, caching: { rules: [{ kind: 'user', cacheSeconds }] } });
  expect(codes({ ...delivered, 'user-defaults': { ...defaults, whenUserIsDisabled: 'succeed' } })).toEqual([
    'disabled-user-succeeds',
  ]);
  expect(codes({ ...delivered, 'user-defaults': { ...defaults, whenNoGatewayIsReachable: 'succeed' } })).toEqual([
    'no-gateway-succeeds',
  ]);
  expect(codes({ ...delivered, 'pin-rules': { ...pins, preventsWeakPins: false } })).toEqual(['weak-pins-allowed']);
  expect(codes({ ...delivered, lockout: { ...lockout, denialsToLock: 0 } })).toEqual(['lockout-off']);
  expect(codes(caching(8 * 3600))).toEqual([]);
  expect(codes(caching(8 * 3600 + 1))).toEqual(['cache-long']);
});
