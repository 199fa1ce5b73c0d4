/** Charts as vectors, in the colours of the console. */
import type { BarChart, ExportChart, HeatChart, StackedChart } from './document.ts';
import { BOLD, drawLine, INK, MARGIN, makeRoom, type Pdf, widthOf } from './pdf-page.ts';

/** Points. */
const PLOT_HEIGHT = 150;
const TITLE_HEIGHT = 22;
const AXIS_WIDTH = 44;
const LABEL_HEIGHT = 16;
const LABEL_SIZE = 7;
const BAR_HEIGHT = 16;
const CELL_HEIGHT = 14;
const TICKS = 4;

export type ChartWords = { readonly empty: string; readonly count: (value: number) => string };

/** 1, 2 or 5 times a power of ten, so that about TICKS of them reach `maximum`. */
function tickStep(maximum: number): number {
  const rough = Math.max(1, maximum / TICKS);
  const power = 10 ** Math.floor(Math.log10(rough));
  const factor = [1, 2, 5, 10].find((each) => each * power >= rough) ?? 10;
  return factor * power;
}

function drawLegend(pdf: Pdf, series: StackedChart['series'], y: number): void {
  let x = MARGIN + widthOf(pdf);
  for (const { label, color } of series.toReversed()) {
    pdf.fontSize(8);
    const width = pdf.widthOfString(label) + 2;
    x -= width;
    drawLine(pdf, label, { x, y, width }, { size: 8, color: INK.muted });
    x -= 12;
    pdf.rect(x, y + 1.5, 8, 8).fill(color);
    x -= 14;
  }
}

function drawStacked(pdf: Pdf, { buckets, series }: StackedChart, words: ChartWords): void {
  const top = pdf.y;
  const left = MARGIN + AXIS_WIDTH;
  const width = widthOf(pdf) - AXIS_WIDTH;
  const sums = buckets.map(({ values }) => values.reduce((sum, value) => sum + value, 0));
  const step = tickStep(
    Math.max(
      1,
      ...sums.slice(0, 1),
      sums.reduce((most, sum) => Math.max(most, sum), 0),
    ),
  );
  const most = Math.max(step, Math.ceil(sums.reduce((high, sum) => Math.max(high, sum), 0) / step) * step);
  const scale = PLOT_HEIGHT / most;
  for (let tick = 0; tick <= most; tick += step) {
    const y = top + PLOT_HEIGHT - tick * scale;
    pdf
      .lineWidth(tick === 0 ? 0.8 : 0.4)
      .moveTo(left, y)
      .lineTo(left + width, y)
      .stroke(tick === 0 ? INK.muted : INK.line);
    drawLine(
      pdf,
      words.count(tick),
      { x: MARGIN, y: y - 4, width: AXIS_WIDTH - 6 },
      { size: LABEL_SIZE, color: INK.muted, align: 'right' },
    );
  }
  const slot = width / Math.max(1, buckets.length);
  const gap = slot > 4 ? Math.min(6, slot * 0.2) : 0;
  for (const [place, { color }] of series.entries()) {
    for (const [index, { values }] of buckets.entries()) {
      const value = values[place] ?? 0;
      if (value === 0) continue;
      const below = values.slice(0, place).reduce((sum, each) => sum + each, 0);
      pdf.rect(left + index * slot + gap / 2, top + PLOT_HEIGHT - (below + value) * scale, slot - gap, value * scale);
    }
    pdf.fill(color);
  }
  drawBucketLabels(pdf, buckets, { left, slot, y: top + PLOT_HEIGHT + 4 });
  pdf.y = top + PLOT_HEIGHT + LABEL_HEIGHT + 10;
}

/** As many as stand beside each other, evenly. */
function drawBucketLabels(
  pdf: Pdf,
  buckets: StackedChart['buckets'],
  { left, slot, y }: { readonly left: number; readonly slot: number; readonly y: number },
): void {
  pdf.fontSize(LABEL_SIZE);
  const widest = buckets.slice(0, 200).reduce((most, { label }) => Math.max(most, pdf.widthOfString(label)), 0) + 10;
  const every = Math.max(1, Math.ceil(widest / slot));
  for (const [index, { label }] of buckets.entries()) {
    if (index % every !== 0) continue;
    const middle = left + (index + 0.5) * slot;
    drawLine(pdf, label, { x: middle - widest / 2, y, width: widest }, { size: LABEL_SIZE, color: INK.muted, align: 'center' });
  }
}

function drawBars(pdf: Pdf, { bars, color }: BarChart): void {
  const top = pdf.y;
  const labelWidth = widthOf(pdf) * 0.34;
  const valueWidth = 90;
  const left = MARGIN + labelWidth + 8;
  const width = widthOf(pdf) - labelWidth - valueWidth - 16;
  const most = bars.reduce((high, { value }) => Math.max(high, value), 1);
  for (const [index, { label, value, valueText }] of bars.entries()) {
    const y = top + index * BAR_HEIGHT;
    const length = Math.max(1, (value / most) * width);
    drawLine(pdf, label, { x: MARGIN, y: y + 2, width: labelWidth }, { size: 8, align: 'right' });
    pdf.rect(left, y, length, BAR_HEIGHT - 4).fill(color);
    drawLine(pdf, valueText, { x: left + length + 6, y: y + 2, width: valueWidth }, { size: 8, color: INK.muted });
  }
  pdf.y = top + bars.length * BAR_HEIGHT + 12;
}

function drawHeat(pdf: Pdf, { rows }: HeatChart): void {
  const top = pdf.y;
  const left = MARGIN + 70;
  const cell = (widthOf(pdf) - 70) / 24;
  const most = Math.max(1, ...rows.flatMap(({ values }) => values));
  for (let hour = 0; hour < 24; hour += 1)
    drawLine(
      pdf,
      String(hour),
      { x: left + hour * cell, y: top, width: cell },
      { size: LABEL_SIZE, color: INK.muted, align: 'center' },
    );
  for (const [index, { label, values }] of rows.entries()) {
    const y = top + 11 + index * CELL_HEIGHT;
    drawLine(pdf, label, { x: MARGIN, y: y + 3, width: 64 }, { size: LABEL_SIZE + 0.5, color: INK.muted });
    for (const [hour, value] of values.entries()) {
      const box = pdf.rect(left + hour * cell + 0.75, y + 0.75, cell - 1.5, CELL_HEIGHT - 1.5);
      if (value === 0) box.fill(INK.heatEmpty);
      else box.fillOpacity(0.12 + 0.88 * (value / most)).fill(INK.accent);
      pdf.fillOpacity(1);
    }
  }
  pdf.y = top + 11 + rows.length * CELL_HEIGHT + 14;
}

function heightOf(chart: ExportChart): number {
  if (chart.kind === 'bars') return chart.bars.length * BAR_HEIGHT + 12;
  if (chart.kind === 'heat') return chart.rows.length * CELL_HEIGHT + 25;
  return PLOT_HEIGHT + LABEL_HEIGHT + 10;
}

function isEmpty(chart: ExportChart): boolean {
  if (chart.kind === 'bars') return chart.bars.length === 0;
  if (chart.kind === 'heat') return chart.rows.every(({ values }) => values.every((value) => value === 0));
  return chart.series.length === 0;
}

export function drawChart(pdf: Pdf, chart: ExportChart, words: ChartWords): void {
  makeRoom(pdf, TITLE_HEIGHT + heightOf(chart));
  drawLine(pdf, chart.title, { x: MARGIN, y: pdf.y, width: widthOf(pdf) / 2 }, { size: 11, font: BOLD });
  if (chart.kind === 'stacked') drawLegend(pdf, chart.series, pdf.y + 1);
  pdf.y += TITLE_HEIGHT;
  if (isEmpty(chart)) {
    drawLine(pdf, words.empty, { x: MARGIN, y: pdf.y, width: widthOf(pdf) }, { size: 9, color: INK.muted });
    pdf.y += 24;
  } else if (chart.kind === 'stacked') drawStacked(pdf, chart, words);
  else if (chart.kind === 'bars') drawBars(pdf, chart);
  else drawHeat(pdf, chart);
}
