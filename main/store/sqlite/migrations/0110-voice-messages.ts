import type { Migration } from '../migration.ts';

/** Recordings that an administrator uploaded. codes: G.711 A-law at 8000 Hz, at most 20 seconds. application_name '': every one. */
const UP = `
CREATE TABLE voice_messages (
  type TEXT NOT NULL,
  language TEXT NOT NULL,
  application_name TEXT NOT NULL COLLATE NOCASE,
  codes BLOB NOT NULL CHECK (length(codes) > 0),
  file_name TEXT NOT NULL,
  changed_at INTEGER NOT NULL,
  changed_by TEXT NOT NULL,
  PRIMARY KEY (type, language, application_name)
) STRICT;
`;

export const voiceMessages: Migration = { version: 110, up: (connection) => connection.exec(UP) };
