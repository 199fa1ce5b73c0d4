/** The reader's thread: the screens' reads, so that a long one never holds the thread that answers. */
import { parentPort, workerData } from 'node:worker_threads';
import type { Reads } from '../port.ts';
import { type Connection, openReaderConnection } from './connection.ts';
import { READS } from './reads.ts';
import { type FromThread, type ReaderRequest, sendError, type ToThread } from './thread-messages.ts';

const port = parentPort;
if (port === null) throw new TypeError('the reader runs as a worker thread');
const send = (message: FromThread) => port.postMessage(message);

try {
  serve(openReaderConnection((workerData as { readonly path: string }).path));
  send({ kind: 'ready' });
} catch (error) {
  send({ kind: 'not-ready', error: sendError(error, 'STORE_DAMAGED') });
  port.close();
}

function serve(connection: Connection): void {
  port?.on('message', (message: ToThread<ReaderRequest>) => {
    if ('kind' in message) {
      connection.close();
      port.close();
      return;
    }
    const { name, input, now } = message.request;
    // The pair of name and input was checked by Store.read's type on the other thread.
    const read = READS[name] as (connection: Connection, input: unknown, now: number) => Reads[keyof Reads]['output'];
    try {
      // One transaction: count and page of a list are of the same moment.
      const output = connection.transaction(() => read(connection, input, now))();
      send({ kind: 'answer', id: message.id, output });
    } catch (error) {
      send({ kind: 'failed', id: message.id, error: sendError(error, 'STORE_DAMAGED') });
    }
  });
}
