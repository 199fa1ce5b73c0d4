/** Calendar days, months and years of a time zone, in epoch milliseconds. Pure. */

export type ZonedParts = {
  readonly year: number;
  /** 1 to 12 */
  readonly month: number;
  /** 1 to 31 */
  readonly day: number;
  /** 0 to 23 */
  readonly hour: number;
  readonly minute: number;
  readonly second: number;
};
type Day = Pick<ZonedParts, 'year' | 'month' | 'day'>;

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const made = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
    second: 'numeric',
  });
  formats.set(timeZone, made);
  return made;
}

/** The zone of this browser, as the contract wants it. */
export const browserTimeZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;

/** What clock and calendar of the zone show at `at`. */
export function zonedParts(at: number, timeZone: string): ZonedParts {
  const read = new Map(
    formatOf(timeZone)
      .formatToParts(at)
      .map(({ type, value }) => [type, Number(value)]),
  );
  const of = (type: Intl.DateTimeFormatPartTypes) => read.get(type) ?? 0;
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  };
}

/** What has to be added to UTC at `at` to get the zone's clock. */
function offsetMilliseconds(at: number, timeZone: string): number {
  const { year, month, day, hour, minute, second } = zonedParts(at, timeZone);
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(at / 1000) * 1000;
}

/**
 * Midnight of a day; days and months beyond their ends count on, as with Date. Where a clock change leaves out
 * midnight it is the first instant of that day.
 */
export function midnightOf({ year, month, day }: Day, timeZone: string): number {
  const wanted = Date.UTC(year, month - 1, day);
  // A day before and after bracket any change of the clock; the earlier instant with the wanted date is the midnight.
  const candidates = [wanted - 86_400_000, wanted + 86_400_000].map((near) => wanted - offsetMilliseconds(near, timeZone));
  const shown = new Date(wanted).getUTCDate();
  const right = candidates.filter((at) => zonedParts(at, timeZone).day === shown);
  return right.length === 0 ? Math.max(...candidates) : Math.min(...right);
}

/** Midnight of the day of `at`, moved by whole calendar days: 23 and 25 hours where the clock changes. */
export function startOfDay(at: number, timeZone: string, moveDays = 0): number {
  const { year, month, day } = zonedParts(at, timeZone);
  return midnightOf({ year, month, day: day + moveDays }, timeZone);
}

export function startOfMonth(at: number, timeZone: string, moveMonths = 0): number {
  const { year, month } = zonedParts(at, timeZone);
  return midnightOf({ year, month: month + moveMonths, day: 1 }, timeZone);
}

export function startOfYear(at: number, timeZone: string): number {
  return midnightOf({ year: zonedParts(at, timeZone).year, month: 1, day: 1 }, timeZone);
}

/** "2026-11-20": the day of `at`. */
export function dayText(at: number, timeZone: string): string {
  const { year, month, day } = zonedParts(at, timeZone);
  const two = (value: number) => String(value).padStart(2, '0');
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`;
}

/** Midnight of "2026-11-20", moved by whole days; undefined for what is no day. */
export function midnightOfText(text: string, timeZone: string, moveDays = 0): number | undefined {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text);
  if (match === null) return undefined;
  const [year, month, day] = [Number(match[1]), Number(match[2]), Number(match[3])];
  const check = new Date(Date.UTC(year, month - 1, day));
  // Before 1971 there are no instants to ask for, and Date takes years below 100 for others.
  if (year < 1971 || check.getUTCMonth() !== month - 1 || check.getUTCDate() !== day) return undefined;
  return midnightOf({ year, month, day: day + moveDays }, timeZone);
}
