/**
 * The end of the process: first nothing new is taken, then what runs is finished and the store closed, then it exits.
 * A request whose commit stands is answered; one that takes longer than the limit is not waited for, and its client
 * sends it again. A second wish to quit does not wait.
 */
import type { Log } from '../adapters/log.ts';

export type QuitOptions = {
  /** Stops the listeners, waits for the running requests, closes the store. */
  readonly close: () => Promise<void>;
  readonly exit: (status: number) => void;
  readonly log: Log;
  /** Milliseconds; ours: longer than the longest reject delay and a slow disk. */
  readonly limitMilliseconds?: number;
};

const LIMIT_MILLISECONDS = 15_000;

export type Quit = { readonly isQuitting: () => boolean; request(): void };

export function createQuit({ close, exit, log, limitMilliseconds = LIMIT_MILLISECONDS }: QuitOptions): Quit {
  let isQuitting = false;
  let hasEnded = false;
  const end = (status: number) => {
    if (hasEnded) return;
    hasEnded = true;
    exit(status);
  };
  const closeAll = async (): Promise<number> => {
    try {
      await close();
      return 0;
    } catch (error) {
      log.error('the engine did not stop as it should', error);
      return 1;
    }
  };
  return {
    isQuitting: () => isQuitting,
    request: () => {
      if (isQuitting) {
        log.info('ended without waiting for the running requests');
        end(1);
        return;
      }
      isQuitting = true;
      const timer = setTimeout(() => {
        log.info('requests still ran when the time to quit was over', { limitMilliseconds });
        end(1);
      }, limitMilliseconds);
      void closeAll().then((status) => {
        clearTimeout(timer);
        end(status);
      });
    },
  };
}
