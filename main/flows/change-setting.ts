/** A settings section as the console reads and changes it; each change is in force when it is answered. */
import {
  SETTINGS_SECTIONS,
  type SettingsChange,
  type SettingsSection,
  type StoredSettings,
} from '../../shared/schemas/settings.ts';
import { appError } from '../engine/app-error.ts';
import type { Store } from '../store/port.ts';

/** Where a value came from when no operator typed it; stands in the audit row. */
export type ChangeOrigin = { readonly registryValue: string };

export interface SettingsFlows {
  list(): Promise<StoredSettings[]>;
  /** Throws SETTINGS_REVISION_CONFLICT, BACKUP_FOLDER_UNUSABLE, PASSPHRASE_NOT_SET; then nothing was changed. */
  update(actor: string, change: SettingsChange, origin?: ChangeOrigin): Promise<StoredSettings>;
}

export type SettingsPorts = {
  readonly store: Pick<Store, 'read' | 'write' | 'settings'>;
  /** Makes the folder where it is missing and tries to write in it. Throws BACKUP_FOLDER_UNUSABLE. */
  readonly checkBackupFolder: (folder: string) => Promise<void>;
  readonly hasPassphrase: () => boolean;
  /** The engine takes over what is stored now. */
  readonly apply: () => Promise<void>;
};

export function createSettingsFlows({ store, checkBackupFolder, hasPassphrase, apply }: SettingsPorts): SettingsFlows {
  const stored = async (section: SettingsSection): Promise<StoredSettings> => {
    const [{ revision, value }, changes] = await Promise.all([
      store.settings(section),
      store.read('settings.changes', undefined),
    ]);
    const change = changes.find((each) => each.section === section);
    // Section, value and default belong together by the one name.
    return {
      section,
      revision,
      value,
      default: SETTINGS_SECTIONS[section].default,
      ...(change?.changedAt === undefined ? {} : { changedAt: change.changedAt }),
      ...(change?.changedBy === undefined ? {} : { changedBy: change.changedBy }),
    } as StoredSettings;
  };
  return {
    list: () => Promise.all((Object.keys(SETTINGS_SECTIONS) as SettingsSection[]).map(stored)),
    async update(actor, { section, value, revision }, origin) {
      const before = await store.settings(section);
      if (before.revision !== revision) throw appError('SETTINGS_REVISION_CONFLICT', { detail: { section } });
      if (section === 'backup') {
        // A schedule that makes files which nobody can open would be worse than none.
        if (value.schedule !== 'off' && !hasPassphrase()) throw appError('PASSPHRASE_NOT_SET');
        await checkBackupFolder(value.folder);
      }
      await store.write(
        'settings.update',
        { section, value, revision, changedBy: actor },
        { actor, action: 'settings.update', subject: section, detail: { before: before.value, after: value, ...origin } },
      );
      await apply();
      return stored(section);
    },
  };
}
