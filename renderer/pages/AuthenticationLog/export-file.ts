/** Attempts as a file: CSV for spreadsheets, JSON with all fields. Pure. */

import { resultByNumber } from '../../../shared/authentication-results.ts';
import { BYTE_ORDER_MARK, csvCell } from '../../../shared/csv-cell.ts';
import type { Attempt } from '../../../shared/schemas/attempt.ts';

export const EXPORT_FORMATS = ['csv', 'json'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** Rows of one file; ours: what a spreadsheet opens without trouble. */
export const EXPORT_ROWS_MAX = 100_000;

/** Names of the columns are fixed, whatever the console's language: scripts read them. */
const COLUMNS: readonly (readonly [name: string, value: (attempt: Attempt) => string | number | boolean | undefined])[] = [
  ['id', ({ id }) => id],
  ['time', ({ at }) => new Date(at).toISOString()],
  ['username', ({ username }) => username],
  ['user_id', ({ userId }) => userId],
  ['first_name', ({ firstName }) => firstName],
  ['last_name', ({ lastName }) => lastName],
  ['email', ({ email }) => email],
  ['phone', ({ phone }) => phone],
  ['application', ({ applicationName }) => applicationName],
  ['authentication_type', ({ authenticationType }) => authenticationType],
  ['client_address', ({ clientAddress }) => clientAddress],
  ['calling_address', ({ callingAddress }) => callingAddress],
  ['method', ({ method }) => method],
  ['mode', ({ mode }) => mode],
  ['token_serial', ({ tokenSerial }) => tokenSerial],
  ['device', ({ deviceToken }) => deviceToken],
  ['granted', ({ isGranted }) => isGranted],
  ['result', ({ result }) => result],
  ['result_label', ({ result }) => resultByNumber(result).label],
  ['reason', ({ reason }) => reason],
  ['duration_ms', ({ durationMilliseconds }) => Math.round(durationMilliseconds)],
  ['server', ({ serverName }) => serverName],
  ['session', ({ sessionId }) => sessionId],
];

/** RFC 4180, with a byte order mark: without it spreadsheets read UTF-8 as something else. */
export function toCsv(attempts: readonly Attempt[]): string {
  const lines = attempts.map((attempt) => COLUMNS.map(([, value]) => csvCell(value(attempt))).join(','));
  return `${BYTE_ORDER_MARK}${[COLUMNS.map(([name]) => name).join(','), ...lines, ''].join('\r\n')}`;
}

export function toJson(attempts: readonly Attempt[]): string {
  const rows = attempts.map((attempt) => ({
    ...attempt,
    time: new Date(attempt.at).toISOString(),
    resultLabel: resultByNumber(attempt.result).label,
  }));
  return `${JSON.stringify(rows, null, 1)}\n`;
}

/** "attempts-2026-11-20-2105.csv", by the clock of whoever exports. */
export function exportName(format: ExportFormat, now: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  const day = `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`;
  return `attempts-${day}-${two(now.getHours())}${two(now.getMinutes())}.${format}`;
}
