/**
 * The threads for the screens' reads: one for reads that are over in a moment, and one, started when it is first
 * needed, for those that may take seconds. A long report never holds up a list.
 */
import { appError } from '../../engine/app-error.ts';
import type { Reads } from '../port.ts';
import { startThread, type Thread } from './thread.ts';
import type { ReaderRequest } from './thread-messages.ts';

const LONG_READS: ReadonlySet<keyof Reads> = new Set(['reports.users', 'attempts.verify', 'audit.verify']);

/** Ours. */
const IDLE_MILLISECONDS = 10_000;

function startReader(path: string): Promise<Thread<ReaderRequest>> {
  return startThread<ReaderRequest>(new URL('./reader.ts', import.meta.url), { path }, () => appError('STORE_BUSY'));
}

/** A thread that is started when it is asked, and stopped when nobody has asked it for a while: it takes 25 MB. */
function createIdleThread(path: string) {
  let thread: Promise<Thread<ReaderRequest>> | undefined;
  let runningCount = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;
  const stop = async (): Promise<void> => {
    clearTimeout(idle);
    const stopped = thread;
    thread = undefined;
    // One that did not start has told whoever asked it.
    await (await stopped?.catch(() => undefined))?.stop();
  };
  const start = (): Promise<Thread<ReaderRequest>> => {
    const started = startReader(path);
    started.catch(() => {
      if (thread === started) thread = undefined;
    });
    return started;
  };
  return {
    async ask<Output>(request: ReaderRequest): Promise<Output> {
      clearTimeout(idle);
      thread ??= start();
      runningCount += 1;
      try {
        return await (await thread).ask<Output>(request);
      } finally {
        runningCount -= 1;
        if (runningCount === 0) idle = setTimeout(() => void stop(), IDLE_MILLISECONDS).unref();
      }
    },
    stop,
  };
}

/** Both threads as one. */
export async function startReaders(path: string): Promise<Thread<ReaderRequest>> {
  const short = await startReader(path);
  const long = createIdleThread(path);
  return {
    ask: <Output>(request: ReaderRequest) => (LONG_READS.has(request.name) ? long : short).ask<Output>(request),
    // Nobody waits for a report any more: it is stopped, not finished.
    close: async () => void (await Promise.all([short.close(), long.stop()])),
    stop: async () => void (await Promise.all([short.stop(), long.stop()])),
  };
}
