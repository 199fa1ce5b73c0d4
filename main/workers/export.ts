/** The thread of one export. */
import { parentPort, workerData } from 'node:worker_threads';
import type { ExportTask, FromExport } from '../adapters/export-worker.ts';
import { AppError } from '../engine/app-error.ts';
import { writeExport } from './write-export.ts';

const task = workerData as ExportTask;
const send = (message: FromExport) => parentPort?.postMessage(message);

try {
  const outcome = await writeExport(task, (progress) => send({ kind: 'progress', ...progress }));
  send({ kind: 'done', ...outcome });
} catch (error) {
  // The edge of the thread: every error crosses it as a message.
  const isOurs = error instanceof AppError;
  send({
    kind: 'failed',
    code: isOurs ? error.code : undefined,
    detail: isOurs ? error.detail : {},
    stack: error instanceof Error ? (error.stack ?? error.message) : String(error),
  });
}
