import type { Migration } from '../migration.ts';

/** SIP trunks. What no query looks at is JSON of its schema, as the connection of a gateway. */
const UP = `
CREATE TABLE trunks (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  settings TEXT NOT NULL CHECK (json_valid(settings)),
  password_reference TEXT,
  sealed_password BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  CHECK ((password_reference IS NULL) = (sealed_password IS NULL))
) STRICT;
`;

export const trunks: Migration = { version: 100, up: (connection) => connection.exec(UP) };
