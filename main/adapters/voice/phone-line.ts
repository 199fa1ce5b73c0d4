/**
 * Calls over one trunk, as what leads a call sees them: a number and a caller ID in, sounds and digits both ways, one end.
 * Left out: the order of several trunks, registration, and DNS SRV.
 */
import type { PingNotice } from '../../protocols/sip/options-ping.ts';
import { type CallOrder, type LineCall, type LineEvent, startLineCall } from './line-call.ts';
import type { MediaClock } from './media-clock.ts';
import { nodeSipMeans } from './node-sip-means.ts';
import { openSipEndpoint, type SipEndpoint } from './sip-endpoint.ts';
import { type Trunk, trunkUri } from './trunk.ts';

export type PhoneLine = {
  call(order: CallOrder, onEvent: (event: LineEvent) => void): LineCall;
  /** Asks the trunk now and again whether it is there, as long as the way to it stands. */
  watch(intervalMilliseconds: number, onNotice: (notice: PingNotice) => void): void;
  /** Hangs up what runs, and ends. */
  close(): Promise<void>;
};

const PRODUCT = 'Countersign';
const CONNECT_TIMEOUT_MILLISECONDS = 5_000;
/** For good-byes to be answered when the line closes; ours. */
const CLOSE_TIMEOUT_MILLISECONDS = 500;
const CLOSE_STEP_MILLISECONDS = 20;

export function openPhoneLine(trunk: Trunk, clock: MediaClock): PhoneLine {
  const means = nodeSipMeans();
  const running = new Set<LineCall>();
  let current: SipEndpoint | undefined;
  let opening: Promise<SipEndpoint | { readonly problem: string }> | undefined;

  const open = async (): Promise<SipEndpoint | { readonly problem: string }> => {
    const end = await openSipEndpoint({
      ...trunk,
      means,
      contactUser: trunk.account?.username,
      product: PRODUCT,
      inviteTimeoutMilliseconds: trunk.responseTimeoutMilliseconds,
      connectTimeoutMilliseconds: CONNECT_TIMEOUT_MILLISECONDS,
    });
    opening = undefined;
    if (!('problem' in end)) current = end;
    return end;
  };
  /** A connection that has ended is opened again by the next call; what ran over it comes to its end by its own timers. */
  const endpoint = async (): Promise<SipEndpoint | { readonly problem: string }> => {
    if (current?.isOpen() === true) return current;
    opening ??= open();
    return opening;
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
      void endpoint().then((end) => {
        if ('problem' in end) onNotice({ kind: 'dead', sipStatus: undefined, words: end.problem });
        else end.ping({ target: uri, from: uri, routes: [], intervalMilliseconds }, onNotice);
      });
    },
    async close() {
      for (const call of [...running]) call.hangUp();
      await opening;
      for (let waited = 0; running.size > 0 && waited < CLOSE_TIMEOUT_MILLISECONDS; waited += CLOSE_STEP_MILLISECONDS) {
        await new Promise((resolve) => setTimeout(resolve, CLOSE_STEP_MILLISECONDS));
      }
      current?.close();
    },
  };
}
