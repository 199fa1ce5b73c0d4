/** The sheet of paper: fonts, colours, margins, and what is at hand while a PDF is drawn. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';
import { visualOrder } from './visual-order.ts';

export type Pdf = PDFKit.PDFDocument;

/** Points (1/72 inch). */
export const MARGIN = 40;
/** Kept free for the line at the foot of each page. */
export const FOOT_HEIGHT = 24;

/** The console's greys and its accent, on white paper. */
export const INK = {
  text: '#1a1f24',
  muted: '#5b6670',
  line: '#d5dbe0',
  accent: '#0b6b7f',
  headerFill: '#e3eef1',
  heatEmpty: '#f2f5f7',
} as const;

export const REGULAR = 'regular';
export const BOLD = 'bold';

/** DejaVu Sans Condensed: Latin, Greek, Cyrillic, Arabic, Hebrew and more; narrow enough for tables. Its used glyphs are embedded. */
const FONT_FILES = {
  [REGULAR]: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed.ttf'),
  [BOLD]: import.meta.resolve('dejavu-fonts-ttf/ttf/DejaVuSansCondensed-Bold.ttf'),
} as const;

export function openPdf(options: {
  readonly isLandscape: boolean;
  readonly title: string;
  readonly author: string;
  readonly madeAt: number;
  readonly language: string;
}): Pdf {
  const pdf = new PDFDocument({
    size: 'A4',
    layout: options.isLandscape ? 'landscape' : 'portrait',
    margins: { top: MARGIN, left: MARGIN, right: MARGIN, bottom: MARGIN },
    bufferPages: true,
    pdfVersion: '1.7',
    lang: options.language,
    displayTitle: true,
    font: '',
    info: {
      Title: options.title,
      Author: options.author,
      Creator: 'Countersign',
      Producer: 'Countersign',
      CreationDate: new Date(options.madeAt),
    },
  } as PDFKit.PDFDocumentOptions);
  for (const [name, file] of Object.entries(FONT_FILES)) pdf.registerFont(name, readFileSync(fileURLToPath(file)));
  return pdf.font(REGULAR);
}

export const widthOf = (pdf: Pdf): number => pdf.page.width - 2 * MARGIN;
/** The lowest point that a table or a chart may reach. */
export const bottomOf = (pdf: Pdf): number => pdf.page.height - MARGIN - FOOT_HEIGHT;

/** A new page where less than `height` is left on this one. */
export function makeRoom(pdf: Pdf, height: number): void {
  if (pdf.y + height > bottomOf(pdf)) pdf.addPage();
}

export type TextStyle = {
  readonly size: number;
  readonly font?: string;
  readonly color?: string;
  readonly align?: 'left' | 'right' | 'center';
};

/** One line in a box, cut with an ellipsis where it is longer; the cursor stays where it was. */
export function drawLine(
  pdf: Pdf,
  text: string,
  box: { readonly x: number; readonly y: number; readonly width: number },
  style: TextStyle,
): void {
  const { x, y } = pdf;
  pdf
    .font(style.font ?? REGULAR)
    .fontSize(style.size)
    .fillColor(style.color ?? INK.text);
  pdf.text(fitted(pdf, visualOrder(text), box.width), box.x, box.y, {
    width: box.width,
    align: style.align ?? 'left',
    lineBreak: false,
  });
  pdf.x = x;
  pdf.y = y;
}

/** `text`, or as much of it as `width` holds and an ellipsis. */
function fitted(pdf: Pdf, text: string, width: number): string {
  if (pdf.widthOfString(text) <= width) return text;
  let low = 0;
  let high = text.length;
  while (low < high) {
    const middle = Math.ceil((low + high) / 2);
    if (pdf.widthOfString(`${text.slice(0, middle)}…`) <= width) low = middle;
    else high = middle - 1;
  }
  return `${text.slice(0, low).trimEnd()}…`;
}
