import { z } from 'zod';
import { ERROR_CODES } from '../error-codes.ts';
import { IMPORT_FILE_MAX_BYTES } from '../limits.ts';
import { pageQueryShape, textSchema } from './common.ts';
import { OATH_ALGORITHMS, SEED_ENCODINGS, TOKEN_TYPES } from './token.ts';

/**
 * What can be wrong with one row. The severity `error` rows are never imported; `warning` rows are, if the
 * operator accepts them; `duplicate` rows are left out.
 */
export const ROW_CODES = {
  OK: 'ok',
  DUPLICATE_IN_FILE: 'duplicate',
  DUPLICATE_IN_STORE: 'duplicate',
  SERIAL_MISSING: 'error',
  SERIAL_TOO_LONG: 'error',
  SECRET_MISSING: 'error',
  SECRET_ENCODING_INVALID: 'error',
  SECRET_ENCODING_AMBIGUOUS: 'ok',
  SECRET_TOO_SHORT: 'error',
  SECRET_SHORT: 'ok',
  SECRET_TOO_LONG: 'error',
  MAC_MISSING: 'error',
  MAC_INVALID: 'error',
  MAC_UNSUPPORTED: 'error',
  DECRYPTION_FAILED: 'error',
  ENCRYPTION_UNSUPPORTED: 'error',
  ALGORITHM_UNKNOWN: 'error',
  ALGORITHM_SUITE_UNKNOWN: 'error',
  DIGITS_INVALID: 'error',
  RESPONSE_ENCODING_UNSUPPORTED: 'error',
  PERIOD_INVALID: 'error',
  COUNTER_INVALID: 'error',
  DATE_INVALID: 'error',
  KEY_EXPIRED: 'error',
  KEY_NOT_YET_VALID: 'ok',
  KEY_POLICY_UNSUPPORTED: 'error',
  COLUMN_COUNT_WRONG: 'error',
  USER_NOT_FOUND: 'error',
  USER_INVALID: 'error',
} as const satisfies Record<string, 'ok' | 'duplicate' | 'error'>;
export type RowCode = keyof typeof ROW_CODES;
export const ROW_STATUSES = ['ok', 'duplicate', 'error'] as const;
export type RowStatus = (typeof ROW_STATUSES)[number];

/** One row of an import, as it is shown: never a seed. */
export const importRowSchema = z.object({
  /** Line of the file where the row (CSV) or the KeyPackage (PSKC) starts, from 1. */
  line: z.int().positive(),
  serial: z.string(),
  /** The username the file names, or ''. */
  user: z.string(),
  /** True when the user would be created. */
  createsUser: z.boolean(),
  status: z.enum(ROW_STATUSES),
  code: z.enum(Object.keys(ROW_CODES) as [RowCode, ...RowCode[]]),
  /** One English sentence naming the column (CSV) or element (PSKC); the console translates by code and column. */
  message: z.string(),
  /** Column or element that the code is about, as the file writes it, or ''. */
  column: z.string(),
  type: z.enum(TOKEN_TYPES),
  algorithm: z.enum(OATH_ALGORITHMS),
  digits: z.int(),
  period: z.int(),
  counter: z.string(),
  manufacturer: z.string(),
  model: z.string(),
  /** Which encoding of the secret was recognised (CSV). */
  encoding: z.enum(SEED_ENCODINGS).optional(),
  /**
   * The code that this token shows now (TOTP) or next (HOTP), so that an administrator can compare it with
   * the device in hand. Absent for rows with errors.
   */
  exampleCode: z.string().optional(),
});
export type ImportRow = z.infer<typeof importRowSchema>;

export const importSummarySchema = z.object({
  ok: z.int(),
  duplicate: z.int(),
  error: z.int(),
  /** Rows of status ok that carry a warning code. */
  warning: z.int(),
  usersToCreate: z.int(),
});
export type ImportSummary = z.infer<typeof importSummarySchema>;

export const importPreviewRequestSchema = z.object({
  fileName: textSchema,
  /** Base64 of the file's bytes. */
  content: z.string().max(Math.ceil(IMPORT_FILE_MAX_BYTES / 3) * 4),
  password: z.string().max(1024).optional(),
  /** Pre-shared key in hexadecimal: 16, 24 or 32 bytes. */
  keyHex: z
    .string()
    .regex(/^[0-9a-fA-F\s:-]*$/)
    .max(256)
    .optional(),
  /** Overrules the recognised encoding of CSV secrets. */
  secretEncoding: z.enum(SEED_ENCODINGS).optional(),
  createsUsers: z.boolean().default(false),
});

export const importFormatSchema = z.object({
  kind: z.enum(['pskc', 'csv']),
  /** Plain sentence parts for the screen: e.g. "PSKC 1.0, AES-128-CBC with a pre-shared key". */
  description: z.string(),
  hasHeader: z.boolean().optional(),
  delimiter: z.enum(['comma', 'semicolon', 'tab']).optional(),
  textEncoding: z.enum(['utf-8', 'utf-16le', 'utf-16be']).optional(),
});

export const importPreviewSchema = z.discriminatedUnion('state', [
  /** The file is protected: call again with what it needs. `problem` tells why the first try was not enough. */
  z.object({
    state: z.literal('locked'),
    needs: z.enum(['password', 'key']),
    keyName: z.string(),
    problem: z.enum(['', 'PSKC_PASSWORD_WRONG', 'PSKC_KEY_WRONG', 'PSKC_KEY_LENGTH_INVALID']),
  }),
  z.object({
    state: z.literal('preview'),
    importId: z.string(),
    format: importFormatSchema,
    summary: importSummarySchema,
    expiresAt: z.int(),
  }),
]);
export type ImportPreview = z.infer<typeof importPreviewSchema>;

export const importRowsQuerySchema = z.object({
  importId: z.string(),
  status: z.enum(ROW_STATUSES).optional(),
  code: z.enum(Object.keys(ROW_CODES) as [RowCode, ...RowCode[]]).optional(),
  search: textSchema.default(''),
  /** Only rows of status ok that carry a warning code (true), or none (false). */
  hasWarning: z.boolean().optional(),
  /** As the file has them, or errors, warnings and duplicates first. Default: as the file has them. */
  order: z.enum(['file', 'problems']).optional(),
  ...pageQueryShape,
});
export const importRowsSchema = z.object({
  rows: z.array(importRowSchema),
  total: z.int(),
  /** How many rows of the whole file have each code. */
  codes: z.partialRecord(z.enum(Object.keys(ROW_CODES) as [RowCode, ...RowCode[]]), z.int()),
});

export const importResultSchema = z.object({
  importedCount: z.int(),
  duplicateCount: z.int(),
  errorCount: z.int(),
  createdUserCount: z.int(),
  assignedCount: z.int(),
  at: z.int(),
});
export type ImportResult = z.infer<typeof importResultSchema>;

/** Whole-file error codes that a preview may answer with. */
export const IMPORT_FILE_ERROR_CODES = (Object.keys(ERROR_CODES) as (keyof typeof ERROR_CODES)[]).filter(
  (code) => code.startsWith('IMPORT_') || code.startsWith('CSV_') || code.startsWith('PSKC_'),
);
