/** Saves a section that is changed one piece at a time: no form of the whole, each change in force at once. */
import type { SettingsChange, StoredSettings } from '../../../shared/schemas/settings.ts';
import { type CommandOf, useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';

type StoredOf<Section extends StoredSettings['section']> = Extract<StoredSettings, { section: Section }>;

export function useSaveSection<Section extends SettingsChange['section']>(section: Section) {
  const settings = useQueryOf('settings.list');
  const update = useCommand('settings.update');
  const stored = settings.data?.find((each): each is StoredOf<Section> => each.section === section);
  const save = (value: StoredOf<Section>['value'], options: Parameters<CommandOf<'settings.update'>['mutate']>[1]) => {
    if (stored === undefined) return;
    // Section and value belong together by the one name.
    update.mutate({ section, revision: (stored as StoredSettings).revision, value } as unknown as SettingsChange, options);
  };
  return { settings, stored, update, save } as const;
}
