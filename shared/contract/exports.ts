import { z } from 'zod';
import { exportJobSchema, exportRequestSchema } from '../schemas/export.ts';
import { procedure } from './procedure.ts';

const idSchema = z.object({ id: z.string().min(1).max(64) });

/**
 * A job a file. An operator sees and fetches only their own. The finished file is fetched outside the contract: GET
 * EXPORT_PATH/:id in a browser, the host's saveExport on the desktop. It is wiped after its lifetime and at start.
 */
export const exportsContract = {
  start: procedure({ permission: 'read', errors: ['EXPORT_TOO_MANY', 'REPORT_PERIOD_INVALID'] })
    .input(exportRequestSchema)
    .output(exportJobSchema),
  get: procedure({ permission: 'read', errors: ['EXPORT_NOT_FOUND'] })
    .input(idSchema)
    .output(exportJobSchema),
  /** Stops a running one and wipes its file. Harmless when it is over. */
  cancel: procedure({ permission: 'read', errors: ['EXPORT_NOT_FOUND'] })
    .input(idSchema)
    .output(exportJobSchema),
};
