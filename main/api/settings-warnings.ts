import type { ENGINE_WARNINGS } from '../../shared/contract/engine.ts';
import { type AllSettings, SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';

type Warning = { readonly code: (typeof ENGINE_WARNINGS)[number]; readonly subject: string };

/** A working day: longer, and the password alone is enough on the next one too; ours. */
const CACHE_LONG_SECONDS = 8 * 60 * 60;

/** Settings that let more in than they should. */
export function settingsWarnings(settings: AllSettings): Warning[] {
  const { lockout, oath, caching } = settings;
  const defaults = settings['user-defaults'];
  const standard = SETTINGS_SECTIONS.oath.default;
  const isWide =
    oath.appWindowSteps > 2 * standard.appWindowSteps ||
    oath.hardwareWindowSteps > 2 * standard.hardwareWindowSteps ||
    oath.lookAheadCounters > 2 * standard.lookAheadCounters;
  return [
    ...(lockout.denialsToLock === 0 ? [{ code: 'lockout-off', subject: '' } as const] : []),
    ...(isWide ? [{ code: 'window-wide', subject: '' } as const] : []),
    ...(defaults.whenUserIsDisabled === 'succeed' ? [{ code: 'disabled-user-succeeds', subject: '' } as const] : []),
    ...(defaults.whenNoGatewayIsReachable === 'succeed' ? [{ code: 'no-gateway-succeeds', subject: '' } as const] : []),
    ...(settings['pin-rules'].preventsWeakPins ? [] : [{ code: 'weak-pins-allowed', subject: '' } as const]),
    ...(caching.rules.some(({ cacheSeconds }) => cacheSeconds > CACHE_LONG_SECONDS)
      ? [{ code: 'cache-long', subject: '' } as const]
      : []),
  ];
}
