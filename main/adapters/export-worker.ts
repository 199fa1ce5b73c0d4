/** The thread of one export: reads the database, writes one file, tells how far it is. */
import { Worker } from 'node:worker_threads';
import { isErrorCode } from '../../shared/error-codes.ts';
import type { ExportRequest } from '../../shared/schemas/export.ts';
import { AppError, appError } from '../engine/app-error.ts';

/** Mebibytes of heap; ours: rows are written as they are read, a report holds its users. Beyond, the thread ends, not the server. */
const HEAP_MAX_MEBIBYTES = 512;
/** Mebibytes for what lives as long as a batch of rows; ours: V8 would let it grow to many times that, for no time saved. */
const YOUNG_MEBIBYTES = 16;

export type ExportTask = {
  readonly databasePath: string;
  /** The finished file: there whole or not at all. */
  readonly path: string;
  readonly request: ExportRequest;
  readonly actor: string;
  readonly serverName: string;
  readonly version: string;
  /** Epoch milliseconds. */
  readonly now: number;
  /** True: phone numbers show their last four digits only. */
  readonly masksPhone: boolean;
};

export type ExportProgress = { readonly rowCount: number; readonly rowTotal?: number | undefined; readonly sizeBytes: number };
export type ExportOutcome = ExportProgress & { readonly isCut: boolean };

/** What the thread says. */
export type FromExport =
  | ({ readonly kind: 'progress' } & ExportProgress)
  | ({ readonly kind: 'done' } & ExportOutcome)
  | {
      readonly kind: 'failed';
      /** An error code, or undefined for a fault of the program. */
      readonly code: string | undefined;
      readonly detail: Readonly<Record<string, string | number>>;
      readonly stack: string;
    };

export interface ExportWorker {
  /** Rejects with AppError; the file is not there then, and neither is half of it after `stop`. */
  readonly done: Promise<ExportOutcome>;
  stop(): Promise<void>;
}

function errorOf({ code, detail, stack }: Extract<FromExport, { kind: 'failed' }>): AppError {
  const cause = new Error(stack);
  if (code !== undefined && isErrorCode(code)) return new AppError(code, detail, cause);
  return appError('INTERNAL', { detail: { reference: 'export' }, cause });
}

export function startExportWorker(task: ExportTask, onProgress: (progress: ExportProgress) => void): ExportWorker {
  const thread = new Worker(new URL('../workers/export.ts', import.meta.url), {
    workerData: task,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MEBIBYTES, maxYoungGenerationSizeMb: YOUNG_MEBIBYTES },
  });
  thread.unref();
  const done = new Promise<ExportOutcome>((resolve, reject) => {
    thread.on('message', (message: FromExport) => {
      if (message.kind === 'progress') onProgress(message);
      else if (message.kind === 'done') resolve(message);
      else reject(errorOf(message));
    });
    thread.once('error', (cause) => reject(appError('INTERNAL', { detail: { reference: 'export' }, cause })));
    thread.once('exit', () => reject(appError('INTERNAL', { detail: { reference: 'export-ended' } })));
  });
  return {
    done,
    stop: async () => {
      await thread.terminate();
    },
  };
}
