/** What stands on the first page of a file: period, filters, server, who made it and when. */
import type { Method, Mode } from '../../../shared/methods.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { ExportSubject } from '../../../shared/schemas/export.ts';
import type { ExportDocument } from '../../adapters/export-formats/document.ts';
import type { Source } from './source.ts';

type Fact = ExportDocument['facts'][number];

/** Order on screen, not a filter; the period has a line of its own. */
const NOT_FILTERS: ReadonlySet<string> = new Set(['from', 'until', 'sort', 'direction', 'bucket']);

const fill = (template: string, values: Readonly<Record<string, string>>): string =>
  template.replaceAll(/\{(\w+)\}/g, (_all, name: string) => values[name] ?? '');

function periodText({ text, zoned }: Source, from: number | undefined, until: number | undefined): string {
  const { facts } = text;
  if (from !== undefined && until !== undefined)
    return fill(facts.between, { from: zoned.shownMinute(from), until: zoned.shownMinute(until) });
  if (from !== undefined) return fill(facts.since, { from: zoned.shownMinute(from) });
  if (until !== undefined) return fill(facts.before, { until: zoned.shownMinute(until) });
  return facts.everything;
}

function filterValue({ text, resultLabel }: Source, name: string, value: string | number | boolean): string {
  switch (name) {
    case 'method':
      return text.methods[value as Method] ?? String(value);
    case 'mode':
      return text.modes[value as Mode] ?? String(value);
    case 'reason':
      return text.reasons[value as DecisionReason] ?? String(value);
    case 'result':
      return resultLabel(Number(value));
    case 'isGranted':
      return value === true ? text.outcomes.granted : text.outcomes.denied;
    case 'state':
      return ({ ...text.userStates, ...text.tokenStates } as Record<string, string>)[String(value)] ?? String(value);
    default:
      return String(value);
  }
}

function filtersText(source: Source, filter: Readonly<Record<string, unknown>>): string {
  const set = Object.entries(filter).flatMap(([name, value]) => {
    const isValue = typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value !== '');
    if (!isValue || NOT_FILTERS.has(name)) return [];
    return [`${source.text.filters[name] ?? name}: ${filterValue(source, name, value)}`];
  });
  return set.length === 0 ? source.text.facts.noFilters : set.join(' · ');
}

const filterOf = (subject: ExportSubject): Readonly<Record<string, unknown>> => ('filter' in subject ? subject.filter : {});

/** `counted`: the whole hours of a report, where they are known. */
export function factsOf(source: Source, counted?: { readonly from: number; readonly until: number }): readonly Fact[] {
  const { order, text, zoned } = source;
  const { facts: words } = text;
  const { subject, timeZone } = order.request;
  const filter = filterOf(subject) as { from?: number; until?: number };
  const hasPeriod = subject.kind !== 'users' && subject.kind !== 'tokens';
  const { from, until } = counted ?? filter;
  return [
    ...(hasPeriod ? [{ label: words.period, value: periodText(source, from, until) }] : []),
    { label: words.filters, value: filtersText(source, filterOf(subject)) },
    { label: words.server, value: `${order.serverName} · ${fill(words.product, { version: order.version })}` },
    { label: words.madeBy, value: order.actor },
    { label: words.madeAt, value: zoned.shown(order.madeAt) },
    { label: words.timeZone, value: timeZone },
  ];
}

/** For programs, in JSON. */
export function metaOf({ order, text, zoned }: Source): Readonly<Record<string, unknown>> {
  const { subject, timeZone, language } = order.request;
  return {
    title: text.titles[subject.kind],
    kind: subject.kind,
    filter: filterOf(subject),
    server: order.serverName,
    version: order.version,
    madeBy: order.actor,
    madeAt: zoned.iso(order.madeAt),
    timeZone,
    language,
  };
}
