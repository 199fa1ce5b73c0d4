/** RFC 4180 with a byte order mark and CRLF: the main table, names and values as programs read them, times in ISO 8601. */
import { BYTE_ORDER_MARK, csvCell, csvLine } from '../../../shared/csv-cell.ts';
import type { ExportDocument, OnRows, Written } from './document.ts';
import type { FileSink } from './file-sink.ts';
import { createZonedTime } from './zoned-time.ts';

const LINE_END = '\r\n';

export function writeCsv(document: ExportDocument, sink: FileSink, onRows: OnRows): Written {
  const [table] = document.tables;
  const { columns } = table;
  const { iso } = createZonedTime(document.timeZone, 'en-GB');
  const isInstant = columns.map(({ kind }) => kind === 'instant');
  let rowCount = 0;
  sink.write(`${BYTE_ORDER_MARK}${csvLine(columns.map(({ name }) => name))}${LINE_END}`);
  for (const rows of table.batches('coded')) {
    let lines = '';
    for (const cells of rows) {
      let line = '';
      for (const [index, value] of cells.entries()) {
        if (index > 0) line += ',';
        line += isInstant[index] === true && typeof value === 'number' ? iso(value) : csvCell(value);
      }
      lines += line + LINE_END;
    }
    sink.write(lines);
    rowCount += rows.length;
    onRows(rowCount);
  }
  return { rowCount, isCut: false };
}
