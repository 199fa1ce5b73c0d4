import type { SettingsSection } from '../../../shared/schemas/settings.ts';
import { appError } from '../../engine/app-error.ts';
import type { Writes } from '../port.ts';
import type { Connection } from './connection.ts';

export type StoredSection = { readonly revision: number; readonly value: string };

export function findSection(connection: Connection, section: SettingsSection): StoredSection | undefined {
  return connection.prepare<[string], StoredSection>('SELECT revision, value FROM settings WHERE section = ?').get(section);
}

/** Revision 0 is the default that was never stored. @throws SETTINGS_REVISION_CONFLICT */
export function updateSection(
  connection: Connection,
  { section, value, revision }: Writes['settings.update']['input'],
): { revision: number } {
  const found = findSection(connection, section)?.revision ?? 0;
  if (found !== revision) throw appError('SETTINGS_REVISION_CONFLICT', { detail: { section } });
  connection
    .prepare(
      `INSERT INTO settings (section, revision, value) VALUES (?, ?, ?)
       ON CONFLICT DO UPDATE SET revision = excluded.revision, value = excluded.value`,
    )
    .run(section, revision + 1, JSON.stringify(value));
  return { revision: revision + 1 };
}
