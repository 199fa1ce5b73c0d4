/** What an import does off the main thread: reading, decrypting and judging may take seconds. */
import type { z } from 'zod';
import type { SeedEncoding } from '../../../shared/schemas/token.ts';
import type { ImportPreview, ImportSummary, importFormatSchema } from '../../../shared/schemas/token-import.ts';
import type { ImportRows, ImportRowsQuery } from './import-rows.ts';

export type ImportFormat = z.infer<typeof importFormatSchema>;
export const IMPORT_POLICIES = ['all-or-nothing', 'good-rows'] as const;
export type ImportPolicy = (typeof IMPORT_POLICIES)[number];

export type ImportOpenRequest = {
  /** The file's bytes, or their Base64. */
  readonly content: string | Uint8Array;
  readonly password: string | undefined;
  readonly keyHex: string | undefined;
  readonly secretEncoding: SeedEncoding | undefined;
  readonly createsUsers: boolean;
  /** Epoch milliseconds. */
  readonly now: number;
};

export type ImportOpening =
  | Extract<ImportPreview, { state: 'locked' }>
  | { readonly state: 'preview'; readonly format: ImportFormat; readonly summary: ImportSummary };

export type PreparedImport = {
  /** UTF-8 JSON of ImportedToken[], seeds sealed: what the store's `tokens.import` takes. */
  readonly rows: Uint8Array;
  readonly summary: ImportSummary;
};

/** One opened file; it holds the seeds, and `stop` is what wipes them. Rejects with AppError. */
export interface ImportWorker {
  open(request: ImportOpenRequest): Promise<ImportOpening>;
  rows(query: Omit<ImportRowsQuery, 'importId'>, now: number): Promise<ImportRows>;
  /** Judges again, against the store of now. Throws IMPORT_HAS_BAD_ROWS under all-or-nothing. */
  prepare(policy: ImportPolicy, dataKey: Uint8Array, now: number): Promise<PreparedImport>;
  stop(): Promise<void>;
}
