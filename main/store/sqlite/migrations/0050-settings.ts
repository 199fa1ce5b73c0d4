import type { Migration } from '../migration.ts';

/** Who changed a settings section last, and what became of each back-up. */
const UP = `
ALTER TABLE settings ADD COLUMN changed_at INTEGER;
ALTER TABLE settings ADD COLUMN changed_by TEXT;
ALTER TABLE backups ADD COLUMN kind TEXT NOT NULL DEFAULT 'manual' CHECK (kind IN ('manual', 'scheduled'));
ALTER TABLE backups ADD COLUMN actor TEXT NOT NULL DEFAULT '';
ALTER TABLE backups ADD COLUMN size_bytes INTEGER;
ALTER TABLE backups ADD COLUMN problem TEXT;
ALTER TABLE backups ADD COLUMN deleted_at INTEGER;
`;

export const settingsChanges: Migration = { version: 50, up: (connection) => connection.exec(UP) };
