import type { SettingsSection } from '../../../shared/schemas/settings.ts';
import { appError } from '../../engine/app-error.ts';
import type { Reads, Writes } from '../port.ts';
import type { Connection } from './connection.ts';

export type StoredSection = { readonly revision: number; readonly value: string };

export function findSection(connection: Connection, section: SettingsSection): StoredSection | undefined {
  return connection.prepare<[string], StoredSection>('SELECT revision, value FROM settings WHERE section = ?').get(section);
}

/** Who changed which section last; sections that were never changed are missing. */
export function listSettingsChanges(connection: Connection): Reads['settings.changes']['output'] {
  return connection
    .prepare<[], { section: SettingsSection; at: number | null; actor: string | null }>(
      'SELECT section, changed_at AS at, changed_by AS actor FROM settings ORDER BY section',
    )
    .all()
    .map(({ section, at, actor }) => ({ section, changedAt: at ?? undefined, changedBy: actor ?? undefined }));
}

/** Revision 0 is the default that was never stored. @throws SETTINGS_REVISION_CONFLICT */
export function updateSection(
  connection: Connection,
  { section, value, revision, changedBy }: Writes['settings.update']['input'],
  at: number,
): { revision: number } {
  const found = findSection(connection, section)?.revision ?? 0;
  if (found !== revision) throw appError('SETTINGS_REVISION_CONFLICT', { detail: { section } });
  connection
    .prepare(
      `INSERT INTO settings (section, revision, value, changed_at, changed_by) VALUES (?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET revision = excluded.revision, value = excluded.value,
         changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    )
    .run(section, revision + 1, JSON.stringify(value), at, changedBy ?? null);
  return { revision: revision + 1 };
}
