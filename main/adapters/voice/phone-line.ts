/**
 * Calls over one trunk, as what leads a call sees them: a number and a caller ID in, sounds and digits both ways, one end.
 * Left out: the order of several trunks, and DNS SRV.
 */
import type { PingNotice } from '../../protocols/sip/options-ping.ts';
import type { RegistrationNotice } from '../../protocols/sip/registration/registration.ts';
import { type CallOrder, type LineCall, type LineEvent, startLineCall } from './line-call.ts';
import type { MediaClock } from './media-clock.ts';
import { nodeSipMeans } from './node-sip-means.ts';
import { openSipEndpoint, type SipEndpoint } from './sip-endpoint.ts';
import { accountUris, credentialsOf, type Trunk, trunkUri } from './trunk.ts';

export type PhoneLine = {
  call(order: CallOrder, onEvent: (event: LineEvent) => void): LineCall;
  /** Asks the trunk now and again whether it is there. */
  watch(intervalMilliseconds: number, onNotice: (notice: PingNotice) => void): void;
  /** Keeps the trunk's account registered; to be called once, for a trunk with an account. */
  register(expiresSeconds: number, onNotice: (notice: RegistrationNotice) => void): void;
  /** Hangs up what runs, gives the account up, and ends. */
  close(): Promise<void>;
};

const PRODUCT = 'Countersign';
const CONNECT_TIMEOUT_MILLISECONDS = 5_000;
/** For good-byes to be answered when the line closes; ours. */
const CLOSE_TIMEOUT_MILLISECONDS = 500;
const CLOSE_STEP_MILLISECONDS = 20;
/** From the end of a connection to the next try, where an account or the health check needs one; ours. */
const REOPEN_MILLISECONDS = 10_000;

type Opened = SipEndpoint | { readonly problem: string };

/** Over 50 lines: calls, account and health check share the one connection and its end. */
export function openPhoneLine(trunk: Trunk, clock: MediaClock, reopenMilliseconds = REOPEN_MILLISECONDS): PhoneLine {
  const means = nodeSipMeans();
  const running = new Set<LineCall>();
  /** What is begun anew over each connection. */
  const lasting: ((end: Opened) => void)[] = [];
  let current: SipEndpoint | undefined;
  let opening: Promise<Opened> | undefined;
  let reopening: NodeJS.Timeout | undefined;
  let unregister: (() => void) | undefined;
  let isClosed = false;

  const reopenLater = (): void => {
    if (isClosed || lasting.length === 0) return;
    clearTimeout(reopening);
    reopening = setTimeout(() => void endpoint(), reopenMilliseconds);
  };
  const open = async (): Promise<Opened> => {
    const end = await openSipEndpoint({
      ...trunk,
      means,
      contactUser: trunk.account?.username,
      product: PRODUCT,
      inviteTimeoutMilliseconds: trunk.responseTimeoutMilliseconds,
      connectTimeoutMilliseconds: CONNECT_TIMEOUT_MILLISECONDS,
      onLost: reopenLater,
    });
    opening = undefined;
    if ('problem' in end) reopenLater();
    else current = end;
    for (const begin of lasting) begin(end);
    return end;
  };
  /** A connection that has ended is opened again by the next call; what ran over it comes to its end by its own timers. */
  const endpoint = async (): Promise<Opened> => {
    if (current?.isOpen() === true) return current;
    opening ??= open();
    return opening;
  };
  const keep = (begin: (end: Opened) => void): void => {
    lasting.push(begin);
    if (current?.isOpen() === true) begin(current);
    else void endpoint();
  };
  return {
    call(order, onEvent) {
      const call = startLineCall({ trunk, clock, order, endpoint }, (event) => {
        if (event.kind === 'ended') running.delete(call);
        onEvent(event);
      });
      running.add(call);
      return call;
    },
    watch(intervalMilliseconds, onNotice) {
      const uri = trunkUri(trunk);
      keep((end) => {
        if ('problem' in end) onNotice({ kind: 'dead', sipStatus: undefined, words: end.problem });
        else end.ping({ target: uri, from: uri, routes: [], intervalMilliseconds }, onNotice);
      });
    },
    register(expiresSeconds, onNotice) {
      const account = { ...accountUris(trunk), routes: [], credentials: credentialsOf(trunk), expiresSeconds };
      keep((end) => {
        if ('problem' in end) {
          const failed = { sipStatus: undefined, words: end.problem, authorization: undefined };
          onNotice({ kind: 'failed', ...failed, retryMilliseconds: reopenMilliseconds });
          return;
        }
        const stop = end.register(account, (notice) => {
          if (notice.kind === 'unregistered') unregister = undefined;
          onNotice(notice);
        });
        unregister = stop;
      });
    },
    async close() {
      isClosed = true;
      clearTimeout(reopening);
      for (const call of [...running]) call.hangUp();
      await opening;
      unregister?.();
      const isBusy = (): boolean => running.size > 0 || (unregister !== undefined && current?.isOpen() === true);
      for (let waited = 0; isBusy() && waited < CLOSE_TIMEOUT_MILLISECONDS; waited += CLOSE_STEP_MILLISECONDS) {
        await new Promise((resolve) => setTimeout(resolve, CLOSE_STEP_MILLISECONDS));
      }
      current?.close();
    },
  };
}
