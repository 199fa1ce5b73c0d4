/** A thread for one copy of the database: it reads one moment of it while others go on writing. */
import { parentPort, workerData } from 'node:worker_threads';
import { openReaderConnection } from './connection.ts';
import { checkDamage, copyDatabase } from './prepare-database.ts';
import { type FromThread, sendError } from './thread-messages.ts';

const port = parentPort;
if (port === null) throw new TypeError('the copier runs as a worker thread');
const { source, target } = workerData as { readonly source: string; readonly target: string };
let message: FromThread = { kind: 'ready' };
try {
  const connection = openReaderConnection(source);
  try {
    connection.pragma('query_only = OFF');
    copyDatabase(connection, target);
  } finally {
    connection.close();
  }
  const copy = openReaderConnection(target);
  try {
    checkDamage(copy, undefined);
  } finally {
    copy.close();
  }
} catch (error) {
  message = { kind: 'not-ready', error: sendError(error, 'STORE_WRITE_FAILED') };
}
port.postMessage(message);
