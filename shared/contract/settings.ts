import { z } from 'zod';
import { settingsChangeSchema, storedSettingsSchema } from '../schemas/settings.ts';
import { procedure } from './procedure.ts';

export const settingsContract = {
  /** Every section: its value, its default, and who changed it last. */
  list: procedure({ permission: 'read-settings' }).output(z.array(storedSettingsSchema)),
  /** In force when it is answered. `revision` is the one that the console has read. */
  update: procedure({
    permission: 'administer',
    changes: true,
    errors: ['SETTINGS_REVISION_CONFLICT', 'BACKUP_FOLDER_UNUSABLE', 'PASSPHRASE_NOT_SET'],
  })
    .input(settingsChangeSchema)
    .output(storedSettingsSchema),
};
