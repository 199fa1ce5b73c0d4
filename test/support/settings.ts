import { type AllSettings, SETTINGS_SECTIONS } from '../../shared/schemas/settings.ts';

/** Every section as it is before anybody changes it; `over` in the place of some. */
export function settingsAsDelivered(over: Partial<AllSettings> = {}): AllSettings {
  const delivered = Object.fromEntries(Object.entries(SETTINGS_SECTIONS).map(([section, entry]) => [section, entry.default]));
  // Section and default belong together by the one name.
  return { ...(delivered as AllSettings), ...over };
}
