/**
 * The threads for the screens' reads: one for reads that are over in a moment, and one, started when it is first
 * needed, for those that may take seconds. A long report never holds up a list.
 */
import { appError } from '../../engine/app-error.ts';
import type { Reads } from '../port.ts';
import { startThread, type Thread } from './thread.ts';
import type { ReaderRequest } from './thread-messages.ts';

const LONG_READS: ReadonlySet<keyof Reads> = new Set(['reports.users', 'attempts.verify', 'audit.verify']);

function startReader(path: string): Promise<Thread<ReaderRequest>> {
  return startThread<ReaderRequest>(new URL('./reader.ts', import.meta.url), { path }, () => appError('STORE_BUSY'));
}

/** Both threads as one. */
export async function startReaders(path: string): Promise<Thread<ReaderRequest>> {
  const short = await startReader(path);
  let long: Promise<Thread<ReaderRequest>> | undefined;
  const startLong = () =>
    startReader(path).catch((error: unknown) => {
      long = undefined;
      throw error;
    });
  const threadFor = (name: keyof Reads) => {
    if (!LONG_READS.has(name)) return short;
    long ??= startLong();
    return long;
  };
  return {
    ask: async (request) => (await threadFor(request.name)).ask(request),
    // Nobody waits for a report any more: it is stopped, not finished.
    close: async () => {
      const started = await long?.catch(() => undefined);
      await Promise.all([short.close(), started?.stop()]);
    },
    stop: async () => {
      const started = await long?.catch(() => undefined);
      await Promise.all([short.stop(), started?.stop()]);
    },
  };
}
