// Why a file as a whole cannot be read: a code of shared/error-codes.ts with what its text may quote.
import type { ErrorCode, ErrorDetail } from '../../shared/error-codes.ts';

export type FileRefusalCode = Extract<ErrorCode, `IMPORT_${string}` | `CSV_${string}` | `PSKC_${string}`>;

/** Thrown by the file parsers, and the only thing they throw; the caller turns it into an AppError of the same code. */
export class FileRefusal extends Error {
  readonly code: FileRefusalCode;
  readonly detail: Readonly<Record<string, string | number>>;

  constructor(code: FileRefusalCode, detail: Readonly<Record<string, string | number>>) {
    super(`${code} ${JSON.stringify(detail)}`);
    this.name = 'FileRefusal';
    this.code = code;
    this.detail = detail;
  }
}

/** Makes the refusal of `code`; the type of `detail` follows from the code's row in shared/error-codes.ts. */
export function fileRefusal<Code extends FileRefusalCode>(
  code: Code,
  ...[detail]: keyof ErrorDetail<Code> extends never ? [detail?: undefined] : [detail: ErrorDetail<Code>]
): FileRefusal {
  return new FileRefusal(code, detail ?? {});
}
