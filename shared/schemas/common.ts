import { z } from 'zod';
import { PAGE_ROWS_MAX, TEXT_MAX_CHARACTERS } from '../limits.ts';

/** Epoch milliseconds, UTC. */
export const instantSchema = z.int().nonnegative();
export const revisionSchema = z.int().nonnegative();
// Control characters would let a field forge a line of a log or of an export.
export const textSchema = z
  .string()
  .trim()
  .max(TEXT_MAX_CHARACTERS)
  .regex(/^\P{Cc}*$/u, 'control characters are not allowed');
export const nonEmptyTextSchema = textSchema.min(1);
/** Calling codes without plus, e.g. '31'. */
export const callingCodeSchema = z.string().regex(/^[1-9]\d{0,3}$/, 'digits of a country code, without plus');

export const pageQueryShape = {
  offset: z.int().nonnegative().default(0),
  limit: z.int().min(1).max(PAGE_ROWS_MAX).default(100),
};
export const sortDirectionSchema = z.enum(['asc', 'desc']);

/** One page of a list: the rows, and how many rows match in all. */
export const pageOf = <Row extends z.ZodType>(row: Row) => z.object({ rows: z.array(row), total: z.int().nonnegative() });
export type Page<Row> = { readonly rows: readonly Row[]; readonly total: number };
