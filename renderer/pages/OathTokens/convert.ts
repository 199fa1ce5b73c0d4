/** The Add form's values and what the contract takes. */
import { z } from 'zod';
import type { UserId } from '../../../shared/ids.ts';
import type { OathAlgorithm, TokenOrigin, TokenType } from '../../../shared/schemas/token.ts';
import { counterSchema, type SeedEncoding, type TokenInput, tokenInputSchema } from '../../../shared/schemas/token.ts';

export type TokenFormValues = {
  serial: string;
  secretKey: string;
  secretKeyEncoding: SeedEncoding;
  type: TokenType;
  algorithm: OathAlgorithm;
  digits: number;
  /** Empty while the field is. */
  periodSeconds: number | '';
  counter: string;
  origin: TokenOrigin;
  manufacturer: string;
  model: string;
  /** Days as the browser's date field writes them, 2026-11-20; '' for none. */
  startsOn: string;
  expiresOn: string;
  userId: UserId | undefined;
};

/** Reference section 7: TOTP, SHA-1, 6 digits, 30 s is what makers sell. */
export const NEW_TOKEN: TokenFormValues = {
  serial: '',
  secretKey: '',
  secretKeyEncoding: 'base32',
  type: 'totp',
  algorithm: 'SHA1',
  digits: 6,
  periodSeconds: 30,
  counter: '0',
  origin: 'hardware',
  manufacturer: '',
  model: '',
  startsOn: '',
  expiresOn: '',
  userId: undefined,
};

/** What is checked while it is typed; the dates are checked by `isEndBeforeStart`. */
export const tokenFormSchema = z.object({
  ...tokenInputSchema.omit({ startsAt: true, expiresAt: true, counter: true, secretKey: true }).shape,
  // Trimmed before it is measured: spaces alone are no key.
  secretKey: z.string().trim().pipe(tokenInputSchema.shape.secretKey),
  counter: counterSchema,
});

/** Local midnight at the start of that day, or of the one `addDays` later, in epoch milliseconds. */
function startOfDay(day: string, addDays: number): number | undefined {
  const [year, month, date] = day.split('-').map(Number);
  if (year === undefined || month === undefined || date === undefined) return undefined;
  const at = new Date(year, month - 1, date + addDays).getTime();
  return Number.isNaN(at) || at < 0 ? undefined : at;
}

export function isEndBeforeStart({ startsOn, expiresOn }: Pick<TokenFormValues, 'startsOn' | 'expiresOn'>): boolean {
  return startsOn !== '' && expiresOn !== '' && expiresOn < startsOn;
}

/** A field that does not belong to the type goes with its default, whatever was left in it. */
export function toRequest(values: TokenFormValues): z.input<typeof tokenInputSchema> {
  const startsAt = startOfDay(values.startsOn, 0);
  // The expiry date is the last good day: the token ends when the next one starts.
  const expiresAt = startOfDay(values.expiresOn, 1);
  const { startsOn: _start, expiresOn: _end, userId, ...fields } = values;
  return {
    ...fields,
    secretKey: values.secretKey.trim(),
    periodSeconds: values.type === 'totp' && values.periodSeconds !== '' ? values.periodSeconds : 30,
    counter: values.type === 'hotp' ? values.counter : '0',
    ...(userId === undefined ? {} : { userId }),
    ...(startsAt === undefined ? {} : { startsAt }),
    ...(expiresAt === undefined ? {} : { expiresAt }),
  } satisfies Omit<TokenInput, 'userId'> & { userId?: UserId };
}
