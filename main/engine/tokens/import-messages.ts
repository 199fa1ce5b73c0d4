/** What goes between the host and an import's thread. Errors cross as code and detail. */
import type { ImportOpening, ImportOpenRequest, ImportPolicy, PreparedImport } from './import-port.ts';
import type { ImportRows, ImportRowsQuery } from './import-rows.ts';

export interface ImportCalls {
  open: { input: ImportOpenRequest; output: ImportOpening };
  rows: { input: { query: Omit<ImportRowsQuery, 'importId'>; now: number }; output: ImportRows };
  prepare: { input: { policy: ImportPolicy; dataKey: Uint8Array; now: number }; output: PreparedImport };
}
export type ImportCallName = keyof ImportCalls;

export type ImportRequest = {
  [Name in ImportCallName]: { readonly id: number; readonly name: Name; readonly input: ImportCalls[Name]['input'] };
}[ImportCallName];

export type ImportReply =
  | { readonly id: number; readonly isOk: true; readonly output: ImportCalls[ImportCallName]['output'] }
  | {
      readonly id: number;
      readonly isOk: false;
      /** An error code, or undefined for a fault of the program. */
      readonly code: string | undefined;
      readonly detail: Readonly<Record<string, string | number>>;
      readonly stack: string;
    };
