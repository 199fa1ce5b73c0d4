// SIP requests and responses as values and as bytes, RFC 3261 §7 and §25. Reading is in parse-message.ts. Left out: comments in header fields, and multipart bodies (a body is opaque here).

import type { NameAddr } from './name-addr.ts';
import { splitList } from './syntax.ts';
import type { Via } from './via.ts';

/** Header fields that this product writes or reads, as they are written; a second name is the compact form (RFC 3261 §7.3.3). */
const HEADER_NAMES = [
  'Via v',
  'From f',
  'To t',
  'Call-ID i',
  'CSeq',
  'Contact m',
  'Max-Forwards',
  'Route',
  'Record-Route',
  'Content-Type c',
  'Content-Length l',
  'Content-Encoding e',
  'Accept',
  'Allow',
  'Authorization',
  'Date',
  'Event o',
  'Expires',
  'Info-Package',
  'Min-Expires',
  'Min-SE',
  'P-Asserted-Identity',
  'Privacy',
  'Proxy-Authenticate',
  'Proxy-Authorization',
  'Reason',
  'Recv-Info',
  'Refer-To r',
  'Require',
  'Retry-After',
  'Server',
  'Session-Expires x',
  'Subject s',
  'Supported k',
  'Unsupported',
  'User-Agent',
  'Warning',
  'WWW-Authenticate',
] as const;
type NameOf<Entry> = Entry extends `${infer Name} ${string}` ? Name : Entry;
export type HeaderName = NameOf<(typeof HEADER_NAMES)[number]>;

const CANONICAL_NAMES: ReadonlyMap<string, string> = new Map(
  HEADER_NAMES.flatMap((entry) => {
    const [name = '', compact] = entry.split(' ');
    const long: [string, string] = [name.toLowerCase(), name];
    return compact === undefined ? [long] : [long, [compact, name] as [string, string]];
  }),
);

/** The long form in its usual case; names that are not in the table stay as they came. */
export function canonicalName(name: string): string {
  return CANONICAL_NAMES.get(name.toLowerCase()) ?? name;
}

/** `name` is canonical, `value` unfolded and without white space at its ends. */
export type SipHeader = { readonly name: string; readonly value: string };
type Fields = { readonly headers: readonly SipHeader[]; readonly body: Uint8Array };
export type SipRequest = Fields & { readonly kind: 'request'; readonly method: string; readonly uri: string };
export type SipResponse = Fields & { readonly kind: 'response'; readonly status: number; readonly reason: string };
export type SipMessage = SipRequest | SipResponse;

/** What every message must have (RFC 3261 §8.1.1), read once when it arrives. */
export type Envelope = {
  /** The topmost one. */
  readonly via: Via;
  readonly from: NameAddr;
  readonly to: NameAddr;
  readonly fromTag: string | undefined;
  readonly toTag: string | undefined;
  readonly callId: string;
  readonly cseq: CSeq;
};
export type CSeq = { readonly number: number; readonly method: string };
export type IncomingRequest = SipRequest & { readonly envelope: Envelope };
export type IncomingResponse = SipResponse & { readonly envelope: Envelope };
export type IncomingMessage = IncomingRequest | IncomingResponse;

export const NO_BODY: Uint8Array = new Uint8Array(0);
const LINE_PATTERN = /^[^\r\n]*$/;

export function header(name: HeaderName, value: string): SipHeader {
  return { name, value };
}

/** The first value of that name. */
export function headerValue(message: SipMessage, name: HeaderName): string | undefined {
  return message.headers.find((field) => field.name === name)?.value;
}

/** All values of that name, one for each field as it stood. */
export function headerValues(message: SipMessage, name: HeaderName): readonly string[] {
  return message.headers.filter((field) => field.name === name).map(({ value }) => value);
}

/** All values of a header field that may hold several with commas (RFC 3261 §7.3.1); a field that is not well formed counts as none. */
export function headerList(message: SipMessage, name: HeaderName): readonly string[] {
  return headerValues(message, name).flatMap((value) => splitList(value) ?? []);
}

/** All option tags or methods of a list header field, as written. */
export function hasListed(message: SipMessage, name: 'Allow' | 'Supported' | 'Require', wanted: string): boolean {
  return headerList(message, name).some((value) => value.toLowerCase() === wanted.toLowerCase());
}

/** The bytes of a message with its Content-Length. Throws RangeError when a line holds a line end: nobody may add fields through a value. */
export function formatMessage(message: SipMessage): Uint8Array {
  const start =
    message.kind === 'request'
      ? `${message.method} ${message.uri} SIP/2.0`
      : `SIP/2.0 ${String(message.status).padStart(3, '0')} ${message.reason}`;
  const fields = message.headers.filter(({ name }) => name !== 'Content-Length');
  const lines = [start, ...fields.map(({ name, value }) => `${name}: ${value}`), `Content-Length: ${message.body.length}`];
  if (!lines.every((line) => LINE_PATTERN.test(line))) throw new RangeError('a line of a SIP message holds a line end');
  const head = new TextEncoder().encode(`${lines.join('\r\n')}\r\n\r\n`);
  const bytes = new Uint8Array(head.length + message.body.length);
  bytes.set(head);
  bytes.set(message.body, head.length);
  return bytes;
}

/**
 * A response to `request` with what must be copied (RFC 3261 §8.2.6.2): Via, From, To, Call-ID, CSeq. `toTag` is added
 * where the request had none. Vias are copied as they came; the edge has put received and rport in (via.ts).
 */
export function responseTo(
  request: IncomingRequest,
  status: number,
  extra: {
    readonly toTag?: string;
    readonly headers?: readonly SipHeader[];
    readonly body?: Uint8Array;
    readonly reason?: string;
  } = {},
): SipResponse {
  const copied = request.headers.filter(({ name }) => COPIED.has(name));
  const mustTag = status > 100 && extra.toTag !== undefined && request.envelope.toTag === undefined;
  const headers = copied.map((field) =>
    field.name === 'To' && mustTag ? header('To', `${field.value};tag=${extra.toTag}`) : field,
  );
  return {
    kind: 'response',
    status,
    reason: extra.reason ?? reasonPhrase(status),
    headers: [...headers, ...(extra.headers ?? [])],
    body: extra.body ?? NO_BODY,
  };
}

const COPIED: ReadonlySet<string> = new Set(['Via', 'From', 'To', 'Call-ID', 'CSeq', 'Record-Route'] satisfies HeaderName[]);

/** The phrases of RFC 3261 §21 and later ones for the statuses that this product sends. */
const REASON_PHRASES: Readonly<Record<number, string>> = {
  100: 'Trying',
  200: 'OK',
  400: 'Bad Request',
  405: 'Method Not Allowed',
  415: 'Unsupported Media Type',
  420: 'Bad Extension',
  422: 'Session Interval Too Small',
  469: 'Bad Info Package',
  480: 'Temporarily Unavailable',
  481: 'Call/Transaction Does Not Exist',
  488: 'Not Acceptable Here',
  491: 'Request Pending',
  500: 'Server Internal Error',
  501: 'Not Implemented',
  505: 'Version Not Supported',
  603: 'Decline',
};

function reasonPhrase(status: number): string {
  return REASON_PHRASES[status] ?? `Status ${status}`;
}
