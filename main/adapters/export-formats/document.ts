/** What a file of any format is written from: facts, charts, and tables whose rows are read while they are written. */
import type { ExportFormat, ExportLanguage } from '../../../shared/schemas/export.ts';

/** How a value reads in a sheet: `instant` is epoch milliseconds, `share` 0 to 1. */
export type CellKind = 'text' | 'count' | 'share' | 'instant' | 'yes-no';
export type CellValue = string | number | boolean | undefined;

export type ExportColumn = {
  /** In CSV and JSON; the same in every language, because programs read it. */
  readonly name: string;
  readonly title: string;
  readonly kind: CellKind;
  /** Characters, for sheets and pages. */
  readonly width: number;
  /** Where a page is too narrow for all columns. */
  readonly isInPdf: boolean;
};

/** `coded`: as programs read it ('oath-token'); `worded`: as people do ('OATH token'). */
export type View = 'coded' | 'worded';
export type Cells = readonly CellValue[];

export type ExportTable = {
  /** Its name in JSON. */
  readonly key: string;
  readonly title: string;
  readonly columns: readonly ExportColumn[];
  /** Undefined while nobody has counted. */
  readonly rowTotal?: number | undefined;
  /** Reads the rows as they are asked for, batch by batch. Once only. */
  batches(view: View): Iterable<readonly Cells[]>;
  /** Under the table in a PDF. */
  readonly note?: string | undefined;
};

export type StackedChart = {
  readonly kind: 'stacked';
  readonly title: string;
  /** `values[i]` belongs to `series[i]`. */
  readonly buckets: readonly { readonly label: string; readonly values: readonly number[] }[];
  readonly series: readonly { readonly label: string; readonly color: string }[];
};
export type BarChart = {
  readonly kind: 'bars';
  readonly title: string;
  readonly color: string;
  readonly bars: readonly { readonly label: string; readonly value: number; readonly valueText: string }[];
};
/** The hours of a week: seven rows of 24 counts. */
export type HeatChart = {
  readonly kind: 'heat';
  readonly title: string;
  readonly rows: readonly { readonly label: string; readonly values: readonly number[] }[];
};
export type ExportChart = StackedChart | BarChart | HeatChart;

export type ExportDocument = {
  readonly title: string;
  readonly language: ExportLanguage;
  /** IANA name. */
  readonly timeZone: string;
  readonly madeAt: number;
  /** Who, when, what of: in the order of the page. */
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  /** For JSON: the request itself. */
  readonly meta: Readonly<Record<string, unknown>>;
  readonly totals: readonly { readonly label: string; readonly value: string; readonly color?: string }[];
  readonly charts: readonly ExportChart[];
  /** The first is the main one. */
  readonly tables: readonly [ExportTable, ...ExportTable[]];
};

/** Called after each batch with the rows of all tables so far. */
export type OnRows = (rowCount: number) => void;

export type Written = {
  readonly rowCount: number;
  /** The format could not hold all rows. */
  readonly isCut: boolean;
};

export const MEDIA_TYPES: Readonly<Record<ExportFormat, string>> = {
  csv: 'text/csv; charset=utf-8',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  pdf: 'application/pdf',
  json: 'application/json',
};
