/**
 * A CSV line (RFC 4180). Cells that a spreadsheet would run as a formula get an apostrophe in front, and so do those
 * that begin with one before such a sign: the import takes exactly one off again.
 */
export function csvLine(cells: readonly (string | number | boolean)[]): string {
  return cells
    .map((cell) => {
      const text = String(cell);
      const safe = /^'*[=+\-@\t\r]/.test(text) ? `'${text}` : text;
      return /[",;\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
    })
    .join(',');
}
