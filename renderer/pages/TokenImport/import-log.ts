/** The import log as CSV (RFC 4180): one line for each row of the file, no secret, no code. */
import { BYTE_ORDER_MARK, csvCell } from '../../../shared/csv-cell.ts';
import type { ImportRow } from '../../../shared/schemas/token-import.ts';

export const LOG_COLUMNS = [
  'line',
  'serial',
  'user',
  'userCreated',
  'outcome',
  'code',
  'column',
  'message',
  'type',
  'algorithm',
  'digits',
  'period',
  'counter',
  'manufacturer',
  'model',
] as const;
export type LogColumn = (typeof LOG_COLUMNS)[number];

/** The words of the log. */
export type LogWords = {
  readonly header: Readonly<Record<LogColumn, string>>;
  readonly outcome: Readonly<Record<ImportRow['status'], string>>;
  readonly yes: string;
  readonly no: string;
};

export function formatImportLog(rows: readonly ImportRow[], words: LogWords): string {
  const lines = rows.map((row) => LOG_COLUMNS.map((column) => csvCell(cellOf(row, column, words))).join(','));
  const header = LOG_COLUMNS.map((column) => csvCell(words.header[column])).join(',');
  return `${BYTE_ORDER_MARK}${[header, ...lines].join('\r\n')}\r\n`;
}

function cellOf(row: ImportRow, column: LogColumn, words: LogWords): string {
  switch (column) {
    case 'outcome':
      return words.outcome[row.status];
    case 'userCreated':
      return row.createsUser ? words.yes : words.no;
    case 'line':
    case 'digits':
      return String(row[column]);
    case 'period':
      return row.type === 'totp' ? String(row.period) : '';
    case 'counter':
      return row.type === 'hotp' ? row.counter : '';
    default:
      return row[column];
  }
}

/** "import-log 2026-11-20 1403 tokens.csv" for the file "tokens.xml"; nothing in it that a file system refuses. */
export function logFileName(fileName: string, at: number): string {
  const stamp = new Date(at).toISOString().slice(0, 16).replace('T', ' ').replace(':', '');
  const base = fileName
    .replace(/\.[^.]{1,5}$/, '')
    .replaceAll(/[\p{Cc}<>:"/\\|?*]/gu, '_')
    .slice(0, 80);
  return `import-log ${stamp} ${base}.csv`;
}
