import type { ErrorCode, ErrorDetail } from '../../shared/error-codes.ts';

type Options<Code extends ErrorCode> = { readonly cause?: unknown } & (keyof ErrorDetail<Code> extends never
  ? { readonly detail?: undefined }
  : { readonly detail: ErrorDetail<Code> });

/** The world failed, or an operator asked for what cannot be done: a stable code with what its text may quote. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(code: ErrorCode, detail: Readonly<Record<string, string | number>>, cause: unknown) {
    super(`${code} ${JSON.stringify(detail)}`, cause === undefined ? undefined : { cause });
    this.name = 'AppError';
    this.code = code;
    this.detail = detail;
  }
}

/** Makes the error of `code`; the type of `detail` follows from the code's row in shared/error-codes.ts. */
export function appError<Code extends ErrorCode>(
  code: Code,
  ...[options]: keyof ErrorDetail<Code> extends never ? [options?: Options<Code>] : [options: Options<Code>]
): AppError {
  return new AppError(code, options?.detail ?? {}, options?.cause);
}
