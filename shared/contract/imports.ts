import { z } from 'zod';
import {
  IMPORT_FILE_ERROR_CODES,
  importPreviewRequestSchema,
  importPreviewSchema,
  importResultSchema,
  importRowsQuerySchema,
  importRowsSchema,
} from '../schemas/token-import.ts';
import { procedure } from './procedure.ts';

const importIdSchema = z.object({ importId: z.string() });

/** The token import wizard: preview, page through rows, commit or cancel. Seeds never cross the contract back. */
export const importsContract = {
  preview: procedure({ permission: 'administer', changes: true, errors: IMPORT_FILE_ERROR_CODES })
    .input(importPreviewRequestSchema)
    .output(importPreviewSchema),
  rows: procedure({ permission: 'administer', errors: ['IMPORT_NOT_FOUND'] })
    .input(importRowsQuerySchema)
    .output(importRowsSchema),
  /** all-or-nothing refuses when any row is an error; good-rows leaves errors out. Duplicates are left out in both. */
  commit: procedure({
    permission: 'administer',
    changes: true,
    errors: ['IMPORT_NOT_FOUND', 'IMPORT_HAS_BAD_ROWS', 'IMPORT_CONFLICT', 'STORE_WRITE_FAILED'],
  })
    .input(importIdSchema.extend({ policy: z.enum(['all-or-nothing', 'good-rows']) }))
    .output(importResultSchema),
  cancel: procedure({ permission: 'administer', changes: true }).input(importIdSchema).output(z.object({})),
};
