/** From the address to what the contract is asked. Pure. */
import { radiusClientIdSchema, userIdSchema } from '../../../shared/ids.ts';
import type { AttemptListQuery } from '../../../shared/schemas/attempt.ts';
import type { LogSearch, Period } from './search.ts';

export type AttemptFilter = Omit<AttemptListQuery, 'before' | 'limit'>;

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;
const PERIOD_MILLISECONDS: Readonly<Record<Exclude<Period, 'custom'>, number>> = {
  'last-hour': HOUR,
  'last-day': DAY,
  'last-week': 7 * DAY,
  'last-month': 30 * DAY,
};
/** The start of a moving period moves in these steps, so that it does not make a new question of each second. */
const STEP_MILLISECONDS = 5 * MINUTE;

export type TimeRange = { readonly from: number | undefined; readonly until: number | undefined };

export function rangeOf(search: Pick<LogSearch, 'period' | 'from' | 'until'>, now: number): TimeRange {
  const { period } = search;
  if (period === undefined || period === 'custom') return { from: search.from, until: search.until };
  const from = Math.floor(now / STEP_MILLISECONDS) * STEP_MILLISECONDS - PERIOD_MILLISECONDS[period];
  return { from, until: undefined };
}

/** Only what is set: an empty text is no filter. */
export function attemptFilterOf(search: LogSearch, range: TimeRange): AttemptFilter {
  const text = (value: string) => (value.trim() === '' ? undefined : value.trim());
  const filter: AttemptFilter = {
    from: range.from,
    until: range.until,
    username: text(search.username),
    userId: userIdSchema.safeParse(search.userId).data,
    applicationName: text(search.applicationName),
    method: search.method,
    mode: search.mode,
    result: search.result,
    outcome: search.outcome,
    clientAddress: text(search.clientAddress),
    callingAddress: text(search.callingAddress),
    radiusClientId: radiusClientIdSchema.safeParse(search.client).data,
    reason: search.reason,
  };
  return Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== undefined));
}

/** Tells one filter from another, whatever the clock says: when it changes, the list starts anew. */
export function filterKeyOf(search: LogSearch): string {
  const { attempt: _attempt, ...filter } = search;
  return JSON.stringify(filter);
}

export const NO_FILTERS = {
  username: '',
  applicationName: '',
  clientAddress: '',
  callingAddress: '',
  client: undefined,
  reason: undefined,
  method: undefined,
  mode: undefined,
  result: undefined,
  outcome: undefined,
  userId: undefined,
  period: undefined,
  from: undefined,
  until: undefined,
} as const satisfies Partial<LogSearch>;

export type FilterName = 'time' | Exclude<keyof typeof NO_FILTERS, 'period' | 'from' | 'until'>;

/** The filters that are set, in the order of the chips. */
export function activeFilters(search: LogSearch): readonly FilterName[] {
  const isTime = search.from !== undefined || search.until !== undefined || (search.period ?? 'custom') !== 'custom';
  const names: readonly Exclude<FilterName, 'time'>[] = [
    'username',
    'userId',
    'outcome',
    'result',
    'reason',
    'applicationName',
    'client',
    'clientAddress',
    'callingAddress',
    'method',
    'mode',
  ];
  return [...(isTime ? (['time'] as const) : []), ...names.filter((name) => (search[name] ?? '') !== '')];
}

/** What takes one filter out. */
export function withoutFilter(name: FilterName): Partial<LogSearch> {
  if (name === 'time') return { period: undefined, from: undefined, until: undefined };
  return { [name]: NO_FILTERS[name] };
}
