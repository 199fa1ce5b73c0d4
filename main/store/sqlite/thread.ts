import { Worker } from 'node:worker_threads';
import type { AppError } from '../../engine/app-error.ts';
import { type FromThread, receiveError, type ToThread } from './thread-messages.ts';

type Waiting = { readonly resolve: (output: never) => void; readonly reject: (error: Error) => void };

export type Thread<Request> = {
  ask<Output>(request: Request): Promise<Output>;
  /** After everything asked before. */
  close(): Promise<void>;
  /** In the midst of what it does; for threads that only read. */
  stop(): Promise<void>;
};

/** Runs `file` with `options` until it says that it is done. @throws what it says went wrong */
export function runThread(file: URL, options: object): Promise<void> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(file, { workerData: options });
    worker.once('message', (message: FromThread) => {
      if (message.kind === 'not-ready') reject(receiveError(message.error));
      else resolve();
    });
    worker.once('error', reject);
    worker.once('exit', () => reject(new TypeError('thread ended without an answer')));
  });
}

/**
 * Starts a thread that answers requests. When it ends by itself, all that wait and all that come are refused
 * with the error of `stopped`: nothing is answered that may not have happened.
 */
export function startThread<Request>(file: URL, options: object, stopped: () => AppError): Promise<Thread<Request>> {
  const worker = new Worker(file, { workerData: options });
  const waiting = new Map<number, Waiting>();
  let lastId = 0;
  let hasEnded = false;
  const ended = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  const refuseAll = () => {
    hasEnded = true;
    for (const { reject } of waiting.values()) reject(stopped());
    waiting.clear();
  };
  const thread: Thread<Request> = {
    ask: (request) =>
      new Promise((resolve, reject) => {
        if (hasEnded) {
          reject(stopped());
          return;
        }
        lastId += 1;
        waiting.set(lastId, { resolve, reject });
        worker.postMessage({ id: lastId, request } satisfies ToThread<Request>);
      }),
    close: async () => {
      if (!hasEnded) worker.postMessage({ kind: 'close' } satisfies ToThread<Request>);
      await ended;
    },
    stop: async () => {
      await worker.terminate();
    },
  };
  return new Promise((resolve, reject) => {
    worker.on('message', (message: FromThread) => {
      if (message.kind === 'ready') resolve(thread);
      else if (message.kind === 'not-ready') reject(receiveError(message.error));
      else settle(waiting, message);
    });
    worker.once('error', (error) => {
      refuseAll();
      reject(error);
    });
    worker.once('exit', refuseAll);
  });
}

function settle(waiting: Map<number, Waiting>, message: Extract<FromThread, { id: number }>): void {
  const asked = waiting.get(message.id);
  waiting.delete(message.id);
  if (message.kind === 'answer') asked?.resolve(message.output as never);
  else asked?.reject(receiveError(message.error));
}
