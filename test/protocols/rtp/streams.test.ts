import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeRtp, encodeRtp, type RtpPacket } from '../../../main/protocols/rtp/packet.ts';
import {
  openStreamReceiver,
  type StreamReceiver,
  type StreamReceiverOptions,
} from '../../../main/protocols/rtp/stream-receiver.ts';
import { openStreamSender } from '../../../main/protocols/rtp/stream-sender.ts';

const PBX = { address: '192.0.2.5', port: 4000 };
const STRANGER = { address: '203.0.113.66', port: 4000 };
const SOUND = { payloadType: 8, payload: new Uint8Array(160) };
const START = { ssrc: 1, firstSequence: 65_534, firstTimestamp: 0xffff_ff00, packetMilliseconds: 20, startsAt: 1000 };

const decoded = (bytes: Uint8Array): RtpPacket => {
  const packet = decodeRtp(bytes);
  if (typeof packet === 'string') throw new Error(packet);
  return packet;
};
const packet = (index: number, changes: Partial<RtpPacket> = {}): Uint8Array =>
  encodeRtp({
    marker: false,
    payloadType: 8,
    sequence: index,
    timestamp: index * 160,
    ssrc: 1,
    payload: Uint8Array.of(index),
    ...changes,
  });
const receiver = (changes: Partial<StreamReceiverOptions> = {}): StreamReceiver =>
  openStreamReceiver({ negotiated: PBX, isSymmetric: true, audioPayloadTypes: [0, 8], eventPayloadTypes: [101], ...changes });
const sequences = (packets: readonly RtpPacket[]): number[] => packets.map(({ sequence }) => sequence);

describe('the outgoing stream', () => {
  it('counts on over the wrap of sequence and timestamp, and marks the first packet', () => {
    const sender = openStreamSender(START);
    const packets = [1, 2, 3].map(() => decoded(sender.send(SOUND)));
    expect(packets.map(({ sequence, timestamp, marker }) => [sequence, timestamp, marker])).toEqual([
      [65_534, 0xffff_ff00, true],
      [65_535, 0xffff_ffa0, false],
      [0, 0x40, false],
    ]);
    expect(sender.packetCount()).toBe(3);
  });
  it('does not drift: after a minute of late timers the packet times are still those of the start', () => {
    const sender = openStreamSender({ ...START, startsAt: 0.5 });
    let now = 0.5;
    for (let sent = 0; sent < 3000; ) {
      // Each timer is 0 to 15 ms late, as those of a busy machine are.
      now = Math.max(now, sender.nextSendAt()) + ((sent * 7) % 16);
      for (let due = sender.slotsDue(now); due > 0; due -= 1) {
        sender.send(SOUND);
        sent += 1;
      }
    }
    expect(sender.nextSendAt()).toBe(0.5 + sender.packetCount() * 20);
    expect(sender.nextSendAt() - now).toBeGreaterThan(-20);
    expect(sender.slotsDue(sender.nextSendAt() - 0.1)).toBe(0);
  });
  it('catches up after a short delay and goes on from now after a long one', () => {
    const sender = openStreamSender(START);
    sender.send(SOUND);
    expect(sender.slotsDue(1020 + 65)).toBe(4);
    for (let sent = 0; sent < 4; sent += 1) sender.send(SOUND);
    expect(sender.slotsDue(1100 + 2005)).toBe(1);
    const after = decoded(sender.send(SOUND));
    // The gap shows in the timestamp and in the mark, not in the sequence (RFC 3551 §4.1).
    expect(after).toMatchObject({ marker: true, sequence: (65_534 + 5) & 0xffff, timestamp: (0xffff_ff00 + 105 * 160) >>> 0 });
    expect(sender.nextSendAt()).toBe(1100 + 2020);
  });
  it('marks the first packet after silence', () => {
    const sender = openStreamSender(START);
    sender.send(SOUND);
    sender.rest();
    expect(decoded(sender.send(SOUND))).toMatchObject({ marker: true, sequence: 65_535, timestamp: 0x40 });
  });
});

describe('whose media is heard', () => {
  it('takes the first valid source of symmetric RTP, and nobody else afterwards', () => {
    const stream = receiver();
    const nat = { address: '198.51.100.9', port: 61_000 };
    expect(stream.target()).toEqual(PBX);
    expect(stream.receive(Uint8Array.of(1, 2, 3), STRANGER, 0)).toEqual([]);
    expect(stream.receive(packet(1), nat, 0)).toHaveLength(1);
    expect(stream.receive(packet(2), STRANGER, 20)).toEqual([]);
    expect(stream.receive(packet(2), { ...nat, port: 61_001 }, 20)).toEqual([]);
    expect(stream.receive(packet(2), nat, 20)).toHaveLength(1);
    expect(stream.target()).toEqual(nat);
    expect(stream.figures()).toMatchObject({ received: 2, malformed: 1, unexpectedSource: 2 });
  });
  it('gives the negotiated address its place back when a stranger was first', () => {
    const stream = receiver();
    stream.receive(packet(1, { ssrc: 666 }), STRANGER, 0);
    expect(stream.receive(packet(500), PBX, 20)).toHaveLength(1);
    expect(stream.receive(packet(2, { ssrc: 666 }), STRANGER, 40)).toEqual([]);
    expect(stream.target()).toEqual(PBX);
  });
  it('hears only the negotiated address where RTP is not symmetric', () => {
    const stream = receiver({ isSymmetric: false });
    expect(stream.receive(packet(1), STRANGER, 0)).toEqual([]);
    expect(stream.receive(packet(1), { ...PBX, port: 4002 }, 0)).toHaveLength(1);
    expect(stream.target()).toEqual(PBX);
  });
  it('does not lock to who cannot prove the key of SRTP', () => {
    const stream = receiver({ open: (datagram) => (datagram.at(-1) === 0 ? datagram : undefined) });
    expect(stream.receive(packet(1), STRANGER, 0)).toEqual([]);
    expect(stream.receive(packet(0), PBX, 0)).toHaveLength(1);
    expect(stream.figures()).toMatchObject({ notAuthentic: 1, unexpectedSource: 0 });
  });
  it('passes over payload types nobody agreed on', () => {
    const stream = receiver();
    expect(stream.receive(packet(1, { payloadType: 13 }), STRANGER, 0)).toEqual([]);
    expect(stream.receive(packet(1, { payloadType: 101 }), PBX, 0)).toHaveLength(1);
    expect(stream.figures().unknownPayloadType).toBe(1);
  });
});

describe('the order of the incoming stream', () => {
  it('puts swapped packets right, drops doubles, goes on over the wrap', () => {
    const stream = receiver();
    const order = [65_533, 65_535, 65_534, 65_534, 1, 0, 2];
    const heard = order.flatMap((index, at) => sequences(stream.receive(packet(index), PBX, at * 20)));
    expect(heard).toEqual([65_533, 65_534, 65_535, 0, 1, 2]);
    expect(stream.figures()).toMatchObject({ received: 6, expected: 6, lost: 0, duplicates: 1 });
  });
  it('waits for a missing packet no longer than four others', () => {
    const stream = receiver();
    const order = [1, 3, 4, 5, 6, 7, 2, 8];
    const heard = order.map((index, at) => sequences(stream.receive(packet(index), PBX, at * 20)));
    expect(heard).toEqual([[1], [], [], [], [], [3, 4, 5, 6, 7], [], [8]]);
    expect(stream.figures()).toMatchObject({ tooLate: 1, lost: 0 });
  });
  it('waits no longer than 100 ms where nothing follows', () => {
    const stream = receiver();
    stream.receive(packet(1), PBX, 0);
    expect(stream.receive(packet(3), PBX, 40)).toEqual([]);
    expect(stream.releaseOverdue(100)).toEqual([]);
    expect(sequences(stream.releaseOverdue(140))).toEqual([3]);
    expect(stream.figures()).toMatchObject({ expected: 3, received: 2, lost: 1 });
  });
  it('goes on with a new SSRC, and with a restart of the numbers, which take two packets', () => {
    const stream = receiver();
    stream.receive(packet(1), PBX, 0);
    stream.receive(packet(3), PBX, 20);
    expect(sequences(stream.receive(packet(9000, { ssrc: 2 }), PBX, 40))).toEqual([3, 9000]);
    expect(stream.receive(packet(20_000, { ssrc: 2 }), PBX, 60)).toEqual([]);
    expect(sequences(stream.receive(packet(20_001, { ssrc: 2 }), PBX, 80))).toEqual([20_001]);
    expect(sequences(stream.receive(packet(20_002, { ssrc: 2 }), PBX, 100))).toEqual([20_002]);
  });
  it('takes stray numbers for no restart while the true ones go on', () => {
    const stream = receiver();
    const heard = [1, 30_000, 2, 30_001, 3].map((index, at) => sequences(stream.receive(packet(index), PBX, at * 20)));
    expect(heard).toEqual([[1], [], [2], [], [3]]);
  });
  it('has no jitter from packets on time, and that of RFC 3550 §6.4.1 from others', () => {
    const steady = receiver();
    for (let index = 0; index < 50; index += 1) steady.receive(packet(index), PBX, index * 20 + 3);
    expect(steady.figures().jitterMilliseconds).toBe(0);
    const uneven = receiver();
    let jitter = 0;
    for (let index = 0; index < 50; index += 1) {
      uneven.receive(packet(index), PBX, index * 20 + (index % 2) * 8);
      if (index > 0) jitter += (8 - jitter) / 16;
    }
    expect(uneven.figures().jitterMilliseconds).toBeCloseTo(jitter, 6);
  });
  it('does not take the standing timestamp of an event for jitter', () => {
    const stream = receiver();
    for (let index = 0; index < 20; index += 1)
      stream.receive(packet(index, { payloadType: 101, timestamp: 0 }), PBX, index * 20);
    expect(stream.figures().jitterMilliseconds).toBe(0);
  });
  it('hands on each packet once and in order, whatever is lost, doubled and swapped near by', () => {
    const fates = fc.array(fc.record({ lost: fc.boolean(), doubled: fc.boolean(), delay: fc.integer({ min: 0, max: 3 }) }), {
      maxLength: 60,
    });
    fc.assert(
      fc.property(fates, fc.integer({ min: 0, max: 65_535 }), (list, first) => {
        const stream = receiver();
        const sent = list.flatMap(({ lost, doubled, delay }, index) => {
          const one = { at: index + delay, index };
          return lost ? [] : doubled ? [one, { at: one.at + 1, index }] : [one];
        });
        sent.sort((one, other) => one.at - other.at);
        const heard: number[] = [];
        for (const { at, index } of sent) {
          const released = stream.receive(packet((first + index) & 0xffff, { payload: Uint8Array.of(index) }), PBX, at * 20);
          heard.push(...released.map(({ payload }) => payload[0] ?? -1));
        }
        heard.push(...stream.releaseOverdue(1e6).map(({ payload }) => payload[0] ?? -1));
        expect(heard).toEqual([...new Set(heard)].sort((one, other) => one - other));
        const distinct = new Set(sent.map(({ index }) => index)).size;
        expect(heard.length + stream.figures().tooLate).toBe(distinct);
        expect(stream.figures().lost).toBe(stream.figures().expected - distinct);
      }),
      { numRuns: 200 },
    );
  });
  it('never throws, whatever the bytes', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 40 }), { maxLength: 20 }), (datagrams) => {
        const stream = receiver();
        for (const [at, datagram] of datagrams.entries()) stream.receive(datagram, PBX, at * 20);
        expect(stream.releaseOverdue(1e6).length).toBeLessThanOrEqual(datagrams.length);
      }),
      { numRuns: 200 },
    );
  });
});
