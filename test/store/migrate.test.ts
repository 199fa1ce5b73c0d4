import { readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { findAttempt, listAttempts } from '../../main/store/sqlite/attempts.ts';
import { checkRollup } from '../../main/store/sqlite/check-rollup.ts';
import { MIGRATIONS, migrate, newestVersion } from '../../main/store/sqlite/migrate.ts';
import type { Migration } from '../../main/store/sqlite/migration.ts';
import { copyDatabase, prepareDatabase } from '../../main/store/sqlite/prepare-database.ts';
import { listRadiusClients } from '../../main/store/sqlite/radius-clients.ts';
import { findUserByName } from '../../main/store/sqlite/user-rows.ts';
import { temporaryFolder } from '../support/store.ts';

const SNAPSHOT = new URL('./schema.snapshot.sql', import.meta.url);

/** What a reader of the schema sees; the tables that FTS5 keeps for itself are left out. */
function schemaOf(connection: Database.Database): string {
  const rows = connection
    .prepare<[], { sql: string }>(
      "SELECT sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT LIKE 'user_words_%' ORDER BY type, name",
    )
    .all();
  return `-- user_version ${newestVersion()}\n${rows.map(({ sql }) => `${sql};`).join('\n')}\n`;
}

it('makes the schema that is committed; UPDATE_SCHEMA=1 writes it anew', () => {
  const connection = new Database(':memory:');
  migrate(connection, () => undefined);
  const schema = schemaOf(connection);
  if (process.env.UPDATE_SCHEMA === '1') writeFileSync(SNAPSHOT, schema);
  expect(schema).toBe(readFileSync(SNAPSHOT, 'utf8'));
  expect(connection.pragma('user_version', { simple: true })).toBe(newestVersion());
  const loose = connection
    .prepare<[], { name: string }>(
      "SELECT name FROM pragma_table_list WHERE schema = 'main' AND type = 'table' AND strict = 0 AND name NOT LIKE 'sqlite_%'",
    )
    .all();
  expect(loose).toEqual([]);
});

const next: Migration = {
  version: newestVersion() + 10,
  up: (connection) => connection.exec('ALTER TABLE backups ADD COLUMN note TEXT'),
};

it('copies an existing database before it migrates, and does nothing the second time', () => {
  const folder = temporaryFolder();
  const connection = new Database(join(folder.path, 'a.db'));
  migrate(connection, () => undefined, MIGRATIONS);
  const copies: number[] = [];
  const copy = (version: number) => {
    copies.push(version);
    copyDatabase(connection, join(folder.path, `copy-${version}.db`));
  };
  migrate(connection, copy, [...MIGRATIONS, next]);
  migrate(connection, copy, [...MIGRATIONS, next]);
  expect(copies).toEqual([newestVersion()]);
  const before = new Database(join(folder.path, `copy-${newestVersion()}.db`));
  expect(before.pragma('user_version', { simple: true })).toBe(newestVersion());
  before.close();
  connection.close();
  folder.remove();
});

it('leaves the database as it was when a step fails', () => {
  const connection = new Database(':memory:');
  migrate(connection, () => undefined);
  const before = schemaOf(connection);
  const broken: Migration = {
    version: newestVersion() + 20,
    up: () => {
      throw new Error('broken');
    },
  };
  expect(() => migrate(connection, () => undefined, [...MIGRATIONS, next, broken])).toThrow('broken');
  expect(schemaOf(connection)).toBe(before);
  expect(connection.pragma('user_version', { simple: true })).toBe(newestVersion());
});

it('fills the reports of a log that is there already: they equal it', () => {
  const connection = new Database(':memory:');
  migrate(connection, () => undefined, MIGRATIONS.slice(0, 1));
  const insert = connection.prepare(`INSERT INTO attempts (at, session_id, username, username_key, first_name, last_name, email,
    phone, device_token, authentication_type, application_name, client_address, calling_address, method, mode, token_serial,
    result, is_granted, reason, server_name, server_address, duration_milliseconds)
    VALUES (@at, '', 'a', 'a', '', '', '', '', '', 'radius', @application, '192.0.2.1', @calling, @method, NULL, '', @result,
    @isGranted, 'otp-verified', 'mfa1', '', 1)`);
  for (let i = 0; i < 3000; i += 1) {
    const at = Date.UTC(2026, 0, 1) + i * 3_000_000;
    const method = i % 5 === 0 ? null : 'oath-token';
    insert.run({ at, application: `A${i % 3}`, calling: `198.51.100.${i % 7}`, method, result: 3 + (i % 2), isGranted: i % 2 });
  }
  connection.exec(`
    INSERT INTO attempt_counts SELECT at - at % 3600000, server_name, application_name, coalesce(method, ''), '', result,
      is_granted, count(*) FROM attempts GROUP BY 1, 2, 3, 4, 5, 6, 7;
    INSERT INTO attempt_hours SELECT at - at % 3600000, min(id), max(id) FROM attempts GROUP BY 1`);
  migrate(connection, () => undefined);
  expect(checkRollup(connection)).toMatchObject({ isEqual: true, attemptCount: 3000, differences: [] });
  const found = listAttempts(connection, { callingAddress: '198.51.100.3', limit: 1000 });
  expect(found.rows).toHaveLength(429);
  connection.close();
});

it('leaves users, RADIUS clients, challenges and attempts of before the methods as they were', () => {
  const connection = new Database(':memory:');
  migrate(
    connection,
    () => undefined,
    MIGRATIONS.filter(({ version }) => version < 60),
  );
  connection.exec(`
    INSERT INTO users (username, username_key, first_name, last_name, email, user_group, country_code, phone, extension,
      backup_country_code, backup_phone, backup_extension, method, mode, is_enabled, source, created_at, updated_at)
      VALUES ('jan', 'jan', '', '', 'jan@example.org', '', '31', '612345678', '', '', '', '', 'oath-token', 'standard', 1,
        'manual', 1, 1);
    INSERT INTO radius_clients (name, address, application_name, is_enabled, requires_user_match, enables_fallback_oath_token,
      requires_message_authenticator, first_factor, otp_entry, challenge_text, reject_text, accept_text, reply_attributes,
      secret_reference, sealed_secret, shared_secret_length, created_at, updated_at)
      VALUES ('vpn', '192.0.2.1', '', 1, 1, 0, 1, 'none', 'challenge', '', '', '', '[]', 'r', x'00', 8, 1, 1);
    INSERT INTO challenges (id, session_id, user_id, username, radius_client_id, opened_at, expires_at)
      VALUES ('c', 's', 1, 'jan', 1, 1, 2);
    INSERT INTO attempts (at, session_id, username, username_key, first_name, last_name, email, phone, device_token,
      authentication_type, application_name, client_address, calling_address, token_serial, result, is_granted, reason,
      server_name, server_address, duration_milliseconds)
      VALUES (1, 's', 'jan', 'jan', '', '', '', '', '', 'radius', 'VPN', '', '', '', 3, 1, 'otp-verified', '', '', 1)`);
  migrate(connection, () => undefined);
  expect(findUserByName(connection, 'jan', 1)).toMatchObject({
    hasPin: false,
    mustChangePin: false,
    language: '',
    enablesGlobalServices: null,
    canChangePin: null,
    canChangePhone: null,
    securityAnswerCount: 0,
    email: 'jan@example.org',
  });
  expect(listRadiusClients(connection)).toMatchObject([
    { name: 'vpn', timeoutSeconds: 60, trustedIps: [], enablesSecurityQuestions: false, allowsMethodChoice: false },
  ]);
  const task = connection.prepare<[], string>('SELECT task FROM challenges').pluck().get();
  expect(JSON.parse(task ?? '')).toEqual({ kind: 'oath-code', isFallback: false });
  expect(findAttempt(connection, 1)?.gatewayName).toBe('');
  connection.close();
});

it('refuses a database of a newer version and does not touch its bytes', () => {
  const folder = temporaryFolder();
  const path = join(folder.path, 'future.db');
  const connection = new Database(path);
  connection.exec('CREATE TABLE t (a)');
  connection.pragma('user_version = 990');
  connection.close();
  const bytes = readFileSync(path);
  const { mtimeMs } = statSync(path);
  expect(() => prepareDatabase(path)).toThrow(
    expect.objectContaining({ code: 'STORE_SCHEMA_FROM_FUTURE', detail: { found: 990, known: newestVersion() } }),
  );
  expect(readFileSync(path)).toEqual(bytes);
  expect(statSync(path).mtimeMs).toBe(mtimeMs);
  folder.remove();
});

it('refuses a list of migrations that is out of order', () => {
  const connection = new Database(':memory:');
  expect(() => migrate(connection, () => undefined, [next, ...MIGRATIONS])).toThrow('out of order');
});
