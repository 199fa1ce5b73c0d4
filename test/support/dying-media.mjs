/** A thread for media that opens sessions and ends by a fault as soon as one is to do something. */
import { parentPort } from 'node:worker_threads';

parentPort?.on('message', ({ id, kind }) => {
  if (kind !== 'open') throw new TypeError(`cannot ${kind}`);
  parentPort?.postMessage({ kind: 'opened', id, port: 1 });
});
