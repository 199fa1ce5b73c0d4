import type { Topic } from '../../shared/topics.ts';
import type { Store } from '../store/port.ts';

/** Milliseconds between two events of one console; house style, section 2. */
const INTERVAL_MILLISECONDS = 250;

/** What changed, gathered: the first event at once and empty, then at most one in each interval, until `signal` ends it. */
export async function* createTopicEvents(
  store: Pick<Store, 'watch'>,
  signal: AbortSignal | undefined,
): AsyncGenerator<{ topics: Topic[] }> {
  const dirty = new Set<Topic>();
  let wake = () => {};
  const stop = store.watch((topics) => {
    for (const topic of topics) dirty.add(topic);
    wake();
  });
  const onAbort = () => wake();
  const isOver = () => signal?.aborted === true;
  signal?.addEventListener('abort', onAbort);
  const wait = (milliseconds: number | undefined) =>
    new Promise<void>((resolve) => {
      const timer = milliseconds === undefined ? undefined : setTimeout(resolve, milliseconds);
      wake = () => {
        if (milliseconds !== undefined && !isOver()) return;
        clearTimeout(timer);
        resolve();
      };
    });
  try {
    yield { topics: [] };
    while (!isOver()) {
      if (dirty.size === 0) await wait(undefined);
      if (isOver()) return;
      const topics = [...dirty];
      dirty.clear();
      if (topics.length > 0) yield { topics };
      await wait(INTERVAL_MILLISECONDS);
    }
  } finally {
    stop();
    signal?.removeEventListener('abort', onAbort);
  }
}
