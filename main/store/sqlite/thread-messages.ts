/** What the main thread and the store's threads say to each other. */
import type { ErrorCode } from '../../../shared/error-codes.ts';
import { isErrorCode } from '../../../shared/error-codes.ts';
import { AppError } from '../../engine/app-error.ts';
import type { AuditDraft, Reads, Writes } from '../port.ts';
import { isSqliteError, storeError } from './connection.ts';

export type WriterRequest =
  /** JSON of Commit[]: measured, text crosses at a quarter of the cost of a structured clone of so many objects. */
  | { readonly kind: 'batch'; readonly commits: string }
  | {
      readonly kind: 'write';
      readonly name: keyof Writes;
      readonly input: unknown;
      readonly audit: AuditDraft | undefined;
      readonly at: number;
    };
export type ReaderRequest = {
  readonly kind: 'read';
  readonly name: keyof Reads;
  readonly input: unknown;
  readonly now: number;
};
export type ToThread<Request> = { readonly id: number; readonly request: Request } | { readonly kind: 'close' };

/** An AppError without its stack, or the text of any other error. */
export type SentError = {
  readonly code: ErrorCode | undefined;
  readonly detail: Readonly<Record<string, string | number>>;
  readonly message: string;
};
export type FromThread =
  | { readonly kind: 'ready' }
  | { readonly kind: 'not-ready'; readonly error: SentError }
  | { readonly kind: 'answer'; readonly id: number; readonly output: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly error: SentError };

/** `outcomes[i]` is DONE, FAILED or the index of the guard that missed. */
export type BatchAnswer = {
  readonly outcomes: readonly number[];
  readonly failures: readonly { readonly index: number; readonly error: SentError }[];
};

export function sendError(error: unknown, fallback: 'STORE_WRITE_FAILED' | 'STORE_DAMAGED'): SentError {
  const told = isSqliteError(error) ? storeError(error, fallback) : error;
  const message = error instanceof Error ? error.message : String(error);
  if (told instanceof AppError) return { code: told.code, detail: told.detail, message };
  return { code: undefined, detail: {}, message };
}

/** The AppError again; an error of the program itself comes back as a TypeError with its text. */
export function receiveError({ code, detail, message }: SentError): Error {
  if (code === undefined || !isErrorCode(code)) return new TypeError(message);
  return new AppError(code, detail, new Error(message));
}
