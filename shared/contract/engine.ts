import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { listenerStateSchema } from '../schemas/radius.ts';
import { TOPICS } from '../topics.ts';
import { procedure } from './procedure.ts';

export const ENGINE_WARNINGS = [
  'message-authenticator-not-required',
  'shared-secret-short',
  'no-radius-client',
  'listener-down',
  'audit-chain-broken',
  'passphrase-not-set',
] as const;

export const engineContract = {
  status: procedure({ permission: 'read' }).output(
    z.object({
      version: z.string(),
      serverName: z.string(),
      host: z.enum(['electron', 'headless', 'command-line']),
      startedAt: z.int(),
      listeners: z.array(listenerStateSchema),
      attemptsLastMinute: z.int(),
      /** Newest first. */
      warnings: z.array(z.object({ code: z.enum(ENGINE_WARNINGS), subject: z.string() })),
      lastBackupAt: z.int().optional(),
    }),
  ),
  /** Ends with the connection. First event at once, with no topics. At most one event each 250 ms. */
  events: procedure({ permission: 'read' }).output(eventIterator(z.object({ topics: z.array(z.enum(TOPICS)) }))),
};

export const backupsContract = {
  /** Writes one encrypted file on the server's own disk. Makes and answers a recovery passphrase where none was set. */
  create: procedure({ permission: 'administer', changes: true, errors: ['BACKUP_WRITE_FAILED'] })
    .input(z.object({ path: z.string().min(1).max(4096) }))
    .output(z.object({ path: z.string(), sizeBytes: z.int(), at: z.int(), recoveryPassphrase: z.string().optional() })),
  newPassphrase: procedure({ permission: 'administer', changes: true }).output(z.object({ recoveryPassphrase: z.string() })),
};
