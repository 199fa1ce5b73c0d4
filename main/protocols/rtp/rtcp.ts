// RTCP, RFC 3550 §6: compound packets are told apart and BYE is seen; a sender report with CNAME can be written. Left out: reading
// the reports of others, APP, XR and SRTCP (RFC 3711 §3.4): on an SRTP call no RTCP is sent.
import { readUint32, writeUint32 } from './packet.ts';

/** RFC 3550 §12.1. */
export const RTCP_TYPE = { SENDER_REPORT: 200, RECEIVER_REPORT: 201, SOURCE_DESCRIPTION: 202, BYE: 203 } as const;

/** RFC 3550 §12.2. */
const SDES_CNAME = 1;
const CNAME_MAX_BYTES = 255;
const SENDER_REPORT_BYTES = 28;

export type RtcpPacket = { readonly type: number; readonly ssrc: number | undefined };
export type RtcpDecodeError = 'too-short' | 'not-rtp-version-2' | 'not-rtcp' | 'length-mismatch';

/** The packets of a compound packet (RFC 3550 §6.1), or why it is none. */
export function decodeRtcp(datagram: Uint8Array): readonly RtcpPacket[] | RtcpDecodeError {
  const packets: RtcpPacket[] = [];
  let at = 0;
  do {
    if (at + 4 > datagram.length) return 'too-short';
    const type = datagram[at + 1] ?? 0;
    if ((datagram[at] ?? 0) >> 6 !== 2) return 'not-rtp-version-2';
    if (type < 192 || type > 223) return 'not-rtcp';
    const lengthBytes = (((datagram[at + 2] ?? 0) << 8) | (datagram[at + 3] ?? 0)) * 4 + 4;
    if (at + lengthBytes > datagram.length) return 'length-mismatch';
    packets.push({ type, ssrc: lengthBytes >= 8 ? readUint32(datagram, at + 4) : undefined });
    at += lengthBytes;
  } while (at < datagram.length);
  return packets;
}

export type SenderReport = {
  readonly ssrc: number;
  /** Milliseconds since 1970, for the NTP timestamp (RFC 3550 §4). */
  readonly sentAt: number;
  /** Of the stream at that moment. */
  readonly timestamp: number;
  readonly packets: number;
  readonly payloadBytes: number;
  /** RFC 7022: random text, not the name of this computer. ASCII. */
  readonly cname: string;
};

/** Seconds from 1900, where NTP begins, to 1970. */
const NTP_OFFSET_SECONDS = 2_208_988_800;

/** SR without report blocks, then SDES with CNAME, which every compound packet must have (RFC 3550 §6.1). */
export function encodeSenderReport(report: SenderReport): Uint8Array {
  const nameBytes = report.cname.length;
  if (nameBytes > CNAME_MAX_BYTES) throw new RangeError('CNAME over 255 octets');
  // Chunk: SSRC, item header, text, and one to four zero octets up to a word's end (RFC 3550 §6.5).
  const chunkBytes = 4 + Math.ceil((2 + nameBytes + 1) / 4) * 4;
  const bytes = new Uint8Array(SENDER_REPORT_BYTES + 4 + chunkBytes);
  writeRtcpHeader(bytes, 0, { count: 0, type: RTCP_TYPE.SENDER_REPORT, lengthBytes: SENDER_REPORT_BYTES });
  writeUint32(bytes, 4, report.ssrc);
  writeUint32(bytes, 8, Math.floor(report.sentAt / 1000) + NTP_OFFSET_SECONDS);
  writeUint32(bytes, 12, Math.floor(((report.sentAt % 1000) / 1000) * 2 ** 32));
  writeUint32(bytes, 16, report.timestamp);
  writeUint32(bytes, 20, report.packets);
  writeUint32(bytes, 24, report.payloadBytes);
  const at = SENDER_REPORT_BYTES;
  writeRtcpHeader(bytes, at, { count: 1, type: RTCP_TYPE.SOURCE_DESCRIPTION, lengthBytes: 4 + chunkBytes });
  writeUint32(bytes, at + 4, report.ssrc);
  bytes[at + 8] = SDES_CNAME;
  bytes[at + 9] = nameBytes;
  for (let index = 0; index < nameBytes; index += 1) bytes[at + 10 + index] = report.cname.charCodeAt(index);
  return bytes;
}

type RtcpHeader = { readonly count: number; readonly type: number; readonly lengthBytes: number };

function writeRtcpHeader(bytes: Uint8Array, offset: number, { count, type, lengthBytes }: RtcpHeader): void {
  const words = lengthBytes / 4 - 1;
  bytes[offset] = 0x80 | count;
  bytes[offset + 1] = type;
  bytes[offset + 2] = words >> 8;
  bytes[offset + 3] = words;
}
