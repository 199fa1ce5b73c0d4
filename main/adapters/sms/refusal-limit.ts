/**
 * How often refused calls of one address are logged. A right secret is never held back by wrong ones before it: the
 * secret has 128 bits and more, so guessing is hopeless at any speed, while behind a reverse proxy all calls share one
 * address and a stranger could silence the gateway's replies.
 */
export type RefusalLimit = {
  /** first: log it · last: log it and say that the rest is not logged · quiet: answer 429, log nothing. */
  note(address: string): 'first' | 'last' | 'quiet';
};

/** Ours. */
const LOGGED_PER_WINDOW = 10;
const WINDOW_MILLISECONDS = 60_000;
/** Addresses remembered; with more of them all at once the oldest are forgotten. */
const ADDRESSES_MAX = 10_000;

export function createRefusalLimit(now: () => number): RefusalLimit {
  const windows = new Map<string, { until: number; count: number }>();
  return {
    note(address) {
      const at = now();
      let window = windows.get(address);
      if (window === undefined || window.until <= at) {
        windows.delete(address);
        window = { until: at + WINDOW_MILLISECONDS, count: 0 };
        windows.set(address, window);
        const [oldest] = windows.keys();
        if (windows.size > ADDRESSES_MAX && oldest !== undefined) windows.delete(oldest);
      }
      window.count += 1;
      if (window.count === LOGGED_PER_WINDOW) return 'last';
      return window.count < LOGGED_PER_WINDOW ? 'first' : 'quiet';
    },
  };
}
