// RTP packets, RFC 3550 §5.1 and §5.3.1: fixed header, CSRC list, header extension, padding. Left out: what extensions mean, mixing,
// RTCP (decision 0016).

/** Octets (RFC 3550 §5.1). */
export const RTP_HEADER_BYTES = 12;
/** Octets; ours: no Ethernet carries more, and 40 ms of G.711 are 320. */
const RTP_PACKET_MAX_BYTES = 1500;
const VERSION = 2;

export type RtpPacket = {
  readonly marker: boolean;
  /** 7 bits. */
  readonly payloadType: number;
  /** 16 bits, wraps. */
  readonly sequence: number;
  /** 32 bits, wraps; samples of 8000 Hz for all that this program does. */
  readonly timestamp: number;
  readonly ssrc: number;
  /** Without padding. The datagram's memory, not a copy. */
  readonly payload: Uint8Array;
};

export type RtpDecodeError =
  | 'too-short'
  | 'too-long'
  | 'not-rtp-version-2'
  | 'rtcp'
  | 'extension-malformed'
  | 'padding-malformed';

/** The packet in `datagram`, or why it is none. Whatever the bytes, it answers one of the two. */
export function decodeRtp(datagram: Uint8Array): RtpPacket | RtpDecodeError {
  if (datagram.length < RTP_HEADER_BYTES) return 'too-short';
  if (datagram.length > RTP_PACKET_MAX_BYTES) return 'too-long';
  const first = byteAt(datagram, 0);
  const second = byteAt(datagram, 1);
  if (first >> 6 !== VERSION) return 'not-rtp-version-2';
  // RFC 5761 §4: these are RTCP types 192 to 223, and no payload type 64 to 95 is ever agreed on.
  if (second >= 192 && second <= 223) return 'rtcp';
  const offset = payloadOffset(datagram);
  if (offset === undefined) return 'extension-malformed';
  const paddingBytes = (first & 0x20) === 0 ? 0 : byteAt(datagram, datagram.length - 1);
  if ((first & 0x20) !== 0 && (paddingBytes === 0 || offset + paddingBytes > datagram.length)) return 'padding-malformed';
  return {
    marker: second >= 0x80,
    payloadType: second & 0x7f,
    sequence: (byteAt(datagram, 2) << 8) | byteAt(datagram, 3),
    timestamp: readUint32(datagram, 4),
    ssrc: readUint32(datagram, 8),
    payload: datagram.subarray(offset, datagram.length - paddingBytes),
  };
}

/** The bytes of a packet without CSRC, extension and padding. Numbers are cut to their bits: counters may run on. */
export function encodeRtp(packet: RtpPacket): Uint8Array {
  const bytes = new Uint8Array(RTP_HEADER_BYTES + packet.payload.length);
  if (bytes.length > RTP_PACKET_MAX_BYTES) throw new RangeError('RTP packet over 1500 octets');
  bytes[0] = VERSION << 6;
  bytes[1] = (packet.marker ? 0x80 : 0) | (packet.payloadType & 0x7f);
  bytes[2] = packet.sequence >> 8;
  bytes[3] = packet.sequence;
  writeUint32(bytes, 4, packet.timestamp);
  writeUint32(bytes, 8, packet.ssrc);
  bytes.set(packet.payload, RTP_HEADER_BYTES);
  return bytes;
}

/** Where the payload begins, behind CSRC list and extension; undefined where they run over the end. SRTP encrypts from here. */
export function payloadOffset(bytes: Uint8Array): number | undefined {
  const first = byteAt(bytes, 0);
  let offset = RTP_HEADER_BYTES + (first & 0x0f) * 4;
  if ((first & 0x10) !== 0) {
    if (offset + 4 > bytes.length) return undefined;
    offset += 4 + ((byteAt(bytes, offset + 2) << 8) | byteAt(bytes, offset + 3)) * 4;
  }
  return offset > bytes.length ? undefined : offset;
}

/** 32 bits, unsigned. */
export function readUint32(bytes: Uint8Array, offset: number): number {
  return (
    ((byteAt(bytes, offset) << 24) |
      (byteAt(bytes, offset + 1) << 16) |
      (byteAt(bytes, offset + 2) << 8) |
      byteAt(bytes, offset + 3)) >>>
    0
  );
}

export function writeUint32(bytes: Uint8Array, offset: number, value: number): void {
  bytes[offset] = value >>> 24;
  bytes[offset + 1] = value >>> 16;
  bytes[offset + 2] = value >>> 8;
  bytes[offset + 3] = value;
}

/** How far the 32-bit timestamp `later` is behind `earlier`, negative where it is before: RFC 3550 timestamps wrap. */
export function timestampDistance(later: number, earlier: number): number {
  return (later - earlier) | 0;
}

function byteAt(bytes: Uint8Array, index: number): number {
  return bytes[index] ?? 0;
}
