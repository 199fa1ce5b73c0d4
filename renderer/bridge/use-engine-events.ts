/** Engine events: something changed, so what shows it is asked again. Events carry no data. */
import { useQueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import type { Topic } from '../../shared/topics.ts';
import { client } from './client.ts';
import { connection, whenOpen } from './connection.ts';
import { toConsoleError } from './console-error.ts';
import { endSession } from './query-client.ts';
import { staleKeysOf } from './stale-by-topic.ts';

/** Milliseconds between two refreshes: at 1,000 attempts a second a log is still read once a second; ours. */
const REFRESH_MILLISECONDS = 1000;
/** Milliseconds before the stream is asked for again after it ended; ours. */
const RESUBSCRIBE_MILLISECONDS = 1000;

/** Listens as long as it is mounted. Used once, by the frame. */
export function useEngineEvents(): void {
  const queries = useQueryClient();
  useEffect(() => {
    const stop = new AbortController();
    const dirty = new Set<Topic>();
    let timer: ReturnType<typeof setTimeout> | undefined;
    let isFirstStream = true;

    const flush = () => {
      timer = undefined;
      const queryKeys = staleKeysOf(dirty);
      dirty.clear();
      for (const queryKey of queryKeys) void queries.invalidateQueries({ queryKey });
    };
    const onTopics = (topics: readonly Topic[]) => {
      for (const topic of topics) dirty.add(topic);
      if (dirty.size > 0) timer ??= setTimeout(flush, REFRESH_MILLISECONDS);
    };
    const onStreamOpened = () => {
      // What changed while nobody listened is unknown: ask for everything that is on the screen.
      if (!isFirstStream) void queries.invalidateQueries();
      isFirstStream = false;
    };
    void listen(stop.signal, onStreamOpened, onTopics);
    return () => {
      stop.abort();
      clearTimeout(timer);
    };
  }, [queries]);
}

async function listen(signal: AbortSignal, onOpened: () => void, onTopics: (topics: readonly Topic[]) => void): Promise<void> {
  while (!signal.aborted) {
    try {
      const events = await client.engine.events(undefined, { signal });
      onOpened();
      for await (const event of events) onTopics(event.topics);
    } catch (error) {
      if (signal.aborted) return;
      if (toConsoleError(error).code === 'SIGN_IN_REQUIRED') return endSession();
    }
    await new Promise((resolve) => setTimeout(resolve, RESUBSCRIBE_MILLISECONDS));
    await whenOpen(connection, signal).catch(() => undefined);
  }
}
