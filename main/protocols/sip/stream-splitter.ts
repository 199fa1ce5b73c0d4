// Cuts a TCP or TLS stream into SIP messages by Content-Length, RFC 3261 §18.3, with the keep-alives of RFC 5626 §3.5.1. Left out: finding the next message after junk; the connection is to be closed.
import { MESSAGE_MAX_BYTES } from './limits.ts';
import { findBody, readContentLength, readHeaders } from './parse-message.ts';

/** What has come and is not yet a whole message. */
export type StreamRest = Uint8Array;
export const EMPTY_STREAM: StreamRest = new Uint8Array(0);

export type StreamRefusal = 'message-too-long' | 'content-length-missing' | 'content-length-malformed' | 'header-malformed';
export type SplitStream = {
  readonly rest: StreamRest;
  /** Each is the octets of one message, for parse-message.ts. */
  readonly messages: readonly Uint8Array[];
  /** Pings (two CRLF between messages): each is to be answered with one CRLF. */
  readonly pingCount: number;
  /** Set when the stream can no longer be followed: close the connection. */
  readonly refusal: StreamRefusal | undefined;
};

const CR = 0x0d;
const LF = 0x0a;
const PING_BYTES = 4;

/** Takes the next octets of the stream. */
export function splitStream(before: StreamRest, octets: Uint8Array): SplitStream {
  let rest = join(before, octets);
  const messages: Uint8Array[] = [];
  let pingCount = 0;
  for (;;) {
    const blank = countBlank(rest);
    const isAllBlank = blank === rest.length;
    // An unfinished ping waits for its other half; what stands before a message does not.
    pingCount += Math.floor(blank / PING_BYTES);
    rest = rest.subarray(isAllBlank ? blank - (blank % PING_BYTES) : blank);
    if (isAllBlank) return { rest, messages, pingCount, refusal: undefined };
    const length = messageLength(rest);
    if (length === undefined) return { rest, messages, pingCount, refusal: undefined };
    if (typeof length === 'string') return { rest: EMPTY_STREAM, messages, pingCount, refusal: length };
    messages.push(rest.slice(0, length));
    rest = rest.subarray(length);
  }
}

/** Octets of the message at the beginning of `octets`; undefined while it is not there as a whole. */
function messageLength(octets: Uint8Array): number | undefined | StreamRefusal {
  const bodyAt = findBody(octets, 0);
  if (bodyAt === undefined) return octets.length > MESSAGE_MAX_BYTES ? 'message-too-long' : undefined;
  if (bodyAt > MESSAGE_MAX_BYTES) return 'message-too-long';
  const [, ...lines] = new TextDecoder().decode(octets.subarray(0, bodyAt)).split(/\r?\n/);
  const headers = readHeaders(lines);
  if (typeof headers === 'string') return 'header-malformed';
  const bodyBytes = readContentLength(headers);
  if (bodyBytes === undefined) return 'content-length-missing';
  if (typeof bodyBytes === 'string') return bodyBytes;
  const length = bodyAt + bodyBytes;
  if (length > MESSAGE_MAX_BYTES) return 'message-too-long';
  return length <= octets.length ? length : undefined;
}

function countBlank(octets: Uint8Array): number {
  let count = 0;
  while (octets[count] === CR || octets[count] === LF) count += 1;
  return count;
}

function join(before: Uint8Array, octets: Uint8Array): Uint8Array {
  if (before.length === 0) return octets;
  const joined = new Uint8Array(before.length + octets.length);
  joined.set(before);
  joined.set(octets, before.length);
  return joined;
}
