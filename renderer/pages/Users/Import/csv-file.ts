/** Files of the user import: reading what was chosen, and writing the sample and the list of problems. */
import { BYTE_ORDER_MARK, csvLine } from '../../../../shared/csv-cell.ts';
import { METHODS, MODES } from '../../../../shared/methods.ts';
import { userFieldsSchema } from '../../../../shared/schemas/user.ts';
import type { ChosenFile, UserImportAnswer } from './wizard-state.ts';

/** Bytes; ours: a hundred thousand users are about 10 MB. */
export const USER_FILE_MAX_BYTES = 32 * 1024 * 1024;

export type UserColumn = keyof typeof userFieldsSchema.shape;
export const USER_COLUMNS = Object.keys(userFieldsSchema.shape) as readonly UserColumn[];

/** The values that a column may hold, where they are a list. */
export function columnValues(column: UserColumn): readonly string[] {
  if (column === 'method') return METHODS;
  return column === 'mode' ? MODES : [];
}

/** The chosen file as the contract takes it. Throws the browser's error when it cannot be read. */
export async function readUserFile(file: File): Promise<ChosenFile> {
  const bytes = new Uint8Array(await file.arrayBuffer());
  return { name: file.name, sizeBytes: file.size, content: toBase64(bytes) };
}

/** Bytes that one call turns into letters: more arguments than this overflow the stack. */
const CHUNK_BYTES = 0x8000;

export function toBase64(bytes: Uint8Array): string {
  const parts: string[] = [];
  for (let at = 0; at < bytes.length; at += CHUNK_BYTES) parts.push(String.fromCharCode(...bytes.subarray(at, at + CHUNK_BYTES)));
  return btoa(parts.join(''));
}

export function sampleCsv(): string {
  const sample: Partial<Record<UserColumn, string>> = {
    username: 'jan.jansen@example.org',
    firstName: 'Jan',
    lastName: 'Jansen',
    email: 'jan.jansen@example.org',
    userGroup: 'Sales',
    countryCode: '31',
    phone: '612345678',
    method: 'oath-token',
    mode: 'standard',
    isEnabled: 'yes',
  };
  return toCsv([USER_COLUMNS, USER_COLUMNS.map((column) => sample[column] ?? '')]);
}

/** The rows with problems as CSV, for whoever corrects the file. */
export function problemsCsv(rows: UserImportAnswer['rows']): string {
  const problems = rows.filter((row) => row.status === 'error');
  return toCsv([
    ['line', 'username', 'column', 'problem'],
    ...problems.map((row) => [String(row.line), row.username, row.column, row.message]),
  ]);
}

/** RFC 4180, with a byte order mark: Excel reads UTF-8 only with it. */
function toCsv(lines: readonly (readonly string[])[]): string {
  return `${BYTE_ORDER_MARK}${lines.map(csvLine).join('\r\n')}\r\n`;
}
