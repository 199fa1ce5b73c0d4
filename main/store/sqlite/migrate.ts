import { appError } from '../../engine/app-error.ts';
import type { Connection } from './connection.ts';
import type { Migration } from './migration.ts';
import { initial } from './migrations/0010-initial.ts';
import { reports } from './migrations/0020-reports.ts';
import { tags } from './migrations/0030-tags.ts';
import { operators } from './migrations/0040-operators.ts';
import { settingsChanges } from './migrations/0050-settings.ts';
import { methods } from './migrations/0060-methods.ts';
import { gateways } from './migrations/0070-gateways.ts';
import { mail } from './migrations/0080-mail.ts';
import { phoneCalls } from './migrations/0090-phone-calls.ts';
import { trunks } from './migrations/0100-trunks.ts';
import { voiceMessages } from './migrations/0110-voice-messages.ts';

export const MIGRATIONS: readonly Migration[] = [
  initial,
  reports,
  tags,
  operators,
  settingsChanges,
  methods,
  gateways,
  mail,
  phoneCalls,
  trunks,
  voiceMessages,
];

export function newestVersion(migrations: readonly Migration[] = MIGRATIONS): number {
  return migrations.at(-1)?.version ?? 0;
}

function schemaVersion(connection: Connection): number {
  return Number(connection.pragma('user_version', { simple: true }));
}

/** @throws STORE_SCHEMA_FROM_FUTURE when a newer Countersign has written this database. */
export function checkSchemaIsKnown(connection: Connection, migrations: readonly Migration[] = MIGRATIONS): void {
  const found = schemaVersion(connection);
  const known = newestVersion(migrations);
  if (found > known) throw appError('STORE_SCHEMA_FROM_FUTURE', { detail: { found, known } });
}

/**
 * Brings the schema to the newest version: all steps and the version in one transaction. `copyBefore` is
 * called first for a database that holds something already.
 * @throws STORE_SCHEMA_FROM_FUTURE, before anything is written.
 */
export function migrate(
  connection: Connection,
  copyBefore: (version: number) => void,
  migrations: readonly Migration[] = MIGRATIONS,
): void {
  checkMonotonic(migrations);
  checkSchemaIsKnown(connection, migrations);
  const from = schemaVersion(connection);
  const steps = migrations.filter((migration) => migration.version > from);
  if (steps.length === 0) return;
  if (from > 0) copyBefore(from);
  connection
    .transaction(() => {
      for (const step of steps) step.up(connection);
      connection.pragma(`user_version = ${newestVersion(migrations)}`);
    })
    .exclusive();
}

function checkMonotonic(migrations: readonly Migration[]): void {
  let previous = 0;
  for (const { version } of migrations) {
    if (!Number.isInteger(version) || version <= previous) throw new TypeError(`migration ${version} is out of order`);
    previous = version;
  }
}
