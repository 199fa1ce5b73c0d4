/** What the preview shows of a row, and which rows it asks for. */
import { type ImportRow, ROW_CODES, type RowCode } from '../../../shared/schemas/token-import.ts';
import type { InputOf } from '../../bridge/procedures.ts';

/** warning: imported, but look first. */
export const ROW_STATES = ['ok', 'warning', 'duplicate', 'error'] as const;
export type RowState = (typeof ROW_STATES)[number];

export type RowFilter = {
  readonly state: RowState | undefined;
  readonly code: RowCode | undefined;
  readonly search: string;
  readonly offset: number;
  readonly limit: number;
};

export const ALL_ROWS: RowFilter = { state: undefined, code: undefined, search: '', offset: 0, limit: 100 };

export function rowStateOf({ status, code }: Pick<ImportRow, 'status' | 'code'>): RowState {
  return status === 'ok' && code !== 'OK' ? 'warning' : status;
}

/** "Will be imported" are all good rows, those with a warning among them: what the last button counts. */
export function rowsQueryOf(importId: string, filter: RowFilter): InputOf<'imports.rows'> {
  const { state, code, search, offset, limit } = filter;
  const status = state === 'warning' ? 'ok' : state;
  return {
    importId,
    ...(status === undefined ? {} : { status }),
    ...(state === 'warning' ? { hasWarning: true } : {}),
    ...(code === undefined ? {} : { code }),
    search,
    order: 'problems',
    offset,
    limit,
  };
}

/** The problems of the file with their counts, errors first, then the commonest. */
export function problemsOf(codes: Readonly<Partial<Record<RowCode, number>>>): readonly { code: RowCode; count: number }[] {
  const rank = { error: 0, ok: 1, duplicate: 2 } as const;
  return (Object.entries(codes) as [RowCode, number][])
    .filter(([code, count]) => code !== 'OK' && count > 0)
    .map(([code, count]) => ({ code, count }))
    .sort((a, b) => rank[ROW_CODES[a.code]] - rank[ROW_CODES[b.code]] || b.count - a.count);
}

/** Digits in two groups, as devices show them: "123 456", "1234 5678". */
export function groupDigits(otp: string): string {
  const half = Math.ceil(otp.length / 2);
  return `${otp.slice(0, half)} ${otp.slice(half)}`;
}
