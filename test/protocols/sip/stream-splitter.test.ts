/** RFC 3261 §18.3 (framing of streams) and RFC 5626 §3.5.1 (keep-alive). */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MESSAGE_MAX_BYTES } from '../../../main/protocols/sip/limits.ts';
import { EMPTY_STREAM, type SplitStream, splitStream } from '../../../main/protocols/sip/stream-splitter.ts';
import { octets, requestLines } from './message-text.ts';

const text = (bytes: Uint8Array) => new TextDecoder().decode(bytes);
const message = (body: string) =>
  `${requestLines(`Content-Length: ${new TextEncoder().encode(body).length}`).join('\r\n')}${body}`;

/** All that comes out of `stream` when it comes in pieces of those lengths. */
function splitAll(stream: Uint8Array, cuts: readonly number[]): Omit<SplitStream, 'rest'> & { readonly restBytes: number } {
  let rest = EMPTY_STREAM;
  const messages: Uint8Array[] = [];
  let pingCount = 0;
  let refusal: SplitStream['refusal'];
  const ends = [...new Set(cuts.map((cut) => cut % (stream.length + 1)))].sort((a, b) => a - b);
  let from = 0;
  for (const end of [...ends, stream.length]) {
    const split = splitStream(rest, stream.subarray(from, end));
    rest = split.rest;
    messages.push(...split.messages);
    pingCount += split.pingCount;
    refusal ??= split.refusal;
    from = end;
  }
  return { messages, pingCount, refusal, restBytes: rest.length };
}

describe('a stream', () => {
  it('is the same messages and pings however it is cut', () => {
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.constant('\r\n\r\n'), fc.string({ unit: 'grapheme', maxLength: 40 }).map(message)), {
          maxLength: 6,
        }),
        fc.array(fc.nat(), { maxLength: 20 }),
        (parts, cuts) => {
          const split = splitAll(octets(parts.join('')), cuts);
          expect(split.messages.map(text)).toEqual(parts.filter((part) => part !== '\r\n\r\n'));
          expect(split.pingCount).toBe(parts.filter((part) => part === '\r\n\r\n').length);
          expect([split.refusal, split.restBytes]).toEqual([undefined, 0]);
        },
      ),
      { numRuns: 200 },
    );
  });
  it('half a message waits for its other half', () => {
    const whole = octets(message('abc'));
    const first = splitStream(EMPTY_STREAM, whole.subarray(0, whole.length - 1));
    expect(first.messages).toEqual([]);
    expect(splitStream(first.rest, whole.subarray(whole.length - 1)).messages.map(text)).toEqual([message('abc')]);
  });
  it.each([
    ['content-length-missing', requestLines().join('\r\n')],
    ['content-length-malformed', requestLines('Content-Length: x').join('\r\n')],
    ['header-malformed', requestLines('no colon', 'Content-Length: 0').join('\r\n')],
    ['message-too-long', requestLines(`Content-Length: ${MESSAGE_MAX_BYTES}`).join('\r\n')],
    ['message-too-long', 'x'.repeat(MESSAGE_MAX_BYTES + 1)],
  ])('is given up: %s', (refusal, stream) => {
    expect(splitStream(EMPTY_STREAM, octets(stream)).refusal).toBe(refusal);
  });
  it('never throws and never keeps more than one message', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 600 }), fc.array(fc.nat(), { maxLength: 5 }), (bytes, cuts) => {
        expect(splitAll(bytes, cuts).restBytes).toBeLessThanOrEqual(MESSAGE_MAX_BYTES);
      }),
      { numRuns: 300 },
    );
  });
});
