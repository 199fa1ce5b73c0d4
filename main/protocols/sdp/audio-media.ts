// What an m=audio section says, offer or answer: RFC 3264 §5 and §6, RFC 3551 §6 (static types), RFC 4733 §7.1.1. Left out: other
// codecs than G.711, DTLS-SRTP, ICE, rtcp-mux, video (answered by port 0).
import { formatAddress, parseAddress } from '../ip-address/address.ts';
import { type CryptoLine, parseCryptoLine } from './crypto-attribute.ts';
import { attributeValue, attributeValues, type SdpMedia, type SdpSession } from './session.ts';

export const AUDIO_CODECS = ['PCMA', 'PCMU'] as const;
export type AudioCodec = (typeof AUDIO_CODECS)[number];

/** RFC 3551 §6, table 4. */
export const PAYLOAD_TYPE: Readonly<Record<AudioCodec, number>> = { PCMU: 0, PCMA: 8 };

/** Seen from the one who wrote the section: `sendonly` = it sends. */
export const DIRECTIONS = ['sendrecv', 'sendonly', 'recvonly', 'inactive'] as const;
export type Direction = (typeof DIRECTIONS)[number];

/** Milliseconds of one packet that this program sends; RFC 3551 §4.2 has 20 as the default. */
export const PACKET_MILLISECONDS = [10, 20, 30, 40] as const;
export type PacketMilliseconds = (typeof PACKET_MILLISECONDS)[number];
const DEFAULT_PACKET_MILLISECONDS = 20;

export type AudioMedia = {
  /** Codecs of this program in the writer's order, with the payload type to send them by. */
  readonly codecs: readonly { readonly codec: AudioCodec; readonly payloadType: number }[];
  /** Payload type to send digits by (RFC 4733); undefined: digits must go by SIP INFO or as tones. */
  readonly telephoneEventPayloadType: number | undefined;
  readonly address: string;
  readonly port: number;
  readonly direction: Direction;
  /** c=0.0.0.0 (RFC 3264 §8.4, the way of RFC 2543): nothing may be sent there. */
  readonly isAddressHeld: boolean;
  readonly packetMilliseconds: PacketMilliseconds;
  readonly isSecure: boolean;
  /** The lines this program can use, in their order. Empty where the profile is not RTP/SAVP. */
  readonly cryptoLines: readonly CryptoLine[];
};

export type AudioRefusal =
  | 'no-audio'
  | 'audio-rejected'
  | 'profile-unsupported'
  | 'no-common-codec'
  | 'address-missing'
  | 'address-unusable'
  | 'crypto-missing';

/** Index of the section that the call is about: the first audio with a port, else the first audio. -1 without audio. */
export function audioIndex(session: SdpSession): number {
  const open = session.media.findIndex(({ kind, port }) => kind === 'audio' && port !== 0);
  return open === -1 ? session.media.findIndex(({ kind }) => kind === 'audio') : open;
}

/** Reads the audio section of an offer or an answer. */
export function readAudioMedia(session: SdpSession): AudioMedia | AudioRefusal {
  const media = session.media[audioIndex(session)];
  if (media === undefined) return 'no-audio';
  if (media.port === 0) return 'audio-rejected';
  const isSecure = /^RTP\/SAVPF?$/.test(media.protocol);
  if (!isSecure && !/^RTP\/AVPF?$/.test(media.protocol)) return 'profile-unsupported';
  const { codecs, telephoneEventPayloadType } = readFormats(media);
  if (codecs.length === 0) return 'no-common-codec';
  const connection = media.connection ?? session.connection;
  if (connection === undefined) return 'address-missing';
  const bytes = parseAddress(connection.address);
  if (bytes === undefined || isMulticast(bytes)) return 'address-unusable';
  const cryptoLines = isSecure ? readCryptoLines(media) : [];
  if (isSecure && cryptoLines.length === 0) return 'crypto-missing';
  return {
    codecs,
    telephoneEventPayloadType,
    address: formatAddress(bytes),
    port: media.port,
    direction: directionOf(media) ?? directionOf(session) ?? 'sendrecv',
    isAddressHeld: bytes.every((octet) => octet === 0),
    packetMilliseconds: readPacketMilliseconds(media),
    isSecure,
    cryptoLines,
  };
}

/** The direction that answers `direction` from a side that wants both ways (RFC 3264 §6.1). */
export function mirrored(direction: Direction): Direction {
  if (direction === 'sendonly') return 'recvonly';
  return direction === 'recvonly' ? 'sendonly' : direction;
}

export function sends(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'sendonly';
}

export function receives(direction: Direction): boolean {
  return direction === 'sendrecv' || direction === 'recvonly';
}

function readFormats(media: SdpMedia): Pick<AudioMedia, 'codecs' | 'telephoneEventPayloadType'> {
  const encodings = new Map<string, string>();
  for (const value of attributeValues(media.attributes, 'rtpmap')) {
    // A clock other than 8000 Hz is another codec: telephone-event/48000 counts its durations otherwise.
    const match = /^(\d{1,3}) +([^/ ]+)\/8000(?:\/1)? *$/.exec(value);
    if (match?.[1] !== undefined && match[2] !== undefined) encodings.set(match[1], match[2].toUpperCase());
  }
  const hasRtpmap = new Set(attributeValues(media.attributes, 'rtpmap').map((value) => value.split(' ')[0]));
  const codecs: { codec: AudioCodec; payloadType: number }[] = [];
  let telephoneEventPayloadType: number | undefined;
  for (const format of media.formats) {
    const payloadType = /^\d{1,3}$/.test(format) ? Number(format) : 128;
    if (payloadType > 127) continue;
    const encoding = encodings.get(format) ?? (hasRtpmap.has(format) ? undefined : staticEncoding(payloadType));
    const codec = AUDIO_CODECS.find((known) => known === encoding);
    if (codec !== undefined) codecs.push({ codec, payloadType });
    if (encoding === 'TELEPHONE-EVENT') telephoneEventPayloadType ??= payloadType;
  }
  return { codecs, telephoneEventPayloadType };
}

function staticEncoding(payloadType: number): AudioCodec | undefined {
  return AUDIO_CODECS.find((codec) => PAYLOAD_TYPE[codec] === payloadType);
}

function directionOf({ attributes }: Pick<SdpMedia, 'attributes'>): Direction | undefined {
  return DIRECTIONS.find((direction) => attributeValue(attributes, direction) !== undefined);
}

/** The longest of ours that is not over ptime or maxptime; RFC 8866 §6.4: ptime is a wish, so an odd one is no error. */
function readPacketMilliseconds(media: SdpMedia): PacketMilliseconds {
  const asked = Number(attributeValue(media.attributes, 'ptime') ?? DEFAULT_PACKET_MILLISECONDS);
  const most = Number(attributeValue(media.attributes, 'maxptime') ?? Number.POSITIVE_INFINITY);
  const limit = Math.min(asked > 0 ? asked : DEFAULT_PACKET_MILLISECONDS, most > 0 ? most : Number.POSITIVE_INFINITY);
  return PACKET_MILLISECONDS.findLast((own) => own <= limit) ?? PACKET_MILLISECONDS[0];
}

function readCryptoLines(media: SdpMedia): readonly CryptoLine[] {
  return attributeValues(media.attributes, 'crypto')
    .map(parseCryptoLine)
    .filter((line) => line !== undefined);
}

/** 224.0.0.0/4 and ff00::/8: a caller could make this program flood a network. */
function isMulticast(bytes: Uint8Array): boolean {
  const first = bytes[0] ?? 0;
  return bytes.length === 4 ? first >= 224 : first === 0xff;
}
