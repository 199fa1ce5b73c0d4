import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRtp, encodeRtp, type RtpPacket, timestampDistance } from '../../../main/protocols/rtp/packet.ts';

const bytes = (hex: string): Uint8Array => Uint8Array.from(Buffer.from(hex.replaceAll(' ', ''), 'hex'));
const decoded = (datagram: Uint8Array): RtpPacket => {
  const packet = decodeRtp(datagram);
  if (typeof packet === 'string') throw new Error(packet);
  return packet;
};
const uint = (bits: number): fc.Arbitrary<number> => fc.integer({ min: 0, max: 2 ** bits - 1 });
const packets = fc.record({
  marker: fc.boolean(),
  payloadType: fc.oneof(fc.integer({ min: 0, max: 63 }), fc.integer({ min: 96, max: 127 })),
  sequence: uint(16),
  timestamp: uint(32),
  ssrc: uint(32),
  payload: fc.uint8Array({ maxLength: 320 }),
});

describe('decodeRtp', () => {
  it('reads each field where RFC 3550 §5.1 has it', () => {
    expect(decoded(bytes('80 88 12 34 decafbad cafebabe 01 02'))).toEqual({
      marker: true,
      payloadType: 8,
      sequence: 0x1234,
      timestamp: 0xdecafbad,
      ssrc: 0xcafebabe,
      payload: bytes('01 02'),
    });
  });
  it('steps over CSRCs and the header extension, and cuts the padding', () => {
    const datagram = bytes('b2 00 0001 00000001 00000002 0000000a 0000000b bede 0001 11223344 aabb 000003');
    expect(decoded(datagram).payload).toEqual(bytes('aabb'));
  });
  it.each([
    ['', 'too-short'],
    ['80 08 0001 00000001 000000', 'too-short'],
    ['40 08 0001 00000001 00000002 01', 'not-rtp-version-2'],
    ['80 c8 0001 00000001 00000002 01', 'rtcp'],
    ['90 08 0001 00000001 00000002 bede', 'extension-malformed'],
    ['90 08 0001 00000001 00000002 bede 0002 00000000', 'extension-malformed'],
    ['8f 08 0001 00000001 00000002 00000000', 'extension-malformed'],
    ['a0 08 0001 00000001 00000002 00', 'padding-malformed'],
    ['a0 08 0001 00000001 00000002 02', 'padding-malformed'],
  ])('says what is wrong with %j', (hex, error) => {
    expect(decodeRtp(bytes(hex))).toBe(error);
  });
  it('refuses what no network carries in one packet', () => {
    const long = new Uint8Array(1501);
    long[0] = 0x80;
    expect(decodeRtp(long)).toBe('too-long');
    expect(() => encodeRtp({ ...decoded(bytes('80 08 0001 00000001 00000002')), payload: long })).toThrow(RangeError);
  });
  it('gives back what was encoded', () => {
    fc.assert(
      fc.property(packets, (packet) => {
        expect(decodeRtp(encodeRtp(packet))).toEqual(packet);
      }),
      { numRuns: 200 },
    );
  });
  it('answers a packet or an error, whatever the bytes', () => {
    const tail = fc.uint8Array({ maxLength: 120 });
    const nearly = fc.tuple(fc.integer({ min: 0x80, max: 0xbf }), tail).map(([first, rest]) => Uint8Array.from([first, ...rest]));
    fc.assert(
      fc.property(fc.oneof(tail, nearly), (datagram) => {
        const packet = decodeRtp(datagram);
        if (typeof packet !== 'string') expect(packet.payload.length).toBeLessThanOrEqual(datagram.length - 12);
      }),
      { numRuns: 1000 },
    );
  });
  it('measures timestamps over the wrap', () => {
    expect(timestampDistance(100, 0xffffff9c)).toBe(200);
    expect(timestampDistance(0xffffff9c, 100)).toBe(-200);
  });
});
