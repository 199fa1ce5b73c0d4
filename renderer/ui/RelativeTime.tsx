import { Tooltip } from '@mantine/core';
import { type ReactNode, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { formatExact, formatRelative } from './time.ts';

/** Milliseconds between two looks at the clock: "3 min ago" needs no better. */
const TICK_MILLISECONDS = 15_000;
let now = Date.now();

function subscribe(listener: () => void): () => void {
  const timer = setInterval(() => {
    now = Date.now();
    listener();
  }, TICK_MILLISECONDS);
  return () => clearInterval(timer);
}

/** The clock for relative times, in epoch milliseconds. */
export function useNow(): number {
  return useSyncExternalStore(subscribe, () => now);
}

/** "3 min ago", the exact time on hover and for readers. `at` undefined shows `missing`. */
export function RelativeTime({ at, missing = '–' }: { readonly at: number | undefined; readonly missing?: string }): ReactNode {
  // Its words are of the language: it must follow a switch, also inside a row that does not.
  useTranslation('common');
  const current = useNow();
  if (at === undefined) return <span>{missing}</span>;
  const exact = formatExact(at);
  return (
    <Tooltip label={exact} openDelay={300}>
      <time dateTime={new Date(at).toISOString()}>{formatRelative(at, Math.max(current, at))}</time>
    </Tooltip>
  );
}
