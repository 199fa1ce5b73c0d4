/** Two ends of one call on loopback: what one sends, the other hears. */
import { createSocket, type Socket } from 'node:dgram';
import { afterEach, describe, expect, it } from 'vitest';
import { openHeardDigits } from '../../../main/adapters/voice/heard-digits.ts';
import { BEAT_MILLISECONDS, openMediaClock } from '../../../main/adapters/voice/media-clock.ts';
import { openMediaPort } from '../../../main/adapters/voice/media-port.ts';
import { nodeSrtpCrypto } from '../../../main/adapters/voice/node-srtp-crypto.ts';
import type { KeyStroke } from '../../../main/adapters/voice/outgoing-sound.ts';
import { type MediaEvent, openRtpSession, type RtpSession } from '../../../main/adapters/voice/rtp-session.ts';
import { decodeG711 } from '../../../main/protocols/rtp/g711.ts';
import { decodeRtp, encodeRtp, type RtpPacket } from '../../../main/protocols/rtp/packet.ts';
import type { Digit } from '../../../main/protocols/rtp/telephone-event.ts';
import { peakOf } from '../../../main/protocols/rtp/tone.ts';
import type { AudioAgreement, SrtpAgreement } from '../../../main/protocols/sdp/answer.ts';
import { agreed } from './media-agreement.ts';

const PORTS = { from: 30_000, to: 39_999 };
const clock = openMediaClock();
const closers: (() => void)[] = [];
afterEach(() => {
  for (const close of closers.splice(0)) close();
});

type End = { readonly session: RtpSession; readonly port: number; readonly events: MediaEvent[] };

async function openEnd(isSymmetric = true): Promise<End> {
  const socket = await openMediaPort('127.0.0.1', PORTS, Math.random);
  if (socket === undefined) throw new Error('no port');
  const events: MediaEvent[] = [];
  let random = 1;
  const session = openRtpSession({
    socket,
    clock,
    randomUint32: () => (random += 7_919),
    srtpCrypto: nodeSrtpCrypto,
    isSymmetric,
    onEvent: (event) => events.push(event),
  });
  closers.push(session.close);
  return { session, port: socket.address().port, events };
}

/** A comma is a short pause. */
const strokesOf = (text: string): KeyStroke[] =>
  [...text].map((key) => (key === ',' ? { kind: 'pause', milliseconds: 200 } : { kind: 'key', key: key as Digit }));
const digitsOf = ({ events }: End): string => events.map((event) => (event.kind === 'key' ? event.key : '')).join('');
const isSent = ({ events }: End): boolean => events.some(({ kind }) => kind === 'keys-sent');

/** A phone that is a plain socket, and what it has received with the time of each. */
async function openPhone(): Promise<{ socket: Socket; port: number; packets: { at: number; packet: RtpPacket }[] }> {
  const socket = createSocket('udp4');
  await new Promise<void>((resolve) => socket.bind(0, '127.0.0.1', resolve));
  const packets: { at: number; packet: RtpPacket }[] = [];
  socket.on('message', (datagram) => {
    const packet = decodeRtp(datagram);
    if (typeof packet !== 'string') packets.push({ at: performance.now(), packet });
  });
  closers.push(() => socket.close());
  return { socket, port: socket.address().port, packets };
}

describe('the media of a call', () => {
  it.each<[string, Partial<AudioAgreement>]>([
    ['RFC 4733', {}],
    ['tones', { sendEventPayloadType: undefined, receiveEventPayloadTypes: [] }],
    [
      'tones in mu-law of 30 ms',
      { codec: 'PCMU', payloadType: 0, packetMilliseconds: 30, sendEventPayloadType: undefined, receiveEventPayloadTypes: [] },
    ],
  ])('carries digits by %s', async (_, changes) => {
    const [one, other] = [await openEnd(), await openEnd()];
    one.session.agree(agreed(other.port, changes));
    other.session.agree(agreed(one.port, changes));
    one.session.sendKeys(strokesOf('11,42#'));
    await expect.poll(() => isSent(one)).toBe(true);
    await expect.poll(() => digitsOf(other)).toBe('1142#');
    expect(digitsOf(one)).toBe('');
  });

  it('has no keys before the answer, by whichever way', async () => {
    const [one, other] = [await openEnd(), await openEnd()];
    one.session.agree(agreed(other.port));
    one.session.sendKeys(strokesOf('1'));
    other.session.takeInfoKey('2');
    await expect.poll(() => isSent(one)).toBe(true);
    other.session.agree(agreed(one.port));
    one.session.sendKeys(strokesOf('3'));
    await expect.poll(() => digitsOf(other)).toBe('3');
    other.session.takeInfoKey('4');
    expect(digitsOf(other)).toBe('3');
  });

  it('carries digits by SRTP, and nothing to who has another key', async () => {
    const [one, other, stranger] = [await openEnd(), await openEnd(), await openEnd()];
    const srtp = (local: number, remote: number): SrtpAgreement => ({
      suite: 'AES_CM_128_HMAC_SHA1_80',
      localKeyAndSalt: new Uint8Array(30).fill(local),
      remoteKeyAndSalt: new Uint8Array(30).fill(remote),
    });
    one.session.agree(agreed(other.port, { srtp: srtp(1, 2) }));
    other.session.agree(agreed(one.port, { srtp: srtp(2, 1) }));
    stranger.session.agree(agreed(other.port, { srtp: srtp(9, 9) }));
    stranger.session.sendKeys(strokesOf('9'));
    one.session.sendKeys(strokesOf('5#'));
    await expect.poll(() => isSent(one) && isSent(stranger)).toBe(true);
    await expect.poll(() => digitsOf(other)).toBe('5#');
  });

  it('plays every sample of a sound, then says so, and is silent at the pace of before', async () => {
    const phone = await openPhone();
    const end = await openEnd();
    end.session.agree(agreed(phone.port));
    const sound = Int16Array.from({ length: 2_000 }, (_, at) => Math.round(peakOf(-10) * Math.sin(at / 3)));
    end.session.play([sound.subarray(0, 777), sound.subarray(777)], 1);
    await expect.poll(() => end.events).toContainEqual({ kind: 'played', playId: 1 });
    await expect.poll(() => phone.packets.length).toBeGreaterThan(20);
    const heard = phone.packets.flatMap(({ packet }) => [...decodeG711('PCMA', packet.payload)]);
    const worst = Math.max(...[...sound].map((sample, at) => Math.abs(sample - (heard[at] ?? 0)) / (Math.abs(sample) + 256)));
    expect(worst).toBeLessThan(0.05);
    expect(heard.slice(2_080, 2_400).every((sample) => Math.abs(sample) <= 8)).toBe(true);
    const timestamps = phone.packets.map(({ packet }) => packet.timestamp);
    expect(timestamps.map((timestamp) => timestamp - (timestamps[0] ?? 0))).toEqual(timestamps.map((_, at) => at * 160));
  });

  it('sends nothing on hold, and goes on with the same stream after it', async () => {
    const phone = await openPhone();
    const end = await openEnd();
    end.session.agree(agreed(phone.port));
    await expect.poll(() => phone.packets.length).toBeGreaterThan(2);
    end.session.agree(agreed(phone.port, { maySend: false, isOnHold: true }));
    end.session.play([new Int16Array(160)], 2);
    await new Promise((resolve) => setTimeout(resolve, 30));
    const held = phone.packets.length;
    await new Promise((resolve) => setTimeout(resolve, 120));
    expect(phone.packets.length).toBe(held);
    expect(end.events).toEqual([]);
    end.session.agree(agreed(phone.port));
    await expect.poll(() => end.events).toEqual([{ kind: 'played', playId: 2 }]);
    expect(new Set(phone.packets.map(({ packet }) => packet.ssrc)).size).toBe(1);
    expect(end.session.figures()?.sentPackets).toBeGreaterThan(held);
  });

  it('ignores media from an unexpected source, and counts it', async () => {
    const [phone, stranger] = [await openPhone(), await openPhone()];
    const end = await openEnd();
    end.session.agree(agreed(phone.port));
    const press = (event: number): Uint8Array =>
      encodeRtp({
        marker: true,
        payloadType: 101,
        sequence: event,
        timestamp: event * 8_000,
        ssrc: event,
        payload: Uint8Array.of(event, 10, 0, 160),
      });
    phone.socket.send(press(1), end.port, '127.0.0.1');
    await expect.poll(() => digitsOf(end)).toBe('1');
    stranger.socket.send(press(11), end.port, '127.0.0.1');
    await expect.poll(() => end.session.figures()?.unexpectedSource).toBe(1);
    phone.socket.send(press(2), end.port, '127.0.0.1');
    await expect.poll(() => digitsOf(end)).toBe('12');
  });

  it('has no port in a range that is full', async () => {
    const socket = await openMediaPort('127.0.0.1', PORTS, Math.random);
    const { port } = socket?.address() ?? { port: 0 };
    expect(port % 2).toBe(0);
    expect(await openMediaPort('127.0.0.1', { from: port - 1, to: port + 1 }, Math.random)).toBeUndefined();
    socket?.close();
  });
});

describe('the clock of all media', () => {
  it('keeps its grid whatever a beat is late', async () => {
    let stolen = 0;
    const own = openMediaClock();
    const beats: number[] = [];
    const leave = own.join((at) => {
      beats.push(at);
      // A beat that takes long must not move the next ones.
      const until = performance.now() + (stolen++ % 5 === 0 ? 25 : 0);
      while (performance.now() < until);
    });
    await expect.poll(() => beats.length).toBeGreaterThan(20);
    leave();
    const first = beats[0] ?? 0;
    for (const at of beats) {
      const beat = (at - first) / BEAT_MILLISECONDS;
      expect(Math.abs(beat - Math.round(beat))).toBeLessThan(1e-6);
    }
    expect(own.takeLatestMilliseconds()).toBeGreaterThan(10);
    const count = beats.length;
    await new Promise((resolve) => setTimeout(resolve, 40));
    expect(beats.length).toBe(count);
  });
});

describe('a key that a gateway sends in several ways', () => {
  it('counts once, and the more certain way goes on', () => {
    const heard = openHeardDigits();
    expect(heard.take('1', 'tone', 0)).toBe('1');
    expect(heard.take('1', 'info', 120)).toBeUndefined();
    expect(heard.take('2', 'tone', 900)).toBeUndefined();
    expect(heard.take('2', 'info', 990)).toBe('2');
    expect(heard.take('2', 'info', 1_300)).toBe('2');
    expect(heard.take('#', 'event', 2_000)).toBe('#');
    expect(heard.take('#', 'info', 2_100)).toBeUndefined();
  });
});
