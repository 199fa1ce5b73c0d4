/** What the documents of an export are made from: reads of the database, and the request in words. */
import { resultByNumber } from '../../../shared/authentication-results.ts';
import { REPORT_TEXT, type ReportText } from '../../../shared/report-text.ts';
import type { ExportRequest } from '../../../shared/schemas/export.ts';
import type { CellKind, CellValue, ExportColumn, ExportTable } from '../../adapters/export-formats/document.ts';
import { createZonedTime, type ZonedTime } from '../../adapters/export-formats/zoned-time.ts';
import type { Reads } from '../../store/port.ts';

export type Read = <Name extends keyof Reads>(name: Name, input: Reads[Name]['input']) => Reads[Name]['output'];

export type ExportOrder = {
  readonly request: ExportRequest;
  readonly actor: string;
  readonly serverName: string;
  readonly version: string;
  readonly madeAt: number;
};

export type Source = {
  readonly read: Read;
  readonly order: ExportOrder;
  readonly text: ReportText;
  readonly zoned: ZonedTime;
  /** In the way of the language: 1,234. */
  count(value: number): string;
  /** 0 to 1 as 12.5 %. */
  share(value: number): string;
  resultLabel(result: number): string;
};

export function createSource(read: Read, order: ExportOrder): Source {
  const text = REPORT_TEXT[order.request.language];
  const counts = new Intl.NumberFormat(text.locale);
  const shares = new Intl.NumberFormat(text.locale, { style: 'percent', minimumFractionDigits: 1, maximumFractionDigits: 1 });
  return {
    read,
    order,
    text,
    zoned: createZonedTime(order.request.timeZone, text.locale),
    count: (value) => counts.format(value),
    share: (value) => shares.format(value),
    resultLabel: (result) => {
      const { name, label } = resultByNumber(result);
      return text.results[name] ?? label;
    },
  };
}

/** One column: how programs and how people read it. */
export type Definition<Row> = {
  readonly name: string;
  readonly title: string;
  readonly kind?: CellKind;
  readonly width?: number;
  /** Column of the screen that this one belongs to. */
  readonly screen?: string;
  /** Default false. */
  readonly isInPdf?: boolean;
  readonly coded: (row: Row) => CellValue;
  /** Where people read it otherwise. */
  readonly worded?: (row: Row) => CellValue;
};

const WIDTH = 16;

/** `chosen`: ids of the screen's columns, in its order. */
function choose<Row>(definitions: readonly Definition<Row>[], chosen: readonly string[] | undefined): readonly Definition<Row>[] {
  const found = (chosen ?? []).flatMap((id) => definitions.filter(({ screen }) => screen === id));
  // Everything that was chosen stands in the PDF too.
  return found.length === 0 ? definitions : found.map((definition) => ({ ...definition, isInPdf: true }));
}

export function tableOf<Row>(table: {
  readonly key: string;
  readonly title: string;
  readonly definitions: readonly Definition<Row>[];
  readonly chosen?: readonly string[] | undefined;
  readonly rowTotal?: number | undefined;
  readonly note?: string | undefined;
  readonly pages: () => Iterable<readonly Row[]>;
}): ExportTable {
  const definitions = choose(table.definitions, table.chosen);
  const columns = definitions.map(
    ({ name, title, kind = 'text', width = WIDTH, isInPdf = false }): ExportColumn => ({ name, title, kind, width, isInPdf }),
  );
  return {
    key: table.key,
    title: table.title,
    columns,
    rowTotal: table.rowTotal,
    note: table.note,
    *batches(view) {
      const values = definitions.map(({ coded, worded }) => (view === 'worded' ? (worded ?? coded) : coded));
      for (const rows of table.pages()) yield rows.map((row) => values.map((value) => value(row)));
    },
  };
}

/** Empty text is no value. */
export const filled = (text: string): string | undefined => (text === '' ? undefined : text);
