// Dialogs of the side that called, RFC 3261 §12: made by a response, route set, targets, and the numbers of requests. Left out: dialogs of the called side (calls are not taken).
import {
  headerList,
  headerValue,
  type IncomingRequest,
  type IncomingResponse,
  type SipMessage,
  type SipRequest,
} from './message.ts';
import { parseNameAddr } from './name-addr.ts';
import { findParameter } from './syntax.ts';
import { parseUri } from './uri.ts';

export type Dialog = {
  readonly callId: string;
  readonly localTag: string;
  /** '' for a peer of before RFC 3261. */
  readonly remoteTag: string;
  /** From and To of our requests, with their tags. */
  readonly localAddress: string;
  readonly remoteAddress: string;
  /** Where the peer wants to be reached: its Contact. */
  readonly remoteTarget: string;
  /** Values of Route in the order of our requests. */
  readonly routeSet: readonly string[];
  /** The last number that the peer has used; undefined before its first request. */
  readonly remoteCseq: number | undefined;
};

/** The dialog that a response with a To tag makes (RFC 3261 §12.1.2); a 2xx makes it anew, with its own route set (§13.2.2.4). */
export function openDialog(invite: SipRequest, response: IncomingResponse): Dialog {
  const { callId, fromTag, toTag } = response.envelope;
  return {
    callId,
    localTag: fromTag ?? '',
    remoteTag: toTag ?? '',
    localAddress: headerValue(invite, 'From') ?? '',
    remoteAddress: headerValue(response, 'To') ?? '',
    remoteTarget: contactOf(response) ?? invite.uri,
    routeSet: headerList(response, 'Record-Route').toReversed(),
    remoteCseq: undefined,
  };
}

/** The URI of Contact when it is one that can be called. */
function contactOf(message: SipMessage): string | undefined {
  const contact = headerList(message, 'Contact')[0];
  const uri = contact === undefined ? undefined : parseNameAddr(contact)?.uri;
  const parsed = uri === undefined ? undefined : parseUri(uri);
  return parsed === undefined || parsed.scheme === 'tel' ? undefined : uri;
}

/** Target refresh (RFC 3261 §12.2): re-INVITE and UPDATE, and 2xx to them, may move the peer. */
export function refreshTarget(dialog: Dialog, message: SipMessage): Dialog {
  const remoteTarget = contactOf(message);
  return remoteTarget === undefined ? dialog : { ...dialog, remoteTarget };
}

/** The dialog with the number of `request`, or undefined when it is older than one that came before (RFC 3261 §12.2.2). */
export function takeRemoteCseq(dialog: Dialog, request: IncomingRequest): Dialog | undefined {
  const { number } = request.envelope.cseq;
  if (dialog.remoteCseq !== undefined && number <= dialog.remoteCseq) return undefined;
  return { ...dialog, remoteCseq: number };
}

export type RequestTarget = { readonly uri: string; readonly routes: readonly string[]; readonly nextHop: string };

/** Request-URI, Route and the next hop for a target behind a route set, loose or strict (RFC 3261 §12.2.1.1). */
export function targetThrough(routeSet: readonly string[], remoteTarget: string): RequestTarget {
  const [first] = routeSet;
  const firstUri = first === undefined ? undefined : parseNameAddr(first)?.uri;
  if (firstUri === undefined) return { uri: remoteTarget, routes: [], nextHop: remoteTarget };
  const parsed = parseUri(firstUri);
  const isLoose = parsed !== undefined && findParameter(parsed.parameters, 'lr') !== undefined;
  if (isLoose) return { uri: remoteTarget, routes: routeSet, nextHop: firstUri };
  return { uri: firstUri, routes: [...routeSet.slice(1), `<${remoteTarget}>`], nextHop: firstUri };
}
