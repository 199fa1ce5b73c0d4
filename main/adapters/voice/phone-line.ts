/**
 * Calls over one address of a trunk, as what leads a call sees them: a number and a caller ID in, sounds and digits both
 * ways, one end. Left out: the order of several trunks, and the addresses of one.
 */
import type { RegistrationNotice } from '../../protocols/sip/registration/registration.ts';
import { type CallOrder, type LineCall, type LineEvent, startLineCall } from './line-call.ts';
import type { Media } from './media.ts';
import { nodeSipMeans } from './node-sip-means.ts';
import { openSipEndpoint, type SipEndpoint, type TimedPingNotice } from './sip-endpoint.ts';
import { accountUris, credentialsOf, type Trunk, trunkUri } from './trunk.ts';

export type PhoneLine = {
  call(order: CallOrder, onEvent: (event: LineEvent) => void): LineCall;
  /** Asks the trunk now and again whether it is there. */
  watch(intervalMilliseconds: number, onNotice: (notice: TimedPingNotice) => void): Watch;
  /** Keeps the trunk's account registered, until the answer is called; to be called once, for a trunk with an account. */
  register(expiresSeconds: number, onNotice: (notice: RegistrationNotice) => void): () => void;
  /** Takes no new call, and ends when those that run have ended and said their good-byes. */
  retire(): Promise<void>;
  /** Hangs up what runs, gives the account up, and ends. */
  close(): Promise<void>;
};

/** `ask` is now, in place of at the next time. */
export type Watch = { ask(): void; stop(): void };

const PRODUCT = 'Countersign';
const CONNECT_TIMEOUT_MILLISECONDS = 5_000;
/** For good-byes to be answered when the line closes; ours. */
const CLOSE_TIMEOUT_MILLISECONDS = 500;
const CLOSE_STEP_MILLISECONDS = 20;
/** From the end of a connection to the next try, where an account or the health check needs one; ours. */
const REOPEN_MILLISECONDS = 10_000;

type Opened = SipEndpoint | { readonly problem: string };
/** What is begun anew over each connection. */
type Lasting = { begin(end: Opened): void };

/** Over 50 lines: calls, account and health check share the one connection and its end. */
export function openPhoneLine(trunk: Trunk, media: Media, reopenMilliseconds = REOPEN_MILLISECONDS): PhoneLine {
  const means = nodeSipMeans();
  const running = new Set<LineCall>();
  const lasting = new Set<Lasting>();
  let current: SipEndpoint | undefined;
  let opening: Promise<Opened> | undefined;
  let reopening: NodeJS.Timeout | undefined;
  let renewing: NodeJS.Timeout | undefined;
  let unregister: (() => void) | undefined;
  let isRegistered = false;
  let isClosed = false;

  const reopenLater = (): void => {
    if (isClosed || lasting.size === 0) return;
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
      connectTimeoutMilliseconds: Math.min(CONNECT_TIMEOUT_MILLISECONDS, trunk.responseTimeoutMilliseconds),
      onLost: reopenLater,
    }).catch(problemOf);
    opening = undefined;
    if ('problem' in end) reopenLater();
    else current = end;
    if (isClosed) return end;
    for (const one of [...lasting]) beginSafely(one, end);
    return end;
  };
  /** A connection that has ended is opened again by the next call; what ran over it comes to its end by its own timers. */
  const endpoint = async (): Promise<Opened> => {
    if (current?.isOpen() === true) return current;
    opening ??= open();
    return opening;
  };
  /** A UDP socket stays with the address that a name once had, and with ours: where nobody answers, both may have changed. */
  const leaveSocket = (): void => {
    const isInUse = running.size > 0 || isRegistered || isClosed;
    if (trunk.transport !== 'UDP' || isInUse || current === undefined || current.callCount() > 0) return;
    current.close();
    current = undefined;
    if (lasting.size > 0) void endpoint();
  };
  const keep = (one: Lasting): void => {
    lasting.add(one);
    if (current?.isOpen() === true) beginSafely(one, current);
    else void endpoint();
  };
  const giveUpAccount = (): void => {
    unregister?.();
  };
  const hasGoodByes = (): boolean => unregister !== undefined && current?.isOpen() === true;
  const end = async (): Promise<void> => {
    isClosed = true;
    clearTimeout(reopening);
    clearTimeout(renewing);
    await opening;
    giveUpAccount();
    const isBusy = (): boolean => running.size > 0 || hasGoodByes();
    for (let waited = 0; isBusy() && waited < CLOSE_TIMEOUT_MILLISECONDS; waited += CLOSE_STEP_MILLISECONDS) {
      await pause(CLOSE_STEP_MILLISECONDS);
    }
    current?.close();
  };
  return {
    call(order, onEvent) {
      const call = startLineCall({ trunk, media, order, endpoint }, (event) => {
        if (event.kind === 'ended') {
          running.delete(call);
          // Who is watched is asked again soon, and that decides.
          if (lasting.size === 0 && (event.end.how === 'timed-out' || event.end.how === 'unreachable')) leaveSocket();
        }
        onEvent(event);
      });
      running.add(call);
      return call;
    },
    watch(intervalMilliseconds, onNotice) {
      const uri = trunkUri(trunk);
      let ping: Watch | undefined;
      const take = (notice: TimedPingNotice): void => {
        clearTimeout(renewing);
        if (notice.kind === 'dead' && notice.sipStatus === undefined && !isClosed) {
          renewing = setTimeout(leaveSocket, intervalMilliseconds);
          renewing.unref();
        }
        onNotice(notice);
      };
      const one: Lasting = {
        begin(opened) {
          ping = undefined;
          if ('problem' in opened) onNotice({ kind: 'dead', sipStatus: undefined, words: opened.problem });
          else ping = opened.ping({ target: uri, from: uri, routes: [], intervalMilliseconds }, take);
        },
      };
      keep(one);
      return {
        ask: () => ping?.ask(),
        stop() {
          lasting.delete(one);
          clearTimeout(renewing);
          ping?.stop();
        },
      };
    },
    register(expiresSeconds, onNotice) {
      const account = { ...accountUris(trunk), routes: [], credentials: credentialsOf(trunk), expiresSeconds };
      const one: Lasting = {
        begin(opened) {
          if ('problem' in opened) {
            const failed = { sipStatus: undefined, words: opened.problem, authorization: undefined };
            onNotice({ kind: 'failed', ...failed, retryMilliseconds: reopenMilliseconds });
            return;
          }
          unregister = opened.register(account, (notice) => {
            isRegistered = notice.kind === 'registered';
            if (notice.kind === 'unregistered') unregister = undefined;
            onNotice(notice);
          });
        },
      };
      keep(one);
      return () => {
        lasting.delete(one);
        giveUpAccount();
      };
    },
    async retire() {
      lasting.clear();
      await opening;
      giveUpAccount();
      const isBusy = (): boolean => running.size > 0 || (current?.isOpen() === true && current.callCount() > 0) || hasGoodByes();
      while (isBusy() && !isClosed) await pause(CLOSE_STEP_MILLISECONDS);
      await end();
    },
    async close() {
      for (const call of [...running]) call.hangUp();
      await end();
    },
  };
}

function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}

function beginSafely(one: Lasting, end: Opened): void {
  try {
    one.begin(end);
  } catch (error) {
    one.begin(problemOf(error));
  }
}

/** An authority that is no certificate, an account that no message can hold: the line fails, not the server. */
function problemOf(error: unknown): { readonly problem: string } {
  return { problem: error instanceof Error ? error.message : String(error) };
}
