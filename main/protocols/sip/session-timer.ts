// Session timers, RFC 4028 §7 to §10: who refreshes, and when. Left out: a session without a timer that the caller refreshes on its own (§7.2).
import { formatSessionExpires, MIN_SE_SECONDS, readSeconds, readSessionExpires } from './header-values.ts';
import { hasListed, header, type SipHeader, type SipMessage } from './message.ts';

export type SessionTimer = {
  readonly seconds: number;
  /** 'nobody' after a refresh of ours that was refused: the session runs out. */
  readonly refresher: 'us' | 'peer' | 'nobody';
};

const MILLISECONDS = 1000;
/** No interval is longer, whatever the peer says: no timer of the platform has to hold it; ours, a day. */
const SESSION_MAX_SECONDS = 86_400;
/** RFC 4028 §10: the side that waits hangs up this long before the end, or a third of the interval when that is less. */
const MARGIN_SECONDS = 32;

/** What a 2xx to a request of ours says; undefined for a session without a timer. */
export function sessionOfAnswer(response: SipMessage): SessionTimer | undefined {
  const expires = readSessionExpires(response);
  if (expires === undefined) return undefined;
  return { seconds: clamp(expires.seconds), refresher: expires.refresher === 'uas' ? 'peer' : 'us' };
}

export type OfferedSession =
  /** RFC 4028 §9: the interval is under the least that is taken. */
  | { readonly kind: 'too-small'; readonly headers: readonly SipHeader[] }
  | { readonly kind: 'accepted'; readonly session: SessionTimer | undefined; readonly headers: readonly SipHeader[] };

/** What a re-INVITE or UPDATE of the peer asks, and the header fields of our 2xx (RFC 4028 §9). */
export function sessionOfRequest(request: SipMessage): OfferedSession {
  const expires = readSessionExpires(request);
  if (expires === undefined) return { kind: 'accepted', session: undefined, headers: [] };
  if (expires.seconds < MIN_SE_SECONDS) return { kind: 'too-small', headers: [header('Min-SE', String(MIN_SE_SECONDS))] };
  const refresher = expires.refresher ?? (hasListed(request, 'Supported', 'timer') ? 'uac' : 'uas');
  const value = header('Session-Expires', formatSessionExpires({ seconds: expires.seconds, refresher }));
  return {
    kind: 'accepted',
    session: { seconds: clamp(expires.seconds), refresher: refresher === 'uac' ? 'peer' : 'us' },
    headers: refresher === 'uac' ? [value, header('Require', 'timer')] : [value],
  };
}

function clamp(seconds: number): number {
  return Math.min(Math.max(seconds, MIN_SE_SECONDS), SESSION_MAX_SECONDS);
}

/** Milliseconds until our refresh is due, or until the session has run out. */
export function sessionMilliseconds({ seconds, refresher }: SessionTimer): number {
  if (refresher === 'us') return (seconds / 2) * MILLISECONDS;
  const margin = Math.min(MARGIN_SECONDS, seconds / 3);
  return (refresher === 'peer' ? seconds - margin : seconds / 2 - margin) * MILLISECONDS;
}

/** The interval to ask for after a 422, or undefined when it does not say a longer one (RFC 4028 §7.3). */
export function intervalAfterRefusal(refusal: SipMessage, askedSeconds: number): number | undefined {
  const least = readSeconds(refusal, 'Min-SE');
  return least !== undefined && least > askedSeconds && least <= SESSION_MAX_SECONDS ? least : undefined;
}
