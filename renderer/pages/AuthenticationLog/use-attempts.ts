/** The rows on the screen: a live head, older pages on demand. */
import { useEffect, useRef, useState } from 'react';
import { callProcedure } from '../../bridge/call-procedure.ts';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { toConsoleError } from '../../bridge/console-error.ts';
import { type QueryOf, useQueryOf } from '../../bridge/use-query-of.ts';
import { type LiveRows, NO_ROWS, withNewest, withOlder } from './live-rows.ts';
import type { AttemptFilter } from './log-filter.ts';

const PAGE_ROWS = 100;
/** New rows that are counted one by one while the list stands still; ours. */
export const NEWER_MOST = 200;
/** Older rows come in larger steps: who asks for them is looking for something. */
const OLDER_ROWS = 500;

export type Attempts = {
  readonly query: QueryOf<'attempts.list'>;
  readonly list: LiveRows;
  readonly isLive: boolean;
  /** Attempts that came since the pause and match; one more than NEWER_MOST stands for all above it. */
  readonly newerCount: number;
  readonly setLive: (isLive: boolean) => void;
  readonly loadOlder: () => void;
  readonly isLoadingOlder: boolean;
  readonly olderError: ConsoleError | undefined;
};

/**
 * @param filterKey when it changes, the list starts anew and is live again; `filter` alone may move with the clock
 */
export function useAttempts(filter: AttemptFilter, filterKey: string): Attempts {
  const [isLive, setIsLive] = useState(true);
  const [kept, setKept] = useState<{ readonly key: string; readonly list: LiveRows }>({ key: filterKey, list: NO_ROWS });
  const older = useOlderPage();
  // While paused, the question stays the one that was asked last: the clock must not move it.
  const asked = useRef(filter);
  if (isLive || kept.key !== filterKey) asked.current = filter;
  const query = useQueryOf(
    'attempts.list',
    { ...asked.current, limit: PAGE_ROWS },
    { isEnabled: isLive || kept.key !== filterKey },
  );

  const { data, isPlaceholderData } = query;
  const isFresh = data !== undefined && !isPlaceholderData;
  const [seen, setSeen] = useState(data);
  if (isFresh && (data !== seen || kept.key !== filterKey)) {
    setSeen(data);
    if (kept.key !== filterKey) {
      setKept({ key: filterKey, list: data });
      setIsLive(true);
    } else setKept({ key: filterKey, list: withNewest(kept.list, data) });
  }

  const head = kept.list.rows[0];
  const newest = useQueryOf(
    'attempts.list',
    { ...asked.current, limit: NEWER_MOST + 1 },
    { isEnabled: !isLive && kept.key === filterKey, keepsPrevious: false },
  );
  const newerCount = isLive ? 0 : (newest.data?.rows.filter(({ id }) => id > (head?.id ?? 0)).length ?? 0);

  const last = kept.list.rows.at(-1);
  const loadOlder = () => {
    if (last === undefined) return;
    setIsLive(false);
    older.load({ ...asked.current, before: last.id, limit: OLDER_ROWS }, (page) =>
      setKept((now) => (now.key === filterKey ? { key: filterKey, list: withOlder(now.list, page) } : now)),
    );
  };
  return {
    query,
    list: kept.list,
    isLive,
    newerCount,
    setLive: setIsLive,
    loadOlder,
    isLoadingOlder: older.isLoading,
    olderError: older.error,
  };
}

/** One page before a row; a newer question makes an older answer void. */
function useOlderPage() {
  const [isLoading, setLoading] = useState(false);
  const [error, setError] = useState<ConsoleError>();
  const running = useRef<AbortController>(undefined);
  useEffect(() => () => running.current?.abort(), []);
  const load = (input: object, onPage: (page: LiveRows) => void) => {
    running.current?.abort();
    const stop = new AbortController();
    running.current = stop;
    setLoading(true);
    setError(undefined);
    callProcedure('attempts.list', input, stop.signal)
      .then((page) => {
        if (!stop.signal.aborted) onPage(page);
      })
      .catch((failure: unknown) => {
        if (!stop.signal.aborted) setError(toConsoleError(failure));
      })
      .finally(() => {
        if (running.current === stop) setLoading(false);
      });
  };
  return { load, isLoading, error };
}
