/** An Excel workbook: a sheet that says what it is, then a sheet a table, each cell of its own type. Flat in memory. */
import { REPORT_TEXT } from '../../../shared/report-text.ts';
import type { CellKind, Cells, CellValue, ExportDocument, ExportTable, OnRows, Written } from './document.ts';
import type { FileSink } from './file-sink.ts';
import {
  columnLetters,
  contentTypesXml,
  corePropertiesXml,
  ROOT_RELATIONS_XML,
  type SheetEntry,
  STYLE,
  STYLES_XML,
  sheetEnd,
  sheetName,
  sheetStart,
  workbookRelationsXml,
  workbookXml,
  xmlText,
} from './sheet-xml.ts';
import { createZipFile, type ZipFile } from './zip-file.ts';
import { createZonedTime, type ZonedTime } from './zoned-time.ts';

/** Rows of one sheet under its header: Excel has 1,048,576 in all. */
const SHEET_ROWS_MAX = 1_048_575;
/** Bytes of one sheet before it is packed: below what the archive can say. */
const SHEET_BYTES_MAX = 3_500_000_000;
const LABEL_WIDTH = 24;
const VALUE_WIDTH = 90;

const textCell = (reference: string, text: string, style: number): string =>
  text === '' ? '' : `<c r="${reference}" s="${style}" t="inlineStr"><is><t xml:space="preserve">${xmlText(text)}</t></is></c>`;
const numberCell = (reference: string, value: number | string, style: number): string =>
  `<c r="${reference}" s="${style}"><v>${value}</v></c>`;

function cell(reference: string, kind: CellKind, value: CellValue, zoned: ZonedTime): string {
  if (value === undefined) return '';
  if (typeof value === 'boolean') return `<c r="${reference}" t="b"><v>${value ? 1 : 0}</v></c>`;
  if (typeof value === 'string') return textCell(reference, value, STYLE.text);
  if (kind === 'instant') return numberCell(reference, zoned.sheetSerial(value).toFixed(8), STYLE.instant);
  if (kind === 'share') return numberCell(reference, value, STYLE.share);
  return numberCell(reference, value, kind === 'count' ? STYLE.count : STYLE.plain);
}

/** Splits a table into sheets where one does not hold it. */
function writeTable(
  zip: ZipFile,
  table: ExportTable,
  zoned: ZonedTime,
  sheets: SheetEntry[],
  onBatch: (count: number) => void,
): void {
  const letters = table.columns.map((_, index) => columnLetters(index));
  const kinds = table.columns.map(({ kind }) => kind);
  const header = table.columns.map(({ title }, index) => textCell(`${letters[index]}1`, title, STYLE.header)).join('');
  const lastLetter = letters.at(-1) ?? 'A';
  const begin = () => {
    const name = sheetName(table.title, new Set(sheets.map((sheet) => sheet.name.toLowerCase())));
    const entry = zip.open(`xl/worksheets/sheet${sheets.length + 1}.xml`);
    entry.write(
      `${sheetStart(
        table.columns.map(({ width }) => width),
        true,
      )}<row r="1">${header}</row>`,
    );
    return { name, entry, rowNumber: 1 };
  };
  let sheet = begin();
  const end = () => {
    const filterRange = `$A$1:$${lastLetter}$${sheet.rowNumber}`;
    sheet.entry.write(sheetEnd(filterRange));
    sheet.entry.close();
    sheets.push({ name: sheet.name, filterRange });
  };
  const rowXml = (cells: Cells, rowNumber: number): string => {
    let xml = `<row r="${rowNumber}">`;
    for (const [index, value] of cells.entries())
      xml += cell(letters[index] + String(rowNumber), kinds[index] ?? 'text', value, zoned);
    return `${xml}</row>`;
  };
  for (const rows of table.batches('worded')) {
    for (const cells of rows) {
      if (sheet.rowNumber > SHEET_ROWS_MAX || sheet.entry.plainBytes() > SHEET_BYTES_MAX) {
        end();
        sheet = begin();
      }
      sheet.rowNumber += 1;
      sheet.entry.write(rowXml(cells, sheet.rowNumber));
    }
    onBatch(rows.length);
  }
  end();
}

function coverXml(document: ExportDocument, counts: readonly { readonly title: string; readonly rowCount: number }[]): string {
  const { facts: words } = REPORT_TEXT[document.language];
  let rowNumber = 0;
  const row = (cells: (number: number) => string, height?: number): string => {
    rowNumber += 1;
    return `<row r="${rowNumber}"${height === undefined ? '' : ` ht="${height}" customHeight="1"`}>${cells(rowNumber)}</row>`;
  };
  const pair = (label: string, value: string | number) =>
    row((at) => {
      const second =
        typeof value === 'number' ? numberCell(`B${at}`, value, STYLE.count) : textCell(`B${at}`, value, STYLE.wrapped);
      return textCell(`A${at}`, label, STYLE.label) + second;
    });
  const blank = () => row(() => '');
  return [
    sheetStart([LABEL_WIDTH, VALUE_WIDTH], false),
    row((at) => textCell(`A${at}`, document.title, STYLE.title), 24),
    blank(),
    ...document.facts.map(({ label, value }) => pair(label, value)),
    ...(document.totals.length === 0
      ? []
      : [
          blank(),
          row((at) => textCell(`A${at}`, words.totals, STYLE.label)),
          ...document.totals.map(({ label, value }) => pair(label, value)),
        ]),
    blank(),
    row((at) => textCell(`A${at}`, words.rows, STYLE.label)),
    ...counts.map(({ title, rowCount }) => pair(title, rowCount)),
    ...document.tables.flatMap(({ note }) =>
      note === undefined ? [] : [blank(), row((at) => textCell(`B${at}`, note, STYLE.note))],
    ),
    sheetEnd(undefined),
  ].join('');
}

export function writeXlsx(document: ExportDocument, sink: FileSink, onRows: OnRows): Written {
  const text = REPORT_TEXT[document.language];
  const zoned = createZonedTime(document.timeZone, text.locale);
  const zip = createZipFile(sink);
  // The cover comes first in the workbook and last in the archive: it says how many rows there are.
  const sheets: SheetEntry[] = [{ name: text.facts.report }];
  const counts: { title: string; rowCount: number }[] = [];
  let rowCount = 0;
  for (const table of document.tables) {
    const before = rowCount;
    writeTable(zip, table, zoned, sheets, (count) => {
      rowCount += count;
      onRows(rowCount);
    });
    counts.push({ title: table.title, rowCount: rowCount - before });
  }
  zip.add('xl/worksheets/sheet1.xml', coverXml(document, counts));
  zip.add('xl/workbook.xml', workbookXml(sheets));
  zip.add('xl/_rels/workbook.xml.rels', workbookRelationsXml(sheets.length));
  zip.add('xl/styles.xml', STYLES_XML);
  zip.add('docProps/core.xml', corePropertiesXml(document.title, document.madeAt));
  zip.add('_rels/.rels', ROOT_RELATIONS_XML);
  zip.add('[Content_Types].xml', contentTypesXml(sheets.length));
  zip.finish();
  return { rowCount, isCut: false };
}
