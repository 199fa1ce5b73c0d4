// Dates of makers' files to instants: XML Schema dateTime and date (ISO 8601 extended), which without a zone are UTC.
// Left out: other orders of day and month, which cannot be told apart.

const DATE_TIME = /^(\d{4})-(\d{2})-(\d{2})(?:[T ](\d{2}):(\d{2})(?::(\d{2})(\.\d{1,9})?)?)?\s*(Z|[+-]\d{2}:\d{2})?$/i;

/** Epoch milliseconds, or undefined for text that is no date, or a date before 1970. */
export function parseInstant(text: string): number | undefined {
  const match = DATE_TIME.exec(text.trim());
  if (match === null) return undefined;
  const [, year, month, day, hour = '00', minute = '00', second = '00', , zone = 'Z'] = match;
  const instant = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}${zone.toUpperCase()}`);
  // Date.parse rolls 2026-02-30 over to March; a date that does not exist is a mistake to show.
  const daysInMonth = new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate();
  return Number.isNaN(instant) || instant < 0 || Number(day) > daysInMonth ? undefined : instant;
}
