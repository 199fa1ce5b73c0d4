import type { BackupRecord, Reads, Writes } from '../port.ts';
import type { Connection } from './connection.ts';

export function findLastBackup(connection: Connection): { at: number; path: string } | undefined {
  return connection
    .prepare<[], { at: number; path: string }>('SELECT at, path FROM backups WHERE problem IS NULL ORDER BY id DESC LIMIT 1')
    .get();
}

type BackupRow = {
  id: number;
  at: number;
  path: string;
  kind: BackupRecord['kind'];
  actor: string;
  size_bytes: number | null;
  problem: string | null;
  deleted_at: number | null;
};

/** Newest first. */
export function listBackups(connection: Connection, { limit }: Reads['backups.list']['input']): readonly BackupRecord[] {
  return connection
    .prepare<[number], BackupRow>(
      'SELECT id, at, path, kind, actor, size_bytes, problem, deleted_at FROM backups ORDER BY id DESC LIMIT ?',
    )
    .all(limit)
    .map(({ id, at, path, kind, actor, size_bytes, problem, deleted_at }) => ({
      id,
      at,
      path,
      kind,
      actor,
      sizeBytes: size_bytes ?? undefined,
      problem: problem ?? undefined,
      deletedAt: deleted_at ?? undefined,
    }));
}

export function recordBackup(
  connection: Connection,
  { at, path, kind, actor, sizeBytes, problem }: Writes['backups.record']['input'],
): { changedCount: number } {
  const { changes } = connection
    .prepare('INSERT INTO backups (at, path, kind, actor, size_bytes, problem) VALUES (?, ?, ?, ?, ?, ?)')
    .run(at, path, kind, actor, sizeBytes ?? null, problem ?? null);
  return { changedCount: changes };
}

/** The file of this back-up is gone: its row stays. */
export function noteDeletedBackup(
  connection: Connection,
  { id, at }: Writes['backups.note-deleted']['input'],
): { changedCount: number } {
  const { changes } = connection.prepare('UPDATE backups SET deleted_at = ? WHERE id = ? AND deleted_at IS NULL').run(at, id);
  return { changedCount: changes };
}
