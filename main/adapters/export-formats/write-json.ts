/** One object: `meta` (what was asked, by whom, when) and each table as an array of objects, a row a line. */
import type { ExportDocument, ExportTable, OnRows, Written } from './document.ts';
import type { FileSink } from './file-sink.ts';
import { createZonedTime } from './zoned-time.ts';

type Iso = (at: number) => string;

function writeRows(table: ExportTable, iso: Iso, sink: FileSink, onBatch: (rowCount: number) => void): void {
  const keys = table.columns.map(({ name }) => JSON.stringify(name));
  const isInstant = table.columns.map(({ kind }) => kind === 'instant');
  let isFirst = true;
  for (const rows of table.batches('coded')) {
    let text = '';
    for (const cells of rows) {
      const pairs: string[] = [];
      for (const [index, value] of cells.entries()) {
        if (value === undefined) continue;
        const shown = isInstant[index] === true && typeof value === 'number' ? iso(value) : value;
        pairs.push(`${keys[index]}:${JSON.stringify(shown)}`);
      }
      text += `${isFirst ? '' : ','}\n{${pairs.join(',')}}`;
      isFirst = false;
    }
    sink.write(text);
    onBatch(rows.length);
  }
}

export function writeJson(document: ExportDocument, sink: FileSink, onRows: OnRows): Written {
  const { iso } = createZonedTime(document.timeZone, 'en-GB');
  let rowCount = 0;
  sink.write(`{"meta":${JSON.stringify(document.meta)}`);
  for (const table of document.tables) {
    sink.write(`,\n${JSON.stringify(table.key)}:[`);
    writeRows(table, iso, sink, (count) => {
      rowCount += count;
      onRows(rowCount);
    });
    sink.write('\n]');
  }
  sink.write('}\n');
  return { rowCount, isCut: false };
}
