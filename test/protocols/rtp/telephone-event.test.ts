import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatDtmfInfo, readDtmfInfo } from '../../../main/protocols/rtp/dtmf-info.ts';
import { decodeRtp, type RtpPacket } from '../../../main/protocols/rtp/packet.ts';
import { openStreamReceiver } from '../../../main/protocols/rtp/stream-receiver.ts';
import { openStreamSender } from '../../../main/protocols/rtp/stream-sender.ts';
import {
  DIGITS,
  type Digit,
  decodeTelephoneEvent,
  type EventPacket,
  openDigitReader,
  telephoneEventSlots,
} from '../../../main/protocols/rtp/telephone-event.ts';

const HELD = { payloadType: 101, packetMilliseconds: 20, durationMilliseconds: 100 };
const PAUSE_SLOTS = 3;

const decoded = (bytes: Uint8Array): RtpPacket => {
  const packet = decodeRtp(bytes);
  if (typeof packet === 'string') throw new Error(packet);
  return packet;
};
/** The packets of a phone that dials `digits`. */
const dial = (digits: readonly Digit[], held = HELD): Uint8Array[] => {
  const sender = openStreamSender({
    ssrc: 5,
    firstSequence: 65_530,
    firstTimestamp: 0xffff_f000,
    packetMilliseconds: 20,
    startsAt: 0,
  });
  const packets: Uint8Array[] = [];
  for (const digit of digits) {
    for (const slot of telephoneEventSlots(digit, held)) packets.push(sender.send(slot));
    for (let pause = 0; pause < PAUSE_SLOTS; pause += 1) sender.rest();
  }
  return packets;
};
const read = (packets: readonly EventPacket[]): string => {
  const reader = openDigitReader();
  return packets.map((packet) => reader.read(packet) ?? '').join('');
};
const event = (
  code: number,
  timestamp: number,
  durationSamples: number,
  flags: { end?: boolean; marker?: boolean } = {},
): EventPacket => ({
  payload: Uint8Array.of(code, (flags.end === true ? 0x80 : 0) | 10, durationSamples >> 8, durationSamples),
  timestamp: timestamp >>> 0,
  marker: flags.marker === true,
  ssrc: 5,
});

describe('digits as sent', () => {
  it('grow in duration, keep their timestamp, and end three times (RFC 4733 §2.5.1)', () => {
    const packets = dial(['#'], { ...HELD, durationMilliseconds: 50 }).map(decoded);
    expect(packets.map(({ marker, timestamp, payload }) => [marker, timestamp, Buffer.from(payload).toString('hex')])).toEqual([
      [true, 0xffff_f000, '0b0a00a0'],
      [false, 0xffff_f000, '0b0a0140'],
      [false, 0xffff_f000, '0b8a01e0'],
      [false, 0xffff_f000, '0b8a01e0'],
      [false, 0xffff_f000, '0b8a01e0'],
    ]);
  });
  it('have the code of their key', () => {
    expect(DIGITS.map((digit) => telephoneEventSlots(digit, HELD)[0]?.payload[0])).toEqual(DIGITS.map((_, code) => code));
    expect(DIGITS.join('')).toBe('0123456789*#ABCD');
  });
  it('are not held beyond what a duration can say', () => {
    expect(() => telephoneEventSlots('1', { ...HELD, durationMilliseconds: 8200 })).toThrow(RangeError);
  });
});

describe('digits as read', () => {
  it('count once each, two equal ones twice', () => {
    expect(read(dial(['1', '1', '2', '#', '#']).map(decoded))).toBe('112##');
  });
  it('are known at their first packet', () => {
    const [first] = dial(['7']).map(decoded);
    expect(first === undefined ? '' : read([first])).toBe('7');
  });
  it('count when the start was lost, when the ends were lost, when only one packet came', () => {
    const packets = dial(['4', '4', '4']).map(decoded);
    const each = packets.length / 3;
    for (let only = 0; only < each; only += 1) {
      expect(read(packets.filter((_, index) => index % each === only))).toBe('444');
    }
    expect(read(packets.filter((_, index) => index % each >= 2))).toBe('444');
    expect(read(packets.filter((_, index) => index % each < each - 3))).toBe('444');
  });
  it('count once when overtaken packets come late', () => {
    expect(
      read([
        event(1, 1000, 160),
        event(1, 1000, 800, { end: true }),
        event(2, 3000, 160),
        event(1, 1000, 320),
        event(2, 3000, 320),
      ]),
    ).toBe('12');
  });
  it('count once when held so long that a new segment begins (§2.5.1.3)', () => {
    const start = 0xffff_8000;
    const long = [
      event(9, start, 0xff00),
      event(9, start, 0xffff),
      event(9, start + 0xffff, 160),
      event(9, start + 0xffff, 320, { end: true }),
    ];
    expect(read(long)).toBe('9');
    expect(read(long.filter((_, index) => index !== 1))).toBe('9');
  });
  it('count once from a gateway that moves the timestamp on with each packet', () => {
    const packets = [1, 2, 3, 4].map((slot) => event(6, slot * 160, slot * 160));
    const ends = [5, 6, 7].map((slot) => event(6, slot * 160, 640, { end: true }));
    const again = event(6, 16_000, 160, { marker: true });
    expect(read([...packets, ...ends, again])).toBe('66');
  });
  it('count twice without a pause where the second has the mark of a new press', () => {
    expect(read([event(4, 0, 160), event(4, 160, 160, { marker: true })])).toBe('44');
    expect(read([event(4, 0, 160), event(4, 160, 320)])).toBe('4');
  });
  it('go on when the stream begins again', () => {
    expect(read([event(1, 900_000, 160), event(1, 100, 160)])).toBe('11');
    expect(read([event(1, 900_000, 160), { ...event(1, 900_000, 160), ssrc: 6 }])).toBe('11');
  });
  it('are not made of flash hook, of unknown events, of short payloads', () => {
    expect(read([event(16, 0, 160), event(200, 1000, 160)])).toBe('');
    expect(decodeTelephoneEvent(Uint8Array.of(1, 0, 1))).toBeUndefined();
    expect(read([{ ...event(1, 0, 160), payload: new Uint8Array(0) }])).toBe('');
  });
  it('are those that were dialled, whatever is doubled or swapped near by, as long as one packet of each comes', () => {
    const digits = fc.array(fc.constantFrom(...DIGITS), { minLength: 1, maxLength: 8 });
    const fates = fc.infiniteStream(
      fc.record({ kept: fc.boolean(), doubled: fc.boolean(), delay: fc.integer({ min: 0, max: 2 }) }),
    );
    fc.assert(
      fc.property(digits, fates, (list, fate) => {
        const packets = dial(list);
        const each = packets.length / list.length;
        const sent = packets.flatMap((datagram, index) => {
          const { kept, doubled, delay } = fate.next().value;
          if (!kept && index % each !== index % 5) return [];
          return Array.from({ length: doubled ? 2 : 1 }, (_, copy) => ({ at: index + delay + copy, datagram }));
        });
        sent.sort((one, other) => one.at - other.at);
        const source = { address: '192.0.2.5', port: 4000 };
        const stream = openStreamReceiver({
          negotiated: source,
          isSymmetric: true,
          audioPayloadTypes: [8],
          eventPayloadTypes: [101],
        });
        const heard = sent.flatMap(({ at, datagram }) => stream.receive(datagram, source, at * 20));
        const got = read([...heard, ...stream.releaseOverdue(1e9)]);
        const survivors = new Set(heard.map(({ timestamp }) => timestamp)).size;
        expect(got.length).toBeGreaterThanOrEqual(survivors);
        // Never a digit more, never one that was not dialled, never out of order.
        let at = 0;
        for (const digit of got) {
          at = list.indexOf(digit as Digit, at) + 1;
          expect(at).toBeGreaterThan(0);
        }
        expect(got.length).toBeLessThanOrEqual(list.length);
      }),
      { numRuns: 100 },
    );
  });
  it('never throw, whatever the payload', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(fc.uint8Array({ maxLength: 6 }), fc.nat(), fc.boolean())), (list) => {
        expect(read(list.map(([payload, timestamp, marker]) => ({ payload, timestamp, marker, ssrc: 1 })))).toMatch(
          /^[0-9*#A-D]*$/,
        );
      }),
      { numRuns: 300 },
    );
  });
});

describe('digits in SIP INFO', () => {
  it.each([
    ['application/dtmf-relay', 'Signal=5\r\nDuration=160\r\n', '5', 160],
    ['Application/DTMF-Relay; charset=x', 'Signal= #\nDuration= 250', '#', 250],
    ['application/dtmf-relay', 'duration=90\r\nsignal=b\r\n', 'B', 90],
    ['application/dtmf-relay', 'Signal=11\r\n', '#', 160],
    ['application/dtmf', '*', '*', 160],
    ['application/dtmf', ' 7 \r\n', '7', 160],
    ['application/dtmf', 'Signal=3\r\nDuration=100', '3', 100],
  ])('%s %j is %s of %i ms', (type, body, digit, durationMilliseconds) => {
    expect(readDtmfInfo(type, body)).toEqual({ digit, durationMilliseconds });
  });
  it.each([
    ['text/plain', '5', 'content-type-unsupported'],
    ['application/dtmf', '', 'no-digit'],
    ['application/dtmf', '55', 'no-digit'],
    ['application/dtmf', '16', 'no-digit'],
    ['application/dtmf-relay', 'Duration=160', 'no-digit'],
    ['application/dtmf-relay', 'Signal=!\r\n', 'no-digit'],
    ['application/dtmf-relay', `Signal=5\r\n${' '.repeat(300)}`, 'no-digit'],
  ])('%s %j is refused: %s', (type, body, refusal) => {
    expect(readDtmfInfo(type, body)).toBe(refusal);
  });
  it('come back as they were written', () => {
    for (const digit of DIGITS) {
      const info = { digit, durationMilliseconds: 200 };
      expect(readDtmfInfo('application/dtmf-relay', formatDtmfInfo(info))).toEqual(info);
    }
  });
  it('never throw, whatever the body', () => {
    fc.assert(
      fc.property(fc.string(), (body) => {
        readDtmfInfo('application/dtmf', body);
      }),
      { numRuns: 300 },
    );
  });
});
