/**
 * A CSV cell (RFC 4180) that no spreadsheet runs: text that begins like a formula gets an apostrophe in front (CWE-1236),
 * and so does text that begins with an apostrophe before such a sign, so that an import can take exactly one off. The
 * one piece of work in this folder: a rule of security must not stand in the console and in the command line apart.
 */
const FORMULA_START = /^'*(?:[\s\uFEFF]*[=+\-@\uFF1D\uFF0B\uFF0D\uFF20]|[\t\r\n])/;

export function csvCell(value: string | number | boolean | undefined): string {
  if (value === undefined) return '';
  if (typeof value !== 'string') return String(value);
  const safe = FORMULA_START.test(value) ? `'${value}` : value;
  return /[",;\t\r\n']/.test(safe) || safe !== safe.trim() ? `"${safe.replaceAll('"', '""')}"` : safe;
}

/** Cells of one line, without its end. */
export function csvLine(cells: readonly (string | number | boolean | undefined)[]): string {
  return cells.map(csvCell).join(',');
}

/** What stood in a cell before csvCell made it safe. */
export function uncsvCell(cell: string): string {
  return cell.startsWith("'") && FORMULA_START.test(cell) ? cell.slice(1) : cell;
}

/** In front of a file: Excel reads UTF-8 only with it. */
export const BYTE_ORDER_MARK = '\uFEFF';
