/** The thread of one import: answers open, rows and prepare, one after the other. */
import { parentPort, workerData } from 'node:worker_threads';
import { AppError } from '../engine/app-error.ts';
import type { ImportCallName, ImportCalls, ImportReply, ImportRequest } from '../engine/tokens/import-messages.ts';
import { openImportLookup } from '../store/sqlite/import-lookup.ts';
import { createImportSession } from './import-session.ts';
import { seedSealer } from './seed-sealer.ts';

const { databasePath } = workerData as { readonly databasePath: string };
const session = createImportSession(() => openImportLookup(databasePath));

function answer(request: ImportRequest): ImportCalls[ImportCallName]['output'] {
  switch (request.name) {
    case 'open':
      return session.open(request.input);
    case 'rows':
      return session.rows(request.input.query, request.input.now);
    case 'prepare': {
      const { policy, dataKey, now } = request.input;
      try {
        return session.prepare(policy, seedSealer(dataKey), now);
      } finally {
        dataKey.fill(0);
      }
    }
  }
}

function replyTo(request: ImportRequest): ImportReply {
  try {
    return { id: request.id, isOk: true, output: answer(request) };
  } catch (error) {
    // The edge of the thread: every error crosses it as an error reply, none ends the thread.
    const code = error instanceof AppError ? error.code : undefined;
    const detail = error instanceof AppError ? error.detail : {};
    return {
      id: request.id,
      isOk: false,
      code,
      detail,
      stack: error instanceof Error ? (error.stack ?? error.message) : 'unknown',
    };
  }
}

parentPort?.on('message', (request: ImportRequest) => {
  const reply = replyTo(request);
  const transfer =
    reply.isOk && 'rows' in reply.output && reply.output.rows instanceof Uint8Array ? [reply.output.rows.buffer] : [];
  parentPort?.postMessage(reply, transfer as ArrayBuffer[]);
});
