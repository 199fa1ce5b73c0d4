/** The rows on the screen: a live head, older pages on demand. */
import { useCallback, useEffect, useRef, useState } from 'react';
import { callProcedure } from '../../bridge/call-procedure.ts';
import type { ConsoleError } from '../../bridge/console-error.ts';
import { toConsoleError } from '../../bridge/console-error.ts';
import { type QueryOf, useQueryOf } from '../../bridge/use-query-of.ts';
import { useTopic } from '../../bridge/use-topic.ts';
import { type LiveRows, NO_ROWS, withNewest, withOlder } from './live-rows.ts';
import type { AttemptFilter } from './log-filter.ts';

const PAGE_ROWS = 100;
/** Older rows come in larger steps: who asks for them is looking for something. */
const OLDER_ROWS = 500;

export type Attempts = {
  readonly query: QueryOf<'attempts.list'>;
  readonly list: LiveRows;
  readonly isLive: boolean;
  /** Something was logged since the pause. */
  readonly hasNewer: boolean;
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
  const [hasNewer, setHasNewer] = useState(false);
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
      setHasNewer(false);
    } else setKept({ key: filterKey, list: withNewest(kept.list, data) });
  }

  const note = useCallback(() => setHasNewer(true), []);
  useTopic(['attempts'], note);
  useEffect(() => {
    if (isLive) setHasNewer(false);
  }, [isLive]);

  const last = kept.list.rows.at(-1);
  const loadOlder = () => {
    if (last === undefined) return;
    setIsLive(false);
    setHasNewer(false);
    older.load({ ...asked.current, before: last.id, limit: OLDER_ROWS }, (page) =>
      setKept((now) => (now.key === filterKey ? { key: filterKey, list: withOlder(now.list, page) } : now)),
    );
  };
  return {
    query,
    list: kept.list,
    isLive,
    hasNewer: hasNewer && !isLive,
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
