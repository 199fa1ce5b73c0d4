/** A PDF to print and to file: what it is, totals, charts, tables; the first rows only of a table that is too long. */
import { EXPORT_PDF_ROWS_MAX } from '../../../shared/limits.ts';
import { REPORT_TEXT, type ReportText } from '../../../shared/report-text.ts';
import type { CellKind, CellValue, ExportDocument, ExportTable, OnRows, Written } from './document.ts';
import type { FileSink } from './file-sink.ts';
import { drawChart } from './pdf-charts.ts';
import { BOLD, bottomOf, drawLine, FOOT_HEIGHT, INK, MARGIN, makeRoom, openPdf, type Pdf, REGULAR, widthOf } from './pdf-page.ts';
import { drawTable } from './pdf-table.ts';
import { createZonedTime } from './zoned-time.ts';

/** Characters of all columns beyond which a page lies on its side. */
const PORTRAIT_CHARACTERS_MAX = 130;
const TILE_HEIGHT = 40;

type Formats = {
  readonly text: ReportText;
  count(value: number): string;
  cell(kind: CellKind, value: CellValue): string;
};

function createFormats({ language, timeZone }: ExportDocument): Formats {
  const text = REPORT_TEXT[language];
  const zoned = createZonedTime(timeZone, text.locale);
  const counts = new Intl.NumberFormat(text.locale);
  const shares = new Intl.NumberFormat(text.locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    text,
    count: (value) => counts.format(value),
    cell(kind, value) {
      if (value === undefined) return '';
      if (typeof value === 'string') return value;
      if (typeof value === 'boolean') return value ? text.yes : text.no;
      if (kind === 'instant') return zoned.shown(value);
      return kind === 'share' ? shares.format(value) : counts.format(value);
    },
  };
}

type Gathered = { readonly table: ExportTable; readonly rows: readonly (readonly string[])[]; readonly isCut: boolean };

/** The rows that the paper holds; one more is looked at, to know that there are more. */
function gather(table: ExportTable, { cell }: Formats): Gathered {
  const places = table.columns.flatMap(({ isInPdf }, index) => (isInPdf ? [index] : []));
  const rows: (readonly string[])[] = [];
  for (const batch of table.batches('worded')) {
    for (const cells of batch) {
      if (rows.length === EXPORT_PDF_ROWS_MAX) return { table, rows, isCut: true };
      rows.push(places.map((place) => cell(table.columns[place]?.kind ?? 'text', cells[place])));
    }
  }
  return { table, rows, isCut: false };
}

function cutNote({ table, rows }: Gathered, { text, count }: Formats): string {
  const { cut, cutUnknown } = text.facts;
  const total = table.rowTotal;
  return (total === undefined ? cutUnknown : cut).replace('{count}', count(rows.length)).replace('{total}', count(total ?? 0));
}

function drawTop(pdf: Pdf, document: ExportDocument): void {
  pdf.rect(MARGIN, MARGIN, 4, 26).fill(INK.accent);
  drawLine(pdf, document.title, { x: MARGIN + 12, y: MARGIN - 1, width: widthOf(pdf) - 12 }, { size: 20, font: BOLD });
  pdf.y = MARGIN + 38;
  for (const { label, value } of document.facts) {
    const top = pdf.y;
    drawLine(pdf, label, { x: MARGIN, y: top, width: 90 }, { size: 8.5, color: INK.muted });
    pdf
      .font(REGULAR)
      .fontSize(8.5)
      .fillColor(INK.text)
      .text(value, MARGIN + 96, top, { width: widthOf(pdf) - 96 });
    pdf.y = Math.max(pdf.y, top + 13);
  }
  pdf.x = MARGIN;
  pdf.y += 10;
}

function drawTotals(pdf: Pdf, { totals }: ExportDocument): void {
  if (totals.length === 0) return;
  const top = pdf.y;
  const width = Math.min(150, widthOf(pdf) / totals.length);
  for (const [index, { label, value, color }] of totals.entries()) {
    const x = MARGIN + index * width;
    pdf.rect(x, top, 2.5, TILE_HEIGHT - 8).fill(color ?? INK.accent);
    drawLine(pdf, value, { x: x + 9, y: top - 1, width: width - 14 }, { size: 15, font: BOLD });
    drawLine(pdf, label, { x: x + 9, y: top + 20, width: width - 14 }, { size: 8, color: INK.muted });
  }
  pdf.y = top + TILE_HEIGHT + 12;
}

/** At the end, when the number of pages is known. */
function drawFeet(pdf: Pdf, document: ExportDocument, { text, count }: Formats): void {
  const { start, count: pages } = pdf.bufferedPageRange();
  const made = document.facts.find(({ label }) => label === text.facts.madeAt)?.value ?? '';
  const server = document.facts.find(({ label }) => label === text.facts.server)?.value ?? '';
  for (let index = start; index < start + pages; index += 1) {
    pdf.switchToPage(index);
    // Text in the bottom margin would make a page of its own.
    pdf.page.margins.bottom = 0;
    const y = bottomOf(pdf) + FOOT_HEIGHT;
    const page = text.facts.page.replace('{page}', count(index + 1)).replace('{pages}', count(pages));
    drawLine(
      pdf,
      [document.title, server, made].join('  ·  '),
      { x: MARGIN, y, width: widthOf(pdf) - 110 },
      { size: 7, color: INK.muted },
    );
    drawLine(pdf, page, { x: MARGIN + widthOf(pdf) - 100, y, width: 100 }, { size: 7, color: INK.muted, align: 'right' });
  }
}

function draw(pdf: Pdf, document: ExportDocument, gathered: readonly Gathered[], formats: Formats): void {
  const { text, count } = formats;
  drawTop(pdf, document);
  for (const each of gathered.filter(({ isCut }) => isCut)) {
    pdf
      .font(BOLD)
      .fontSize(8.5)
      .fillColor(INK.text)
      .text(cutNote(each, formats), MARGIN, pdf.y, { width: widthOf(pdf) });
    pdf.y += 10;
  }
  drawTotals(pdf, document);
  for (const chart of document.charts) drawChart(pdf, chart, { empty: text.facts.noChart, count });
  for (const { table, rows } of gathered) {
    const isAlone = gathered.length === 1 && document.charts.length === 0;
    drawTable(pdf, {
      title: isAlone ? '' : table.title,
      columns: table.columns.filter(({ isInPdf }) => isInPdf),
      rows,
      notes: table.note === undefined ? [] : [table.note],
      empty: text.facts.empty,
    });
  }
  makeRoom(pdf, 0);
  drawFeet(pdf, document, formats);
}

export async function writePdf(document: ExportDocument, sink: FileSink, onRows: OnRows): Promise<Written> {
  const formats = createFormats(document);
  const gathered: Gathered[] = [];
  for (const table of document.tables) {
    if (table.columns.some(({ isInPdf }) => isInPdf)) gathered.push(gather(table, formats));
  }
  const rowCount = gathered.reduce((sum, { rows }) => sum + rows.length, 0);
  onRows(rowCount);
  const widest = gathered.reduce(
    (most, { table }) =>
      Math.max(
        most,
        table.columns.reduce((sum, { width, isInPdf }) => sum + (isInPdf ? width : 0), 0),
      ),
    0,
  );
  const { title, madeAt, language } = document;
  const author = document.facts.find(({ label }) => label === formats.text.facts.madeBy)?.value ?? '';
  const pdf = openPdf({ isLandscape: widest > PORTRAIT_CHARACTERS_MAX, title, author, madeAt, language });
  const written = (async () => {
    for await (const chunk of pdf) sink.write(chunk as Uint8Array);
  })();
  // Looked at below; a disk that is full while pages are still drawn must not end the thread.
  written.catch(() => undefined);
  draw(pdf, document, gathered, formats);
  pdf.end();
  await written;
  return { rowCount, isCut: gathered.some(({ isCut }) => isCut) };
}
