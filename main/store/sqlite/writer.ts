/** The writer's thread: the only connection that writes. Batches and named writes in the order they come. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Commit } from '../../engine/effects.ts';
import type { Writes } from '../port.ts';
import { appendAudit } from './audit.ts';
import { type BatchRunner, prepareBatches } from './batch.ts';
import { type Connection, openWriterConnection } from './connection.ts';
import { prepareEffects } from './effects.ts';
import { prepareDatabase } from './prepare-database.ts';
import { type BatchAnswer, type FromThread, sendError, type ToThread, type WriterRequest } from './thread-messages.ts';
import { WRITES } from './writes.ts';

type Options = { readonly path: string; readonly pageCountMax: number | undefined };

const port = parentPort;
if (port === null) throw new TypeError('the writer runs as a worker thread');
const send = (message: FromThread) => port.postMessage(message);

try {
  serve(workerData as Options);
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'not-ready', error: sendError(error, 'STORE_DAMAGED') });
  port.close();
}

function serve({ path, pageCountMax }: Options): void {
  prepareDatabase(path);
  const connection = openWriterConnection(path);
  if (pageCountMax !== undefined) connection.pragma(`max_page_count = ${pageCountMax}`);
  const batches = prepareBatches(connection, prepareEffects(connection));
  port?.on('message', (message: ToThread<WriterRequest>) => {
    if ('kind' in message) {
      connection.close();
      port.close();
      return;
    }
    try {
      send({ kind: 'answer', id: message.id, output: answer(connection, batches, message.request) });
    } catch (error) {
      send({ kind: 'failed', id: message.id, error: sendError(error, 'STORE_WRITE_FAILED') });
    }
  });
}

function answer(connection: Connection, batches: BatchRunner, request: WriterRequest): unknown {
  if (request.kind === 'batch') {
    const failures: BatchAnswer['failures'][number][] = [];
    const outcomes = batches.run(JSON.parse(request.commits) as readonly Commit[], (index, error) => {
      failures.push({ index, error: sendError(error, 'STORE_WRITE_FAILED') });
    });
    return { outcomes, failures } satisfies BatchAnswer;
  }
  const { name, input, audit, at } = request;
  // The pair of name and input was checked by Store.write's type on the other thread.
  const write = WRITES[name] as (connection: Connection, input: unknown, at: number) => Writes[keyof Writes]['output'];
  return connection
    .transaction(() => {
      const output = write(connection, input, at);
      if (audit !== undefined) appendAudit(connection, audit, at);
      return output;
    })
    .immediate();
}
