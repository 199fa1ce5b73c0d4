import type { Writes } from '../port.ts';
import type { Connection } from './connection.ts';

export function findLastBackup(connection: Connection): { at: number; path: string } | undefined {
  return connection.prepare<[], { at: number; path: string }>('SELECT at, path FROM backups ORDER BY id DESC LIMIT 1').get();
}

export function recordBackup(connection: Connection, { at, path }: Writes['backups.record']['input']): { changedCount: number } {
  return { changedCount: connection.prepare('INSERT INTO backups (at, path) VALUES (?, ?)').run(at, path).changes };
}
