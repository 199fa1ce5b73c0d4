import { z } from 'zod';
import { instantSchema } from '../schemas/common.ts';
import { procedure } from './procedure.ts';

export const BACKUP_KINDS = ['manual', 'scheduled'] as const;

export const backupSchema = z.object({
  id: z.int(),
  at: instantSchema,
  path: z.string(),
  kind: z.enum(BACKUP_KINDS),
  /** Undefined for a failed one, and for those of earlier versions. */
  sizeBytes: z.int().optional(),
  /** Who made it; '' for those of earlier versions. */
  actor: z.string(),
  /** Why it failed, in the system's own words; undefined for a good one. */
  problem: z.string().optional(),
  /** When the server deleted the file, to keep as many as the setting says. */
  deletedAt: instantSchema.optional(),
});

export const backupsContract = {
  /**
   * Writes one encrypted file on the server's own disk; without a path, into the folder of the settings. Makes and
   * answers a recovery passphrase where none was set.
   */
  create: procedure({ permission: 'administer', changes: true, errors: ['BACKUP_WRITE_FAILED', 'STORE_BUSY'] })
    .input(z.object({ path: z.string().min(1).max(4096).optional() }))
    .output(z.object({ path: z.string(), sizeBytes: z.int(), at: z.int(), recoveryPassphrase: z.string().optional() })),
  list: procedure({ permission: 'read-settings' }).output(
    z.object({
      /** Newest first, at most 200. */
      rows: z.array(backupSchema),
      /** The newest good one, even where it is no longer among the rows. */
      last: z.object({ at: instantSchema, path: z.string() }).optional(),
      /** When the schedule makes the next; undefined while it is off. */
      nextAt: instantSchema.optional(),
      /** Where back-ups go: the folder of the settings, or the one of the data folder. */
      folder: z.string(),
      /** True when that is inside the data folder: one broken disk takes both. */
      isBesideData: z.boolean(),
      hasPassphrase: z.boolean(),
      /** Bytes of the database now. */
      databaseBytes: z.int(),
      running: z.object({ startedAt: instantSchema, writtenBytes: z.int(), totalBytes: z.int() }).optional(),
    }),
  ),
  newPassphrase: procedure({ permission: 'administer', changes: true }).output(z.object({ recoveryPassphrase: z.string() })),
};
