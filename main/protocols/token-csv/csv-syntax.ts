// The port through which this folder gets the syntax of CSV (RFC 4180): it only gives meaning to cells.

export type CsvRecord = {
  /** Line of the file, from 1. */
  readonly line: number;
  readonly cells: readonly string[];
};

/** @throws CsvSyntaxProblem */
export type ReadCsv = (text: string, delimiter: string) => readonly CsvRecord[];

export class CsvSyntaxProblem extends Error {
  readonly line: number;

  constructor(line: number, message: string) {
    super(message);
    this.name = 'CsvSyntaxProblem';
    this.line = line;
  }
}
