import { z } from 'zod';
import { SETTINGS_TABS } from '../../parts/settings-catalogue.ts';
import { choiceParameter, textParameter } from '../../ui/search-schema.ts';

export const settingsSearch = z.object({
  tab: choiceParameter(SETTINGS_TABS),
  find: textParameter(),
  /** The setting that a link points at, e.g. lockout.denialsToLock. */
  setting: textParameter(),
});
