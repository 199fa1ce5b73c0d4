/** Recordings of what phone calls say, as they were uploaded. */
import type { RecordingType } from '../../../shared/schemas/voice-message.ts';
import type { Reads, StoredRecording, Writes } from '../port.ts';
import type { Connection } from './connection.ts';

type RecordingRow = {
  type: RecordingType;
  language: string;
  application_name: string;
  codes: Uint8Array;
  file_name: string;
  changed_at: number;
  changed_by: string;
};

export function listRecordings(connection: Connection): Reads['voice-messages.list']['output'] {
  return connection
    .prepare<[], RecordingRow>('SELECT * FROM voice_messages ORDER BY type, language, application_name')
    .all()
    .map(
      (row): StoredRecording => ({
        type: row.type,
        language: row.language,
        applicationName: row.application_name,
        codes: new Uint8Array(row.codes),
        fileName: row.file_name,
        changedAt: row.changed_at,
        changedBy: row.changed_by,
      }),
    );
}

/** In the place of an earlier one, with the name of the application as it is written now. */
export function saveRecording(
  connection: Connection,
  { type, language, applicationName, codes, fileName, changedBy }: Writes['voice-messages.save']['input'],
  at: number,
): StoredRecording {
  connection
    .prepare(
      `INSERT INTO voice_messages (type, language, application_name, codes, file_name, changed_at, changed_by)
       VALUES (?, ?, ?, ?, ?, ?, ?)
       ON CONFLICT DO UPDATE SET application_name = excluded.application_name, codes = excluded.codes,
         file_name = excluded.file_name, changed_at = excluded.changed_at, changed_by = excluded.changed_by`,
    )
    .run(type, language, applicationName, codes, fileName, at, changedBy);
  return { type, language, applicationName, codes, fileName, changedAt: at, changedBy };
}

export function removeRecording(
  connection: Connection,
  { type, language, applicationName }: Writes['voice-messages.remove']['input'],
): { changedCount: number } {
  const { changes } = connection
    .prepare('DELETE FROM voice_messages WHERE type = ? AND language = ? AND application_name = ?')
    .run(type, language, applicationName);
  return { changedCount: changes };
}
