import type { Migration } from '../migration.ts';

/** Text message gateways. The connection is JSON of its schema: each kind has fields of its own, which no query looks at. */
const UP = `
CREATE TABLE gateways (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  position INTEGER NOT NULL,
  name TEXT NOT NULL COLLATE NOCASE UNIQUE,
  is_enabled INTEGER NOT NULL CHECK (is_enabled IN (0, 1)),
  country_codes TEXT NOT NULL CHECK (json_valid(country_codes)),
  senders TEXT NOT NULL CHECK (json_valid(senders)),
  number_format TEXT NOT NULL,
  timeout_seconds INTEGER NOT NULL,
  cost_note TEXT NOT NULL,
  connection TEXT NOT NULL CHECK (json_valid(connection)),
  password_reference TEXT,
  sealed_password BLOB,
  inbound_reference TEXT,
  sealed_inbound_secret BLOB,
  created_at INTEGER NOT NULL,
  updated_at INTEGER NOT NULL,
  revision INTEGER NOT NULL DEFAULT 1,
  CHECK ((password_reference IS NULL) = (sealed_password IS NULL)),
  CHECK ((inbound_reference IS NULL) = (sealed_inbound_secret IS NULL))
) STRICT;
`;

export const gateways: Migration = { version: 70, up: (connection) => connection.exec(UP) };
