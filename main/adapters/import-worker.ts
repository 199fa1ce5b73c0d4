import { Worker } from 'node:worker_threads';
import { isErrorCode } from '../../shared/error-codes.ts';
import { AppError, appError } from '../engine/app-error.ts';
import type { ImportCallName, ImportCalls, ImportReply, ImportRequest } from '../engine/tokens/import-messages.ts';
import type { ImportWorker } from '../engine/tokens/import-port.ts';

/** Milliseconds for one call; ours: 500,000 rows take well under a minute. A file that takes longer is ended. */
const CALL_TIMEOUT_MILLISECONDS = 180_000;
/** Mebibytes of heap; ours: a file of 160 MB with 500,000 keys needs about 1 GB. Beyond, the thread ends, not the server. */
const HEAP_MAX_MEBIBYTES = 3072;

type Waiting = {
  readonly resolve: (output: ImportCalls[ImportCallName]['output']) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
};

function errorOf(reply: Extract<ImportReply, { isOk: false }>): Error {
  const cause = new Error(reply.stack);
  if (reply.code !== undefined && isErrorCode(reply.code)) return new AppError(reply.code, reply.detail, cause);
  return appError('INTERNAL', { detail: { reference: 'import' }, cause });
}

/** Starts the thread of one import, which reads the database at `databasePath` and writes nothing. */
export function startImportWorker(databasePath: string): ImportWorker {
  const thread = new Worker(new URL('../workers/import.ts', import.meta.url), {
    workerData: { databasePath },
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MAX_MEBIBYTES },
  });
  thread.unref();
  const waiting = new Map<number, Waiting>();
  let nextId = 1;
  let ended: Error | undefined;

  const endAll = (error: Error) => {
    ended ??= error;
    for (const { reject, timer } of waiting.values()) {
      clearTimeout(timer);
      reject(error);
    }
    waiting.clear();
  };
  thread.on('message', (reply: ImportReply) => {
    const call = waiting.get(reply.id);
    if (call === undefined) return;
    waiting.delete(reply.id);
    clearTimeout(call.timer);
    if (reply.isOk) call.resolve(reply.output);
    else call.reject(errorOf(reply));
  });
  thread.on('error', (cause) => endAll(appError('INTERNAL', { detail: { reference: 'import' }, cause })));
  thread.on('exit', () => endAll(appError('IMPORT_CANCELLED')));

  const call = <Name extends ImportCallName>(name: Name, input: ImportCalls[Name]['input']) =>
    new Promise<ImportCalls[Name]['output']>((resolve, reject) => {
      if (ended !== undefined) return reject(ended);
      const id = nextId;
      nextId += 1;
      const timer = setTimeout(() => {
        endAll(appError('INTERNAL', { detail: { reference: 'import-timeout' } }));
        void thread.terminate();
      }, CALL_TIMEOUT_MILLISECONDS);
      waiting.set(id, { resolve: resolve as Waiting['resolve'], reject, timer });
      thread.postMessage({ id, name, input } as ImportRequest);
    });

  return {
    open: (request) => call('open', request),
    rows: (query, now) => call('rows', { query, now }),
    prepare: (policy, dataKey, now) => call('prepare', { policy, dataKey, now }),
    // Ending the thread frees its memory with everything in it.
    stop: async () => {
      endAll(appError('IMPORT_CANCELLED'));
      await thread.terminate();
    },
  };
}
