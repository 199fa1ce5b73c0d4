/** First wait and longest wait between two tries to reconnect, milliseconds; ours. */
const FIRST_WAIT_MILLISECONDS = 500;
const LONGEST_WAIT_MILLISECONDS = 15_000;

/**
 * How long to wait before try number `failures + 1`: doubled each time, then spread over half of it, so that
 * twenty consoles do not come back to a restarted server in the same instant.
 *
 * @param spread 0 to 1
 */
export function reconnectWaitMilliseconds(failures: number, spread: number): number {
  const full = Math.min(FIRST_WAIT_MILLISECONDS * 2 ** failures, LONGEST_WAIT_MILLISECONDS);
  return Math.round(full / 2 + (full / 2) * spread);
}
