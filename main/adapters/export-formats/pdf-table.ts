/** A table over any number of pages: its header again on each, long text over up to three lines. */
import type { CellKind, ExportColumn } from './document.ts';
import { BOLD, bottomOf, drawLine, INK, MARGIN, makeRoom, type Pdf, REGULAR, widthOf } from './pdf-page.ts';
import { visualOrder } from './visual-order.ts';

/** Points. */
const TEXT_SIZE = 7.5;
const LINE_HEIGHT = 9.5;
const PADDING = 3;
const TITLE_HEIGHT = 20;
/** Lines of one cell; ours: a name of 200 characters is still told apart, and does not fill a page. */
const LINES_MAX = 3;

const isNumber = (kind: CellKind): boolean => kind === 'count' || kind === 'share';

type Placed = { readonly column: ExportColumn; readonly x: number; readonly width: number };

function place(pdf: Pdf, columns: readonly ExportColumn[]): readonly Placed[] {
  const sum = columns.reduce((total, { width }) => total + width, 0);
  let x = MARGIN;
  return columns.map((column) => {
    const placed = { column, x, width: (column.width / sum) * widthOf(pdf) };
    x += placed.width;
    return placed;
  });
}

function linesOf(pdf: Pdf, text: string, width: number): number {
  if (text === '' || pdf.widthOfString(text) <= width) return 1;
  return Math.min(
    LINES_MAX,
    Math.max(1, Math.round(pdf.heightOfString(text, { width, lineGap: 0 }) / pdf.currentLineHeight(true))),
  );
}

function drawRow(pdf: Pdf, placed: readonly Placed[], texts: readonly string[], font: string): number {
  pdf.font(font).fontSize(TEXT_SIZE);
  const shown = texts.map(visualOrder);
  const linesOfCells = placed.map(({ width }, index) => linesOf(pdf, shown[index] ?? '', width - 2 * PADDING));
  const lines = Math.max(1, ...linesOfCells);
  const height = lines * LINE_HEIGHT + 2 * PADDING;
  const top = pdf.y;
  if (font === BOLD) pdf.rect(MARGIN, top, widthOf(pdf), height).fill(INK.headerFill);
  pdf.fillColor(INK.text);
  for (const [index, { column, x, width }] of placed.entries()) {
    const text = shown[index] ?? '';
    if (text === '') continue;
    const inner = width - 2 * PADDING;
    if (linesOfCells[index] === 1) {
      // Without the library's line breaking, which takes most of the time of a long table.
      const indent = isNumber(column.kind) ? inner - pdf.widthOfString(text) : 0;
      pdf.text(text, x + PADDING + indent, top + PADDING, { lineBreak: false });
    } else pdf.text(text, x + PADDING, top + PADDING, { width: inner, height: lines * LINE_HEIGHT, ellipsis: true, lineGap: 0 });
  }
  pdf
    .lineWidth(0.4)
    .moveTo(MARGIN, top + height)
    .lineTo(MARGIN + widthOf(pdf), top + height)
    .stroke(font === BOLD ? INK.accent : INK.line);
  pdf.x = MARGIN;
  pdf.y = top + height;
  return height;
}

export type PdfTable = {
  readonly title: string;
  readonly columns: readonly ExportColumn[];
  readonly rows: readonly (readonly string[])[];
  readonly notes: readonly string[];
  readonly empty: string;
};

export function drawTable(pdf: Pdf, { title, columns, rows, notes, empty }: PdfTable): void {
  const placed = place(pdf, columns);
  const header = columns.map((column) => column.title);
  const tallest = LINES_MAX * LINE_HEIGHT + 2 * PADDING;
  makeRoom(pdf, TITLE_HEIGHT + 3 * tallest);
  if (title !== '') {
    drawLine(pdf, title, { x: MARGIN, y: pdf.y, width: widthOf(pdf) }, { size: 11, font: BOLD });
    pdf.y += TITLE_HEIGHT;
  }
  drawRow(pdf, placed, header, BOLD);
  for (const row of rows) {
    if (pdf.y + tallest > bottomOf(pdf)) {
      pdf.addPage();
      drawRow(pdf, placed, header, BOLD);
    }
    drawRow(pdf, placed, row, REGULAR);
  }
  if (rows.length === 0) {
    drawLine(pdf, empty, { x: MARGIN + PADDING, y: pdf.y + 6, width: widthOf(pdf) }, { size: 8, color: INK.muted });
    pdf.y += 20;
  }
  for (const note of notes) {
    makeRoom(pdf, 24);
    pdf
      .font(REGULAR)
      .fontSize(7.5)
      .fillColor(INK.muted)
      .text(note, MARGIN, pdf.y + 6, { width: widthOf(pdf) });
  }
  pdf.x = MARGIN;
  pdf.y += 20;
}
