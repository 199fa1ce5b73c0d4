import type { Migration } from '../migration.ts';

/**
 * The mail server with its sealed password (one row), changed templates, and mails on their way. sealed_mail is the
 * filled mail: it may hold a code or a PIN, so it is sealed while the mail waits and gone once it is finished.
 */
const UP = `
CREATE TABLE mail_settings (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  value TEXT NOT NULL,
  sealed_password BLOB,
  revision INTEGER NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL
) STRICT;
CREATE TABLE mail_templates (
  type TEXT NOT NULL,
  language TEXT NOT NULL,
  value TEXT NOT NULL,
  PRIMARY KEY (type, language)
) STRICT, WITHOUT ROWID;
CREATE TABLE mails (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at INTEGER NOT NULL,
  type TEXT NOT NULL,
  recipient TEXT NOT NULL,
  user_id INTEGER,
  state TEXT NOT NULL CHECK (state IN ('queued', 'sent', 'failed', 'expired')),
  try_count INTEGER NOT NULL DEFAULT 0,
  next_try_at INTEGER,
  finished_at INTEGER,
  problem TEXT NOT NULL DEFAULT '',
  reference TEXT NOT NULL,
  sealed_mail BLOB,
  CHECK ((state = 'queued') = (sealed_mail IS NOT NULL)),
  CHECK ((state = 'queued') = (next_try_at IS NOT NULL))
) STRICT;
CREATE INDEX mails_waiting ON mails (next_try_at) WHERE state = 'queued';
CREATE INDEX mails_finished ON mails (finished_at) WHERE state <> 'queued';
`;

export const mail: Migration = { version: 80, up: (connection) => connection.exec(UP) };
