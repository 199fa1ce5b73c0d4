/** Reads every attempt of a filter, newest first, page by page. */
import type { Attempt } from '../../../shared/schemas/attempt.ts';
import type { LiveRows } from './live-rows.ts';

export type AttemptPage = (before: Attempt['id'] | undefined, limit: number) => Promise<LiveRows>;

/** As many as the contract gives at once. */
const PAGE_ROWS = 1000;

/**
 * @param onCount called with the rows read so far
 * @returns at most `max` rows; isCapped when older ones match too
 * @throws what readPage throws, and the signal's reason once it is aborted
 */
export async function readAll(
  readPage: AttemptPage,
  { max, signal, onCount }: { readonly max: number; readonly signal: AbortSignal; readonly onCount: (count: number) => void },
): Promise<{ readonly rows: readonly Attempt[]; readonly isCapped: boolean }> {
  const rows: Attempt[] = [];
  for (;;) {
    const page = await readPage(rows.at(-1)?.id, Math.min(PAGE_ROWS, max - rows.length));
    signal.throwIfAborted();
    rows.push(...page.rows);
    onCount(rows.length);
    if (!page.hasMore || page.rows.length === 0) return { rows, isCapped: false };
    if (rows.length >= max) return { rows, isCapped: true };
  }
}
