/** The reports: the same numbers as the screens, out of the same reads. */
import { OUTCOME_COLORS, OUTCOMES, outcomeOf } from '../../../shared/attempt-outcome.ts';
import { resultByNumber } from '../../../shared/authentication-results.ts';
import type { ExportSubject } from '../../../shared/schemas/export.ts';
import type { OutcomeCounts, ReportBucket, ReportSummary, ReportUser } from '../../../shared/schemas/report.ts';
import type { BarChart, ExportDocument, HeatChart, StackedChart } from '../../adapters/export-formats/document.ts';
import { factsOf, metaOf } from './facts.ts';
import { type Definition, filled, type Source, tableOf } from './source.ts';

type FilterOf<Kind extends ExportSubject['kind']> = Extract<ExportSubject, { kind: Kind; filter: unknown }>['filter'];
type Series = ReportSummary['series'][number];

/** Users of one read; ours: each read goes over the whole period, so that one is best and many are bounded. */
const USERS_PER_READ = 100_000;
/** Bars of a chart; ours: more do not fit beside their labels. */
const BARS_MAX = 15;

const sumOf = ({ granted, denied, pending }: OutcomeCounts): number => granted + denied + pending;
/** Granted out of what was decided; undefined where nothing was. */
function successRate({ granted, denied }: OutcomeCounts): number | undefined {
  return granted + denied === 0 ? undefined : granted / (granted + denied);
}

function outcomesOf(counts: Series['counts']): OutcomeCounts {
  const sums = { granted: 0, denied: 0, pending: 0 };
  for (const { result, isGranted, count } of counts) {
    if (isGranted) sums.granted += count;
    else if (isPending(result)) sums.pending += count;
    else sums.denied += count;
  }
  return sums;
}
const isPending = (result: number): boolean => resultByNumber(result).outcome === 'pending';

/** The columns that every table of counts ends with. */
function countColumns<Row extends OutcomeCounts>({ text }: Source): readonly Definition<Row>[] {
  const { columns: title } = text;
  const count = { kind: 'count', width: 14, isInPdf: true } as const;
  return [
    { name: 'granted', title: title.grantedCount, ...count, coded: ({ granted }) => granted },
    { name: 'denied', title: title.deniedCount, ...count, coded: ({ denied }) => denied },
    { name: 'pending', title: title.pendingCount, ...count, coded: ({ pending }) => pending },
    { name: 'total', title: title.total, ...count, coded: sumOf },
    { name: 'success_rate', title: title.successRate, ...count, kind: 'share', coded: successRate },
  ];
}

function totalsOf(source: Source, totals: OutcomeCounts): ExportDocument['totals'] {
  const { text, count, share } = source;
  const rate = successRate(totals);
  return [
    { label: text.columns.total, value: count(sumOf(totals)) },
    { label: text.outcomes.granted, value: count(totals.granted), color: OUTCOME_COLORS.granted },
    { label: text.outcomes.denied, value: count(totals.denied), color: OUTCOME_COLORS.denied },
    { label: text.outcomes.pending, value: count(totals.pending), color: OUTCOME_COLORS.pending },
    { label: text.columns.successRate, value: rate === undefined ? '–' : share(rate) },
  ];
}

function bucketLabels({ order, text }: Source, bucket: ReportBucket): Intl.DateTimeFormat {
  const { timeZone } = order.request;
  if (bucket === 'hour')
    return new Intl.DateTimeFormat(text.locale, { timeZone, day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' });
  if (bucket === 'month') return new Intl.DateTimeFormat(text.locale, { timeZone, month: 'short', year: 'numeric' });
  return new Intl.DateTimeFormat(text.locale, { timeZone, day: 'numeric', month: 'short' });
}

function overTime(source: Source, { series, bucket }: ReportSummary): StackedChart {
  const labels = bucketLabels(source, bucket);
  const counted = series.map(({ at, counts }) => {
    const values = OUTCOMES.map((outcome) =>
      counts.reduce((sum, { result, isGranted, count }) => sum + (outcomeOf(result, isGranted) === outcome ? count : 0), 0),
    );
    return { label: labels.format(at), values };
  });
  // An outcome that never came needs no place in the legend.
  const present = OUTCOMES.map((_, index) => counted.some(({ values }) => (values[index] ?? 0) > 0));
  return {
    kind: 'stacked',
    title: source.text.tables.overTime,
    buckets: counted.map(({ label, values }) => ({ label, values: values.filter((_, index) => present[index]) })),
    series: OUTCOMES.filter((_, index) => present[index]).map((outcome) => ({
      label: source.text.outcomes[outcome],
      color: OUTCOME_COLORS[outcome],
    })),
  };
}

function weekOf({ text }: Source, { busiestHours }: ReportSummary): HeatChart {
  const counts = new Map(busiestHours.map(({ weekday, hour, count }) => [weekday * 24 + hour, count]));
  return {
    kind: 'heat',
    title: text.tables.busiestHours,
    rows: text.weekdays.map((label, index) => ({
      label,
      values: Array.from({ length: 24 }, (_, hour) => counts.get((index + 1) * 24 + hour) ?? 0),
    })),
  };
}

function barsOf(
  source: Source,
  title: string,
  color: string,
  rows: readonly { readonly label: string; readonly count: number }[],
): BarChart {
  const total = rows.reduce((sum, { count }) => sum + count, 0);
  const bars = rows.slice(0, BARS_MAX).map(({ label, count }) => ({
    label,
    value: count,
    valueText: `${source.count(count)} · ${source.share(count / total)}`,
  }));
  return { kind: 'bars', title, color, bars };
}

const reportShell = (source: Source, counted: { readonly from: number; readonly until: number }) => ({
  title: source.text.titles[source.order.request.subject.kind],
  language: source.order.request.language,
  timeZone: source.order.request.timeZone,
  madeAt: source.order.madeAt,
  facts: factsOf(source, counted),
  meta: metaOf(source),
});

function seriesTable(source: Source, { series }: ReportSummary) {
  const { columns: title, tables } = source.text;
  const instant = { kind: 'instant', width: 20, isInPdf: true } as const;
  type Row = OutcomeCounts & { readonly at: number; readonly until: number };
  return tableOf<Row>({
    key: 'rows',
    title: tables.overTime,
    rowTotal: series.length,
    note: source.text.successRateNote,
    definitions: [
      { name: 'from', title: title.from, ...instant, coded: ({ at }) => at },
      { name: 'until', title: title.until, ...instant, coded: ({ until }) => until },
      ...countColumns<Row>(source),
    ],
    pages: () => [series.map(({ at, until, counts }) => ({ at, until, ...outcomesOf(counts) }))],
  });
}

function resultTable(source: Source, { byResult, totals }: ReportSummary) {
  const { columns: title, tables, outcomes } = source.text;
  const total = sumOf(totals);
  return tableOf<ReportSummary['byResult'][number]>({
    key: 'byResult',
    title: tables.byResult,
    rowTotal: byResult.length,
    definitions: [
      { name: 'result', title: title.resultNumber, kind: 'count', width: 16, isInPdf: true, coded: ({ result }) => result },
      {
        name: 'result_label',
        title: title.result,
        width: 44,
        isInPdf: true,
        coded: ({ result }) => resultByNumber(result).label,
        worded: ({ result }) => source.resultLabel(result),
      },
      {
        name: 'outcome',
        title: title.outcome,
        isInPdf: true,
        coded: ({ result, isGranted }) => outcomeOf(result, isGranted),
        worded: ({ result, isGranted }) => outcomes[outcomeOf(result, isGranted)],
      },
      { name: 'count', title: title.count, kind: 'count', isInPdf: true, coded: ({ count }) => count },
      {
        name: 'share',
        title: title.share,
        kind: 'share',
        isInPdf: true,
        coded: ({ count }) => (total === 0 ? undefined : count / total),
      },
    ],
    pages: () => [byResult],
  });
}

function breakdownTables(source: Source, { byMethod, byApplication, busiestHours }: ReportSummary) {
  const { text } = source;
  const { columns: title } = text;
  type MethodRow = ReportSummary['byMethod'][number];
  type ApplicationRow = ReportSummary['byApplication'][number];
  return [
    tableOf<MethodRow>({
      key: 'byMethod',
      title: text.tables.byMethod,
      rowTotal: byMethod.length,
      definitions: [
        {
          name: 'method',
          title: title.method,
          width: 22,
          isInPdf: true,
          coded: ({ method }) => method,
          worded: ({ method }) => (method === undefined ? text.none : text.methods[method]),
        },
        {
          name: 'mode',
          title: title.mode,
          width: 22,
          isInPdf: true,
          coded: ({ mode }) => mode,
          worded: ({ mode }) => (mode === undefined ? text.none : text.modes[mode]),
        },
        ...countColumns<MethodRow>(source),
      ],
      pages: () => [byMethod],
    }),
    tableOf<ApplicationRow>({
      key: 'byApplication',
      title: text.tables.byApplication,
      rowTotal: byApplication.length,
      definitions: [
        {
          name: 'application',
          title: title.application,
          width: 44,
          isInPdf: true,
          coded: ({ applicationName }) => filled(applicationName),
        },
        ...countColumns<ApplicationRow>(source),
      ],
      pages: () => [byApplication],
    }),
    tableOf<ReportSummary['busiestHours'][number]>({
      key: 'busiestHours',
      title: text.tables.busiestHours,
      rowTotal: busiestHours.length,
      definitions: [
        {
          name: 'weekday',
          title: text.weekday,
          width: 20,
          coded: ({ weekday }) => weekday,
          worded: ({ weekday }) => text.weekdays[weekday - 1],
        },
        { name: 'hour', title: text.hour, kind: 'count', width: 10, coded: ({ hour }) => hour },
        { name: 'count', title: title.count, kind: 'count', coded: ({ count }) => count },
      ],
      pages: () => [busiestHours],
    }),
  ] as const;
}

export function authenticationsDocument(source: Source, filter: FilterOf<'authentications'>): ExportDocument {
  const summary = source.read('reports.summary', { ...filter, timeZone: source.order.request.timeZone });
  const [byMethod, byApplication, busiestHours] = breakdownTables(source, summary);
  return {
    ...reportShell(source, summary),
    totals: totalsOf(source, summary.totals),
    charts: [overTime(source, summary), weekOf(source, summary)],
    tables: [seriesTable(source, summary), resultTable(source, summary), byMethod, byApplication, busiestHours],
  };
}

export function denialsDocument(source: Source, filter: FilterOf<'denials-by-reason'>): ExportDocument {
  const { text } = source;
  const { columns: title } = text;
  const summary = source.read('reports.summary', { ...filter, timeZone: source.order.request.timeZone, bucket: 'month' });
  const denials = summary.byResult.filter(({ result, isGranted }) => !isGranted && !isPending(result));
  const total = summary.totals.denied;
  type Row = (typeof denials)[number];
  const definitions: readonly Definition<Row>[] = [
    {
      name: 'result_label',
      title: title.result,
      width: 34,
      isInPdf: true,
      coded: ({ result }) => resultByNumber(result).label,
      worded: ({ result }) => source.resultLabel(result),
    },
    { name: 'result', title: title.resultNumber, kind: 'count', width: 16, isInPdf: true, coded: ({ result }) => result },
    { name: 'count', title: title.count, kind: 'count', width: 12, isInPdf: true, coded: ({ count }) => count },
    {
      name: 'share',
      title: title.share,
      kind: 'share',
      width: 10,
      isInPdf: true,
      coded: ({ count }) => (total === 0 ? undefined : count / total),
    },
    {
      name: 'meaning',
      title: title.meaning,
      width: 80,
      isInPdf: true,
      coded: ({ result }) => text.meanings[resultByNumber(result).name],
    },
  ];
  const bars = denials.map(({ result, count }) => ({ label: source.resultLabel(result), count }));
  return {
    ...reportShell(source, summary),
    totals: totalsOf(source, summary.totals),
    charts: [barsOf(source, text.titles['denials-by-reason'], OUTCOME_COLORS.denied, bars)],
    tables: [tableOf({ key: 'rows', title: text.tables.denials, rowTotal: denials.length, definitions, pages: () => [denials] })],
  };
}

export function userSummaryDocument(source: Source, filter: FilterOf<'user-summary'>): ExportDocument {
  const { text, read } = source;
  const { columns: title } = text;
  const first = read('reports.users', { ...filter, offset: 0, limit: USERS_PER_READ });
  function* pages(): Generator<readonly ReportUser[]> {
    yield first.rows;
    for (let offset = USERS_PER_READ; offset < first.total; offset += USERS_PER_READ)
      yield read('reports.users', { ...filter, offset, limit: USERS_PER_READ }).rows;
  }
  const definitions: readonly Definition<ReportUser>[] = [
    { name: 'username', title: title.username, width: 28, isInPdf: true, coded: ({ username }) => username },
    { name: 'first_name', title: title.firstName, coded: ({ firstName }) => filled(firstName) },
    { name: 'last_name', title: title.lastName, isInPdf: true, coded: ({ lastName }) => filled(lastName) },
    ...countColumns<ReportUser>(source),
    { name: 'last_attempt', title: title.lastAttempt, kind: 'instant', width: 20, isInPdf: true, coded: ({ lastAt }) => lastAt },
    {
      name: 'last_result',
      title: title.lastResult,
      width: 28,
      isInPdf: true,
      coded: ({ lastResult }) => resultByNumber(lastResult).label,
      worded: ({ lastResult }) => source.resultLabel(lastResult),
    },
  ];
  return {
    ...reportShell(source, filter),
    totals: [{ label: text.tables.users, value: source.count(first.total) }],
    charts: [],
    tables: [
      tableOf({ key: 'rows', title: text.tables.users, rowTotal: first.total, note: text.successRateNote, definitions, pages }),
    ],
  };
}
