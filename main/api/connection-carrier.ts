import type { SessionCarrier } from './context.ts';

/** Carries a session on the connection itself: a MessagePort, or a socket that was opened with a cookie. */
export function createConnectionCarrier(sessionId?: string): SessionCarrier {
  let current = sessionId;
  return {
    current: () => current,
    start: (started) => {
      current = started;
    },
    end: () => {
      current = undefined;
    },
  };
}
