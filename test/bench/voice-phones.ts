/**
 * `node voice-phones.ts SECONDS`: the phones of the calls of voice-calls.ts, one UDP port for all, in a process of its
 * own so that its delays are not those of the sender. Each sends back what it hears and presses # after SECONDS. On
 * 'figures' it tells, as the jitter buffer of a phone would see it, how late packets came.
 */
import { createSocket } from 'node:dgram';
import { decodeRtp, encodeRtp } from '../../main/protocols/rtp/packet.ts';

export type ArrivalFigures = {
  readonly streams: number;
  readonly packets: number;
  readonly lost: number;
  /** Milliseconds between one packet of a stream and the next, of which 20 are wanted. */
  readonly gap: Spread;
  /** Milliseconds behind the packet of the stream that was fastest on its way: the buffer that a phone needs. */
  readonly late: Spread;
  readonly laterThan20: number;
  readonly laterThan40: number;
  readonly laterThan60: number;
};
export type Spread = { readonly p50: number; readonly p95: number; readonly p99: number; readonly worst: number };

const SAMPLES_A_MILLISECOND = 8;
const EVENT_PAYLOAD_TYPE = 101;
const POUND_EVENT = 11;
/** RFC 4733 §2.5.1.4: the end is sent three times. */
const END_PACKETS = 3;

/** Arrival in milliseconds and the packet's own time; both from the first packet of its stream. */
type Stream = { readonly firstAt: number; readonly firstTimestamp: number; readonly arrivals: number[]; readonly due: number[] };

const milliseconds = Number(process.argv[2] ?? 8) * 1000;
const streams = new Map<number, Stream>();
const socket = createSocket('udp4');
socket.on('message', (datagram, { address, port }) => {
  const at = performance.now();
  const packet = decodeRtp(datagram);
  if (typeof packet === 'string') return;
  socket.send(datagram, port, address);
  const stream = streams.get(packet.ssrc);
  if (stream !== undefined) {
    stream.arrivals.push(at - stream.firstAt);
    stream.due.push(((packet.timestamp - stream.firstTimestamp) | 0) / SAMPLES_A_MILLISECOND);
    return;
  }
  streams.set(packet.ssrc, { firstAt: at, firstTimestamp: packet.timestamp, arrivals: [0], due: [0] });
  setTimeout(() => pressPound(port, address, packet.ssrc), milliseconds);
});

/** As a stream of its own: that the echo ends is not of interest here. */
function pressPound(port: number, address: string, ssrc: number): void {
  for (let sequence = 0; sequence < END_PACKETS; sequence += 1) {
    const payload = Uint8Array.of(POUND_EVENT, 0x80 | 10, 3, 0xc0);
    const event = { marker: sequence === 0, payloadType: EVENT_PAYLOAD_TYPE, sequence, timestamp: 0, ssrc: ~ssrc, payload };
    socket.send(encodeRtp(event), port, address);
  }
}

function spreadOf(values: number[]): Spread {
  values.sort((one, other) => one - other);
  const at = (share: number): number => Math.round((values[Math.floor((values.length - 1) * share)] ?? 0) * 10) / 10;
  return { p50: at(0.5), p95: at(0.95), p99: at(0.99), worst: at(1) };
}

function figures(): ArrivalFigures {
  const gaps: number[] = [];
  const lates: number[] = [];
  let lost = 0;
  for (const { arrivals, due } of streams.values()) {
    const transits = arrivals.map((at, index) => at - (due[index] ?? 0));
    const fastest = transits.reduce((least, transit) => Math.min(least, transit), Number.POSITIVE_INFINITY);
    for (const transit of transits) lates.push(transit - fastest);
    for (let index = 1; index < arrivals.length; index += 1) gaps.push((arrivals[index] ?? 0) - (arrivals[index - 1] ?? 0));
    const sent = Math.round((due.at(-1) ?? 0) / 20) + 1;
    lost += sent - arrivals.length;
  }
  const laterThan = (limit: number): number => lates.filter((late) => late > limit).length;
  return {
    streams: streams.size,
    packets: lates.length,
    lost,
    gap: spreadOf(gaps),
    late: spreadOf(lates),
    laterThan20: laterThan(20),
    laterThan40: laterThan(40),
    laterThan60: laterThan(60),
  };
}

process.on('message', () => {
  process.send?.(figures());
  process.disconnect();
  socket.close();
});
socket.bind(0, '127.0.0.1', () => {
  socket.setRecvBufferSize(4 * 1024 * 1024);
  process.send?.(socket.address().port);
});
