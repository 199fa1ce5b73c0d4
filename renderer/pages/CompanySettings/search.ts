import { z } from 'zod';
import { SETTINGS_TABS } from '../../parts/settings-catalogue.ts';
import { choiceParameter, textParameter } from '../../ui/search-schema.ts';

/** Account lockout was a tab here: its old address leads to its page. */
export const MOVED_TAB = 'lockout';

export const settingsSearch = z.object({
  tab: choiceParameter([...SETTINGS_TABS, MOVED_TAB]),
  find: textParameter(),
  /** The setting that a link points at, e.g. lockout.denialsToLock. */
  setting: textParameter(),
  /** Of the message texts, the words and the questions that are shown. */
  language: textParameter(),
  /** The message text whose drawer is open. */
  text: textParameter(),
  /** registry: the drawer that takes over the old server's values. */
  import: choiceParameter(['registry']),
});
export type SettingsSearch = z.output<typeof settingsSearch>;
