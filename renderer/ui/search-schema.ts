/** Parts of search schemas. Every parameter has a fallback: a hand-written or old address never breaks a page. */
import { z } from 'zod';

/** Rows a list shows at once. */
export const PAGE_SIZES = [50, 100, 500] as const;

export const textParameter = () => z.string().max(256).catch('').default('');
export const numberParameter = (fallback: number) => z.coerce.number().int().nonnegative().catch(fallback).default(fallback);
export const optionalNumberParameter = () => z.coerce.number().int().nonnegative().optional().catch(undefined);
export const choiceParameter = <const Values extends readonly [string, ...string[]]>(values: Values) =>
  z.enum(values).optional().catch(undefined);

/** offset, limit, sort and direction of a list whose columns sort on the server. */
export const listParameters = <const Values extends readonly [string, ...string[]]>(
  sortColumns: Values,
  defaultSort: Values[number],
) => ({
  offset: numberParameter(0),
  limit: numberParameter(100),
  sort: z
    .enum(sortColumns)
    .catch(defaultSort)
    .default(defaultSort as never),
  direction: z.enum(['asc', 'desc']).catch('asc').default('asc'),
});
