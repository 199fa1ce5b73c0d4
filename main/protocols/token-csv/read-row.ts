// One record of a token CSV as a token.
import { COUNTER_MAX, OTP_DIGITS_MAX, OTP_DIGITS_MIN, PERIOD_MAX_SECONDS, PERIOD_MIN_SECONDS } from '../../../shared/limits.ts';
import type { OathAlgorithm, SeedEncoding, TokenType } from '../../../shared/schemas/token.ts';
import { parseInstant } from '../text-encoding/parse-instant.ts';
import { type Finding, RowProblem, type TokenCandidate } from '../token-candidate.ts';
import type { CsvColumns, CsvField } from './columns.ts';
import type { CsvRecord } from './csv-syntax.ts';
import { decodeSecret, encodingOf, packSecret, type SecretEncodings } from './secret-encoding.ts';

const DEFAULT_DIGITS = 6;
/** Seconds; RFC 6238 §5.2. */
const DEFAULT_PERIOD_SECONDS = 30;
const ENCODING_NAMES: Readonly<Record<SeedEncoding, string>> = { base32: 'Base32', hex: 'hexadecimal', base64: 'Base64' };

export type RowReader = {
  readonly columns: CsvColumns;
  readonly encodings: SecretEncodings;
  /** What the operator said, over what was recognised. */
  readonly secretEncoding: SeedEncoding | undefined;
};

type Cells = { get(field: CsvField): string; has(field: CsvField): boolean; name(field: CsvField): string };

function cellsOf(record: CsvRecord, columns: CsvColumns): Cells {
  const has = (field: CsvField) => columns.indexes[field] !== undefined;
  return {
    has,
    name: (field) => columns.nameOf(field),
    get: (field) => record.cells[columns.indexes[field] ?? -1]?.trim() ?? '',
  };
}

function readCounter(cells: Cells): bigint | undefined {
  const text = cells.get('counter');
  if (text === '') return undefined;
  const counter = /^\d{1,20}$/.test(text) ? BigInt(text) : undefined;
  if (counter !== undefined && counter <= COUNTER_MAX) return counter;
  throw new RowProblem(
    'COUNTER_INVALID',
    cells.name('counter'),
    `"${cells.name('counter')}" is not a whole number of at most 64 bits.`,
  );
}

function readType(cells: Cells, counter: bigint | undefined): TokenType {
  const text = cells.get('type').toLowerCase();
  if (text === '') return counter === undefined ? 'totp' : 'hotp';
  if (/^(oath-?)?hotp$|^event(-based)?$/.test(text)) return 'hotp';
  if (/^(oath-?)?totp$|^time(-based)?$/.test(text)) return 'totp';
  throw new RowProblem('ALGORITHM_UNKNOWN', cells.name('type'), `"${cells.name('type')}" is neither HOTP nor TOTP.`);
}

function readAlgorithm(cells: Cells): OathAlgorithm {
  const text = cells.get('algorithm').toUpperCase().replace(/^HMAC/, '').replace(/[-_ ]/g, '');
  if (text === '' || text === 'SHA1') return 'SHA1';
  if (text === 'SHA256' || text === 'SHA512') return text;
  throw new RowProblem(
    'ALGORITHM_SUITE_UNKNOWN',
    cells.name('algorithm'),
    `"${cells.name('algorithm')}" is not SHA1, SHA256 or SHA512.`,
  );
}

function readDigits(cells: Cells): number {
  const text = cells.get('digits');
  const digits = text === '' ? DEFAULT_DIGITS : /^\d{1,3}$/.test(text) ? Number(text) : Number.NaN;
  if (digits >= OTP_DIGITS_MIN && digits <= OTP_DIGITS_MAX) return digits;
  throw new RowProblem(
    'DIGITS_INVALID',
    cells.name('digits'),
    `"${cells.name('digits')}" is not ${OTP_DIGITS_MIN} to ${OTP_DIGITS_MAX}.`,
  );
}

function readPeriod(cells: Cells, type: TokenType): number {
  const text = cells.get('interval');
  if (type === 'hotp' || !cells.has('interval')) return DEFAULT_PERIOD_SECONDS;
  const period = Number(/^(\d{1,9})\s*s?$/i.exec(text)?.[1] ?? Number.NaN);
  if (period >= PERIOD_MIN_SECONDS && period <= PERIOD_MAX_SECONDS) return period;
  const problem = text === '' ? 'is empty' : 'is not a whole number of seconds';
  throw new RowProblem(
    'PERIOD_INVALID',
    cells.name('interval'),
    `"${cells.name('interval')}" ${problem}; it is usually 30 or 60.`,
  );
}

function readDate(cells: Cells, field: 'startDate' | 'expiryDate'): number | undefined {
  const text = cells.get(field);
  if (text === '') return undefined;
  const instant = parseInstant(text);
  if (instant !== undefined) return instant;
  throw new RowProblem('DATE_INVALID', cells.name(field), `"${cells.name(field)}" is not a date like 2026-01-31.`);
}

type ReadSecret = { readonly seed: Uint8Array; readonly encoding: SeedEncoding; readonly finding: Finding | undefined };

function readSecret(cells: Cells, reader: RowReader): ReadSecret {
  const column = cells.name('secret');
  const text = cells.get('secret');
  if (text === '') throw new RowProblem('SECRET_MISSING', column, `"${column}" is empty.`);
  const recognised = encodingOf(packSecret(text), reader.encodings);
  const encoding = reader.secretEncoding ?? recognised.encoding;
  const seed = decodeSecret(text, encoding);
  if (seed === undefined) {
    throw new RowProblem(
      'SECRET_ENCODING_INVALID',
      column,
      `"${column}" is not valid ${ENCODING_NAMES[encoding]}; correct it, or choose another encoding for the file.`,
    );
  }
  const isAmbiguous = reader.secretEncoding === undefined && recognised.isAmbiguous;
  const message = `"${column}" was read as ${ENCODING_NAMES[encoding]}, but may be another encoding; compare the code shown with the device.`;
  return { seed, encoding, finding: isAmbiguous ? { code: 'SECRET_ENCODING_AMBIGUOUS', column, message } : undefined };
}

function checkColumnCount(record: CsvRecord, columns: CsvColumns): void {
  const count = record.cells.findLastIndex((cell) => cell !== '') + 1;
  // Makers leave out the empty cells at the end of a line, and spreadsheets add some: neither moves a value.
  const lastNeeded = Math.max(columns.indexes.serial ?? 0, columns.indexes.secret ?? 0) + 1;
  if (record.cells.length === columns.columnCount || (count <= columns.columnCount && count >= lastNeeded && columns.hasHeader))
    return;
  if (count === columns.columnCount) return;
  throw new RowProblem(
    'COLUMN_COUNT_WRONG',
    '',
    `The line has ${record.cells.length} columns instead of ${columns.columnCount}; check its separators and quotes.`,
  );
}

/** The record as a candidate; with an error finding, and without a seed, when it cannot be used. */
export function readRow(record: CsvRecord, reader: RowReader): TokenCandidate {
  const cells = cellsOf(record, reader.columns);
  const fields = {
    line: record.line,
    serial: cells.get('serial'),
    user: cells.get('user'),
    type: 'totp' as TokenType,
    algorithm: 'SHA1' as OathAlgorithm,
    digits: DEFAULT_DIGITS,
    periodSeconds: DEFAULT_PERIOD_SECONDS,
    counter: '0',
    driftSteps: 0,
    manufacturer: cells.get('manufacturer'),
    model: cells.get('model'),
    startsAt: undefined as number | undefined,
    expiresAt: undefined as number | undefined,
    encoding: undefined as SeedEncoding | undefined,
    columns: {
      serial: cells.name('serial'),
      secret: cells.name('secret'),
      user: cells.name('user'),
      expires: cells.name('expiryDate'),
    },
  };
  try {
    checkColumnCount(record, reader.columns);
    const counter = readCounter(cells);
    fields.type = readType(cells, counter);
    fields.counter = fields.type === 'hotp' ? (counter ?? 0n).toString() : '0';
    fields.algorithm = readAlgorithm(cells);
    fields.digits = readDigits(cells);
    fields.periodSeconds = readPeriod(cells, fields.type);
    fields.startsAt = readDate(cells, 'startDate');
    fields.expiresAt = readDate(cells, 'expiryDate');
    const secret = readSecret(cells, reader);
    fields.encoding = secret.encoding;
    return { ...fields, seed: secret.seed, finding: secret.finding };
  } catch (error) {
    if (!(error instanceof RowProblem)) throw error;
    return { ...fields, seed: undefined, finding: error.finding };
  }
}
