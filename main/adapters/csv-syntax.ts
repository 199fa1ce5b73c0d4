import { CsvError, type Info, parse } from 'csv-parse/sync';
import type { ReadCsv } from '../protocols/token-csv/csv-syntax.ts';
import { CsvSyntaxProblem } from '../protocols/token-csv/csv-syntax.ts';

/** Bytes of one line; ours: the longest sensible one has a few hundred. */
const RECORD_MAX_BYTES = 65_536;

type RecordWithInfo = { readonly record: readonly string[]; readonly info: Info };

/** CSV syntax (RFC 4180) by csv-parse: cells are trimmed, empty lines skipped, any number of columns let through. */
export const readCsv: ReadCsv = (text, delimiter) => {
  try {
    const records = parse(text, {
      delimiter,
      bom: true,
      info: true,
      trim: true,
      relax_column_count: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      max_record_size: RECORD_MAX_BYTES,
    }) as unknown as readonly RecordWithInfo[];
    return records.map(({ record, info }) => ({ line: info.lines, cells: record }));
  } catch (error) {
    if (error instanceof CsvError) throw new CsvSyntaxProblem(Number(error.lines ?? 1), error.message);
    throw error;
  }
};
