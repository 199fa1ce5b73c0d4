import { eventIterator } from '@orpc/contract';
import { z } from 'zod';
import { instantSchema } from '../schemas/common.ts';
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
  'disk-almost-full',
  'backup-failed',
  'backup-old',
  'backup-not-scheduled',
  'log-not-pruned',
  'lockout-off',
  'window-wide',
  'disabled-user-succeeds',
  'no-gateway-succeeds',
  'weak-pins-allowed',
  'cache-long',
  'data-folder-open',
  'mail-failing',
  'mail-from-missing',
  'gateway-down',
  'gateway-deaf',
  'no-gateway',
  'inbound-down',
  'trunk-down',
  'no-trunk',
  'caller-id-missing',
  'fraud-greeting',
] as const;

export const engineContract = {
  status: procedure({ permission: 'read' }).output(
    z.object({
      version: z.string(),
      serverName: z.string(),
      host: z.enum(['electron', 'headless', 'command-line']),
      startedAt: z.int(),
      /** True when the data folder holds invented data. */
      isDemo: z.boolean(),
      listeners: z.array(listenerStateSchema),
      attemptsLastMinute: z.int(),
      /** Attempts of each of the last 60 minutes, oldest first; the last one is still running. */
      attemptsByMinute: z.array(z.int()),
      /** Newest first. */
      warnings: z.array(z.object({ code: z.enum(ENGINE_WARNINGS), subject: z.string() })),
      lastBackupAt: z.int().optional(),
    }),
  ),
  /** What stands behind the server: disk, database, log, and its last errors in their own words. */
  health: procedure({ permission: 'read-settings' }).output(
    z.object({
      dataFolder: z.string(),
      disk: z.object({ freeBytes: z.int(), totalBytes: z.int() }).optional(),
      /** The database file with its write-ahead log. */
      databaseBytes: z.int(),
      attempts: z.object({ oldestAt: instantSchema.optional(), rowCount: z.int() }),
      /** Removing attempts that are older than the setting says. */
      pruning: z.object({ lastRunAt: instantSchema.optional(), prunedCount: z.int(), problem: z.string().optional() }),
      /** Newest first, since the start; at most 20. */
      errors: z.array(z.object({ at: instantSchema, message: z.string(), problem: z.string(), count: z.int() })),
      /** Where the server writes its log; '' for standard error of its process. */
      logFile: z.string(),
      /** Of the file that is written now. */
      logFileBytes: z.int(),
    }),
  ),
  /** What waits for a person's decision. */
  decisions: procedure({ permission: 'read' }).output(
    z.object({
      usersWithoutToken: z.int(),
      /** Enabled tokens that expire within 30 days. */
      tokensExpiring: z.int(),
      /** Enabled TOTP tokens whose drift is at two thirds of their window or beyond. */
      tokensDrifting: z.int(),
      /** Disabled counter tokens, as after a restore: each wants a resync. */
      tokensHotpDisabled: z.int(),
    }),
  ),
  /** Ends with the connection. First event at once, with no topics. At most one event each 250 ms. */
  events: procedure({ permission: 'read' }).output(eventIterator(z.object({ topics: z.array(z.enum(TOPICS)) }))),
};
