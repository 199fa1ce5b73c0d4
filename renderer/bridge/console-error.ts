/** Every failure of a call reaches a page as a ConsoleError: a code with its text, and what the text may quote. */
import { ORPCError } from '@orpc/client';
import { type ErrorCode, isErrorCode } from '../../shared/error-codes.ts';

export type ConsoleErrorDetail = Readonly<Record<string, string | number>>;

export class ConsoleError extends Error {
  override readonly name = 'ConsoleError';
  readonly code: ErrorCode;
  readonly detail: ConsoleErrorDetail;

  constructor(code: ErrorCode, detail: ConsoleErrorDetail = {}, options?: ErrorOptions) {
    super(code, options);
    this.code = code;
    this.detail = detail;
  }
}

/** The ConsoleError of whatever a call threw. What is no answer of the server is a lost connection. */
export function toConsoleError(error: unknown): ConsoleError {
  if (error instanceof ConsoleError) return error;
  if (error instanceof ORPCError) {
    return isErrorCode(error.code)
      ? new ConsoleError(error.code, detailOf(error.data), { cause: error })
      : new ConsoleError('INTERNAL', { reference: error.code }, { cause: error });
  }
  return new ConsoleError('CONNECTION_LOST', {}, { cause: error });
}

function detailOf(value: unknown): ConsoleErrorDetail {
  if (typeof value !== 'object' || value === null) return {};
  return Object.fromEntries(
    Object.entries(value).filter(
      (pair): pair is [string, string | number] => typeof pair[1] === 'string' || typeof pair[1] === 'number',
    ),
  );
}
