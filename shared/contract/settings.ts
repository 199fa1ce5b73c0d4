import { z } from 'zod';
import { MESSAGE_TEXT_KEYS } from '../message-texts.ts';
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
  /**
   * What an exported .reg file of the old server (or, with no content, the registry of this Windows machine) sets:
   * `applied` false is a preview. Throws REGISTRY_FILE_INVALID, REGISTRY_UNAVAILABLE.
   */
  importRegistry: procedure({
    permission: 'administer',
    changes: true,
    errors: ['REGISTRY_FILE_INVALID', 'REGISTRY_UNAVAILABLE', 'SETTINGS_REVISION_CONFLICT'],
  })
    .input(z.object({ /** Base64 of the file. */ content: z.string().max(4_000_000).optional(), isDryRun: z.boolean() }))
    .output(
      z.object({
        applied: z.boolean(),
        values: z.array(
          z.object({
            /** pfsvc_pendingSmsTimeoutSeconds, UsernameCxz_stripPrefixDomain. */
            name: z.string(),
            found: z.string(),
            section: z.string(),
            field: z.string(),
            before: z.string(),
            after: z.string(),
            /** '' when it can be taken over; not-a-dword: of another type; out-of-range: outside what the setting takes. */
            problem: z.enum(['', 'not-a-dword', 'out-of-range']),
          }),
        ),
      }),
    ),
  /** Length and parts of a text as a phone counts them, with its placeholders filled by examples. */
  previewText: procedure({ permission: 'read-settings' })
    .input(
      z.object({
        text: z.string().max(1000),
        /** Which text it is; without it the placeholders of all texts are known. */
        key: z.enum(MESSAGE_TEXT_KEYS).optional(),
        codeDigits: z.int().min(4).max(10).default(6),
      }),
    )
    .output(
      z.object({
        text: z.string(),
        encoding: z.enum(['gsm-7', 'ucs-2']),
        length: z.int(),
        segmentCount: z.int(),
        /** Placeholders that mean nothing in this text. */
        unknownPlaceholders: z.array(z.string()),
      }),
    ),
};
