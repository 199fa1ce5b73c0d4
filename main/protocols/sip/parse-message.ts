// Reads one SIP message, RFC 3261 §7, §18.3 and §25: compact forms, folding, limits. Never throws: what is no message is a named refusal.
import { HEADERS_MAX, MESSAGE_MAX_BYTES } from './limits.ts';
import {
  type CSeq,
  canonicalName,
  type Envelope,
  type HeaderName,
  type IncomingMessage,
  type SipHeader,
  type SipMessage,
} from './message.ts';
import { parseNameAddr, tagOf } from './name-addr.ts';
import { isToken, parseInteger, splitList } from './syntax.ts';
import { parseVia } from './via.ts';

export type MessageRefusal =
  | 'empty'
  | 'too-long'
  | 'head-unterminated'
  | 'start-line-malformed'
  | 'version-unsupported'
  | 'header-malformed'
  | 'header-repeated'
  | 'header-missing'
  | 'too-many-headers'
  | 'content-length-malformed'
  | 'body-truncated'
  | 'via-malformed'
  | 'address-malformed'
  | 'cseq-malformed'
  | 'cseq-method-mismatch';
export type ParsedMessage =
  | { readonly ok: true; readonly message: IncomingMessage }
  | { readonly ok: false; readonly reason: MessageRefusal };

const CR = 0x0d;
const LF = 0x0a;
/** RFC 3261 §8.1.1.5. */
const CSEQ_MAX = 2 ** 31 - 1;
/** Those of a request or response that stand once; two of them could be read as two different messages. */
const SINGLE: ReadonlySet<string> = new Set([
  'From',
  'To',
  'Call-ID',
  'CSeq',
  'Content-Length',
  'Content-Type',
  'Max-Forwards',
] satisfies HeaderName[]);
const REQUEST_LINE_PATTERN = /^(\S+) ([^\s<>]+) (SIP\/\d+\.\d+)$/i;
const STATUS_LINE_PATTERN = /^(SIP\/\d+\.\d+) (\d{3})(?: (.*))?$/is;

/** The message in a datagram, or in what the stream splitter cut out. Octets behind Content-Length are left away (RFC 3261 §18.3). */
export function parseMessage(bytes: Uint8Array): ParsedMessage {
  if (bytes.length > MESSAGE_MAX_BYTES) return refuse('too-long');
  let start = 0;
  while (bytes[start] === CR || bytes[start] === LF) start += 1;
  if (start >= bytes.length) return refuse('empty');
  const bodyAt = findBody(bytes, start);
  if (bodyAt === undefined) return refuse('head-unterminated');
  const [startLine = '', ...lines] = new TextDecoder().decode(bytes.subarray(start, bodyAt)).split(/\r?\n/);
  const headers = readHeaders(lines);
  if (typeof headers === 'string') return refuse(headers);
  const body = cutBody(bytes.subarray(bodyAt), headers);
  if (typeof body === 'string') return refuse(body);
  const message = readStartLine(startLine, headers, body);
  if (typeof message === 'string') return refuse(message);
  const envelope = readEnvelope(message);
  return typeof envelope === 'string' ? refuse(envelope) : { ok: true, message: { ...message, envelope } };
}

function refuse(reason: MessageRefusal): ParsedMessage {
  return { ok: false, reason };
}

/** Where the octets behind the empty line begin. Line ends of LF alone are taken too: some gateways send them. */
export function findBody(bytes: Uint8Array, from: number): number | undefined {
  for (let at = bytes.indexOf(LF, from); at !== -1; at = bytes.indexOf(LF, at + 1)) {
    if (bytes[at + 1] === LF) return at + 2;
    if (bytes[at + 1] === CR && bytes[at + 2] === LF) return at + 3;
  }
  return undefined;
}

/** Header fields with folded lines joined by one space (RFC 3261 §7.3.1). */
export function readHeaders(lines: readonly string[]): readonly SipHeader[] | MessageRefusal {
  const headers: { name: string; value: string }[] = [];
  const seen = new Set<string>();
  for (const line of lines) {
    if (line === '') continue;
    // A carriage return alone would end a line for some readers and not for others.
    if (line.includes('\r')) return 'header-malformed';
    const last = headers.at(-1);
    if (/^[ \t]/.test(line)) {
      if (last === undefined) return 'header-malformed';
      last.value = `${last.value} ${line.trim()}`.trim();
      continue;
    }
    const colon = line.indexOf(':');
    const name = line.slice(0, Math.max(colon, 0)).trimEnd();
    if (!isToken(name)) return 'header-malformed';
    const canonical = canonicalName(name);
    if (SINGLE.has(canonical) && seen.has(canonical)) return 'header-repeated';
    if (headers.length === HEADERS_MAX) return 'too-many-headers';
    seen.add(canonical);
    headers.push({ name: canonical, value: line.slice(colon + 1).trim() });
  }
  return headers;
}

/** The value of Content-Length; undefined where there is none. */
export function readContentLength(headers: readonly SipHeader[]): number | undefined | 'content-length-malformed' {
  const value = headers.find(({ name }) => name === 'Content-Length')?.value;
  if (value === undefined) return undefined;
  return parseInteger(value, Number.MAX_SAFE_INTEGER) ?? 'content-length-malformed';
}

function cutBody(rest: Uint8Array, headers: readonly SipHeader[]): Uint8Array | MessageRefusal {
  const length = readContentLength(headers);
  if (typeof length === 'string') return length;
  if (length === undefined) return rest.slice();
  return length > rest.length ? 'body-truncated' : rest.slice(0, length);
}

function readStartLine(line: string, headers: readonly SipHeader[], body: Uint8Array): SipMessage | MessageRefusal {
  if (line.includes('\r')) return 'start-line-malformed';
  const [, responseVersion, digits, reason = ''] = STATUS_LINE_PATTERN.exec(line) ?? [];
  if (responseVersion !== undefined) {
    const status = Number(digits);
    if (!isSupported(responseVersion)) return 'version-unsupported';
    return status >= 100 && status <= 699 ? { kind: 'response', status, reason, headers, body } : 'start-line-malformed';
  }
  const [, method, uri, version] = REQUEST_LINE_PATTERN.exec(line) ?? [];
  if (method === undefined || uri === undefined || version === undefined || !isToken(method)) return 'start-line-malformed';
  return isSupported(version) ? { kind: 'request', method, uri, headers, body } : 'version-unsupported';
}

function isSupported(version: string): boolean {
  return version.toUpperCase() === 'SIP/2.0';
}

function readEnvelope(message: SipMessage): Envelope | MessageRefusal {
  const value = (name: HeaderName) => message.headers.find((field) => field.name === name)?.value;
  const [viaText, fromText, toText, callId, cseqText] = [
    value('Via'),
    value('From'),
    value('To'),
    value('Call-ID'),
    value('CSeq'),
  ];
  if (viaText === undefined || fromText === undefined || toText === undefined || !callId || cseqText === undefined) {
    return 'header-missing';
  }
  const via = parseVia(splitList(viaText)?.[0] ?? '');
  if (via === undefined) return 'via-malformed';
  const from = parseNameAddr(fromText);
  const to = parseNameAddr(toText);
  if (from === undefined || to === undefined || /\s/.test(callId)) return 'address-malformed';
  const cseq = parseCSeq(cseqText);
  if (cseq === undefined) return 'cseq-malformed';
  if (message.kind === 'request' && cseq.method !== message.method) return 'cseq-method-mismatch';
  return { via, from, to, fromTag: tagOf(from), toTag: tagOf(to), callId, cseq };
}

/** RFC 3261 §20.16. */
function parseCSeq(text: string): CSeq | undefined {
  const [, digits, method] = /^(\d+)\s+(\S+)$/.exec(text) ?? [];
  if (digits === undefined || method === undefined || !isToken(method)) return undefined;
  const number = parseInteger(digits, CSEQ_MAX);
  return number === undefined ? undefined : { number, method };
}
