/** The detail of a row of the operator log as a table: what was before and after, or its values one by one. Pure. */
export type DetailRow = { readonly field: string; readonly from: string | undefined; readonly to: string };

type Values = Readonly<Record<string, unknown>>;
const isValues = (value: unknown): value is Values => typeof value === 'object' && value !== null && !Array.isArray(value);

/** What is written on its own is quoted by nothing; lists and objects are JSON. */
function textOf(value: unknown): string {
  if (value === undefined || value === null) return '–';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}

/** Only fields that differ where the row has before and after; other values as they stand. */
export function detailRows(detail: string): readonly DetailRow[] {
  const parsed = parse(detail);
  const { before, after, ...rest } = parsed;
  const changes: DetailRow[] = [];
  if (isValues(before) && isValues(after)) {
    for (const field of Object.keys(after)) {
      const from = textOf(before[field]);
      const to = textOf(after[field]);
      if (from !== to) changes.push({ field, from, to });
    }
  } else {
    if (before !== undefined) changes.push({ field: 'before', from: undefined, to: textOf(before) });
    if (after !== undefined) changes.push({ field: 'after', from: undefined, to: textOf(after) });
  }
  return [...changes, ...Object.entries(rest).map(([field, value]) => ({ field, from: undefined, to: textOf(value) }))];
}

function parse(detail: string): Values {
  try {
    const parsed: unknown = JSON.parse(detail);
    return isValues(parsed) ? parsed : { detail: parsed };
  } catch {
    // A row that was altered by hand need not be JSON: show what is there.
    return { detail };
  }
}

/** One line for the list: "denialsToLock 10 → 3". */
export function detailLine(detail: string, nameOf: (field: string) => string): string {
  return detailRows(detail)
    .map(({ field, from, to }) => `${nameOf(field)}: ${from === undefined ? '' : `${from} → `}${to}`)
    .join(' · ');
}
