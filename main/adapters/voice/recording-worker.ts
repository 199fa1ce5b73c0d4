/** Converts an uploaded recording in a thread of its own: whatever is in the file, the server goes on. */
import { Worker } from 'node:worker_threads';
import { isErrorCode } from '../../../shared/error-codes.ts';
import { AppError, appError } from '../../engine/app-error.ts';

/** Milliseconds; ours: 20 seconds of sound take well under one. */
const TIMEOUT_MILLISECONDS = 20_000;
/** Mebibytes of heap; ours: 5 MB of samples at 192 kHz need some 100. */
const HEAP_MAX_MEBIBYTES = 256;

export type RecordingTask = { readonly file: Uint8Array };
export type FromRecording =
  | { readonly isOk: true; readonly codes: Uint8Array }
  | {
      readonly isOk: false;
      /** Undefined: a fault that no refusal foresaw. */
      readonly code: string | undefined;
      readonly detail: Readonly<Record<string, string | number>>;
      readonly stack: string;
    };

/**
 * Octets of A-law at 8000 Hz. A file that takes too long, or more memory than any sound needs, is a damaged one.
 * @throws what readRecording throws
 */
export function convertRecording(file: Uint8Array): Promise<Uint8Array> {
  const thread = new Worker(new URL('../../workers/recording.ts', import.meta.url), {
    workerData: { file } satisfies RecordingTask,
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MEBIBYTES },
    // What the decoder finds it tells the console: an error says it here.
    stdout: true,
    stderr: true,
  });
  thread.stdout.resume();
  thread.stderr.resume();
  return new Promise<Uint8Array>((resolve, reject) => {
    const damaged = (cause?: unknown) => reject(appError('RECORDING_DAMAGED', { cause }));
    const timer = setTimeout(() => damaged(), TIMEOUT_MILLISECONDS);
    thread.once('message', (message: FromRecording) => (message.isOk ? resolve(message.codes) : reject(errorOf(message))));
    thread.once('error', damaged);
    thread.once('exit', () => {
      clearTimeout(timer);
      damaged();
    });
  }).finally(() => void thread.terminate());
}

function errorOf({ code, detail, stack }: Extract<FromRecording, { isOk: false }>): AppError {
  const cause = new Error(stack);
  if (code !== undefined && isErrorCode(code)) return new AppError(code, detail, cause);
  return appError('INTERNAL', { detail: { reference: 'recording' }, cause });
}
