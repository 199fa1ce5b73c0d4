/**
 * When a gateway is left out. Closed until it has failed three times in a row; then open for 30 s, doubled with each try
 * that fails, 5 minutes at most. When that time is over it is half-open: one message tries it, others still pass it by.
 * A refusal of one message (a bad number) counts neither way. One failure, a refused connection included, does not open
 * it: the next message must not lose its first choice to a single lost packet.
 */
export type Circuit = {
  readonly state: 'closed' | 'open' | 'half-open';
  /** In a row. */
  readonly failureCount: number;
  /** Epoch milliseconds; of one that is not closed. */
  readonly retryAt: number | undefined;
  /** How long it was left out last. */
  readonly pauseMilliseconds: number;
};

/** Ours. */
const FAILURES_TO_OPEN = 3;
const FIRST_PAUSE_MILLISECONDS = 30_000;
const LONGEST_PAUSE_MILLISECONDS = 5 * 60_000;

export const CLOSED: Circuit = { state: 'closed', failureCount: 0, retryAt: undefined, pauseMilliseconds: 0 };

/** Whether a message may try it now. A half-open one is being tried already. */
export function mayTry(circuit: Circuit, now: number): boolean {
  return circuit.state === 'closed' || (circuit.state === 'open' && now >= (circuit.retryAt ?? 0));
}

/** Before each try: an open one whose time is over is half-open as long as the try lasts. */
export function beginTry(circuit: Circuit, now: number): Circuit {
  return circuit.state === 'open' && mayTry(circuit, now) ? { ...circuit, state: 'half-open' } : circuit;
}

export function noteSuccess(): Circuit {
  return CLOSED;
}

/** It answered, but not for this message: whoever answers is not down. */
export function noteRefusal(circuit: Circuit): Circuit {
  return circuit.state === 'half-open' ? CLOSED : circuit;
}

export function noteFailure(circuit: Circuit, now: number): Circuit {
  const failureCount = circuit.failureCount + 1;
  // Messages that were on their way when it opened fail as well: they say nothing new.
  if (circuit.state === 'open' || failureCount < FAILURES_TO_OPEN) return { ...circuit, failureCount };
  const pauseMilliseconds =
    circuit.state === 'closed' ? FIRST_PAUSE_MILLISECONDS : Math.min(circuit.pauseMilliseconds * 2, LONGEST_PAUSE_MILLISECONDS);
  return { state: 'open', failureCount, retryAt: now + pauseMilliseconds, pauseMilliseconds };
}
