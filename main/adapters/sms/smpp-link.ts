/**
 * Keeps one SMPP connection up: binds, and binds anew when it is lost, with a growing pause. A text that waits is reason
 * to try at once: nobody is refused for a pause that only spares the centre.
 */
import type { Log } from '../log.ts';
import type { SmppConnection } from './smpp-connection.ts';

/** Milliseconds. */
export type LinkTiming = {
  /** Before the first and before the last of the tries; each pause is twice the one before. */
  readonly first: number;
  readonly longest: number;
  /** Tries that texts ask for keep this distance. */
  readonly least: number;
  /** How long a peer may take to say that it is there. */
  readonly probe: number;
};
/** Ours. */
export const LINK_TIMING: LinkTiming = { first: 1000, longest: 60_000, least: 1000, probe: 5000 };
/** Share by which a pause is shortened at random, so that servers do not come back all at once. */
const JITTER = 0.3;

export type Problem = { readonly at: number; readonly problem: string };
type Opened = SmppConnection | { readonly problem: string };

export interface SmppLink {
  isUp(): boolean;
  problem(): Problem | undefined;
  /** The connection, or why there is none: waits for a bind that is under way. */
  get(timeoutMilliseconds: number): Promise<Opened>;
  close(): Promise<void>;
}

export type LinkOptions = {
  /** What is bound, for the log. */
  readonly name: string;
  readonly open: (onLost: (problem: string) => void) => Promise<Opened>;
  readonly timing: LinkTiming;
  readonly log: Log;
  readonly onChange: () => void;
};

export function startSmppLink({ name, open, timing, log, onChange }: LinkOptions): SmppLink {
  let connection: SmppConnection | undefined;
  let opening: Promise<Opened> | undefined;
  let lastProblem: Problem | undefined;
  let lastTryAt = 0;
  let failures = 0;
  let timer: NodeJS.Timeout | undefined;
  let isClosed = false;

  const planNext = (): void => {
    if (isClosed) return;
    const full = Math.min(timing.first * 2 ** Math.min(failures, 16), timing.longest);
    clearTimeout(timer);
    timer = setTimeout(() => void tryOpen(), full * (1 - JITTER * Math.random()));
    timer.unref();
  };
  const lost = (problem: string): void => {
    connection = undefined;
    lastProblem = { at: Date.now(), problem };
    log.info('an SMPP connection was lost', { gateway: name, problem });
    onChange();
    planNext();
  };
  const tryOpen = (): Promise<Opened> => {
    clearTimeout(timer);
    lastTryAt = Date.now();
    opening ??= open(lost).then((opened) => {
      opening = undefined;
      if ('problem' in opened) {
        failures += 1;
        const isNews = lastProblem?.problem !== opened.problem;
        if (isNews) log.info('an SMPP bind failed', { gateway: name, problem: opened.problem });
        lastProblem = { at: Date.now(), problem: opened.problem };
        if (isNews) onChange();
        planNext();
        return opened;
      }
      if (isClosed) {
        void opened.close();
        return { problem: 'the gateway is closed' };
      }
      failures = 0;
      connection = opened;
      log.info('SMPP is bound', { gateway: name });
      onChange();
      return opened;
    });
    return opening;
  };
  void tryOpen();

  return {
    isUp: () => connection !== undefined,
    problem: () => (connection === undefined ? lastProblem : undefined),
    async get(timeoutMilliseconds) {
      if (connection !== undefined) return connection;
      if (isClosed) return { problem: 'the gateway is closed' };
      const isTooSoon = opening === undefined && Date.now() - lastTryAt < timing.least;
      if (isTooSoon) return { problem: lastProblem?.problem ?? 'not bound' };
      return firstOf(tryOpen(), timeoutMilliseconds);
    },
    async close() {
      isClosed = true;
      clearTimeout(timer);
      const open = connection;
      connection = undefined;
      await open?.close();
    },
  };
}

async function firstOf(opening: Promise<Opened>, milliseconds: number): Promise<Opened> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<Opened>((resolve) => {
    timer = setTimeout(() => resolve({ problem: `not bound within ${Math.ceil(milliseconds / 1000)} s` }), milliseconds);
  });
  try {
    return await Promise.race([opening, late]);
  } finally {
    clearTimeout(timer);
  }
}
