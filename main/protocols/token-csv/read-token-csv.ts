// A CSV file of OATH tokens (reference/mfa-server.md section 7) to token candidates. Left out: encrypted CSV.
import { IMPORT_ROWS_MAX } from '../../../shared/limits.ts';
import type { SeedEncoding } from '../../../shared/schemas/token.ts';
import { fileRefusal } from '../file-refusal.ts';
import type { TokenCandidate } from '../token-candidate.ts';
import { type CsvColumns, recogniseColumns } from './columns.ts';
import { type CsvRecord, CsvSyntaxProblem, type ReadCsv } from './csv-syntax.ts';
import { readRow } from './read-row.ts';
import { recogniseEncodings } from './secret-encoding.ts';

const DELIMITERS = { comma: ',', semicolon: ';', tab: '\t' } as const;
export type CsvDelimiter = keyof typeof DELIMITERS;

export type CsvReading = {
  readonly candidates: readonly TokenCandidate[];
  readonly hasHeader: boolean;
  readonly delimiter: CsvDelimiter;
  readonly description: string;
};

/** Excel's first line that names the delimiter of the rest. */
const EXCEL_DELIMITER_LINE = /^\uFEFF?sep=(.)\r?\n/i;

/** The delimiter that the first line with any has most of, quoted text aside. */
function recogniseDelimiter(text: string): CsvDelimiter {
  const stated = EXCEL_DELIMITER_LINE.exec(text)?.[1];
  const names = Object.keys(DELIMITERS) as CsvDelimiter[];
  const named = names.find((name) => DELIMITERS[name] === stated);
  if (named !== undefined) return named;
  const firstLine = /[^\r\n]*\S[^\r\n]*/.exec(text.slice(0, 65_536))?.[0].replace(/"[^"]*"/g, '') ?? '';
  const counts = names.map((name) => ({ name, count: firstLine.split(DELIMITERS[name]).length - 1 }));
  const best = counts.reduce((left, right) => (right.count > left.count ? right : left));
  if (best.count === 0) {
    throw fileRefusal('IMPORT_FORMAT_UNKNOWN', { found: 'text without commas, semicolons or tabs in its first line' });
  }
  return best.name;
}

function readRecords(text: string, delimiter: CsvDelimiter, readCsv: ReadCsv): readonly CsvRecord[] {
  const hasStatedDelimiter = EXCEL_DELIMITER_LINE.test(text);
  try {
    // The line that names the delimiter stays as an empty one, so that line numbers are the file's.
    return readCsv(hasStatedDelimiter ? text.replace(EXCEL_DELIMITER_LINE, '\n') : text, DELIMITERS[delimiter]);
  } catch (error) {
    if (!(error instanceof CsvSyntaxProblem)) throw error;
    throw fileRefusal('CSV_SYNTAX_INVALID', { line: error.line, problem: error.message });
  }
}

function describe(columns: CsvColumns, candidates: readonly TokenCandidate[]): string {
  const encodings = new Set(candidates.map((candidate) => candidate.encoding).filter((encoding) => encoding !== undefined));
  const names = { base32: 'Base32', hex: 'hexadecimal', base64: 'Base64' };
  const secrets = [...encodings].map((encoding) => names[encoding]).join(' and ');
  return `CSV, ${columns.columnCount} columns ${columns.hasHeader ? 'with' : 'without'} a header line${secrets === '' ? '' : `, ${secrets} secrets`}`;
}

/**
 * Reads a CSV file of tokens. `secretEncoding` overrules what is recognised.
 * @throws FileRefusal CSV_HEADER_INVALID, CSV_SYNTAX_INVALID, IMPORT_FORMAT_UNKNOWN, IMPORT_ROWS_TOO_MANY, IMPORT_FILE_EMPTY
 */
export function readTokenCsv(text: string, secretEncoding: SeedEncoding | undefined, readCsv: ReadCsv): CsvReading {
  const delimiter = recogniseDelimiter(text);
  const records = readRecords(text, delimiter, readCsv);
  const [first] = records;
  if (first === undefined) throw fileRefusal('IMPORT_FILE_EMPTY');
  const columns = recogniseColumns(first.cells);
  const rows = columns.hasHeader ? records.slice(1) : records;
  if (rows.length === 0) throw fileRefusal('IMPORT_FILE_EMPTY');
  if (rows.length > IMPORT_ROWS_MAX) throw fileRefusal('IMPORT_ROWS_TOO_MANY', { limit: IMPORT_ROWS_MAX });
  const secretIndex = columns.indexes.secret ?? -1;
  const encodings = recogniseEncodings(rows.map((row) => row.cells[secretIndex] ?? ''));
  const candidates = rows.map((row) => readRow(row, { columns, encodings, secretEncoding }));
  return { candidates, hasHeader: columns.hasHeader, delimiter, description: describe(columns, candidates) };
}
