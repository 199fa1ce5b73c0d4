import type { ExportDocument, OnRows, Written } from './document.ts';
import type { FileSink } from './file-sink.ts';

export async function writePdf(_document: ExportDocument, _sink: FileSink, _onRows: OnRows): Promise<Written> {
  throw new TypeError('not written yet');
}
