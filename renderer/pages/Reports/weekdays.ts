/** Monday, 5 January 1970, midday UTC. */
const MONDAY = Date.UTC(1970, 0, 5, 12);
const DAY = 86_400_000;

/** Monday first. */
export function weekdayNames(locale: string, style: 'short' | 'long'): readonly string[] {
  const format = new Intl.DateTimeFormat(locale, { weekday: style, timeZone: 'UTC' });
  return Array.from({ length: 7 }, (_, day) => format.format(MONDAY + day * DAY));
}

/** 9: "09:00"; 24 is the end of the day. */
export const hourText = (hour: number): string => `${String(hour).padStart(2, '0')}:00`;
