// The description this program offers and answers with: RFC 3264 §5, RFC 4733 §7.1.1 (telephone-event), RFC 4568 §5.1 (crypto).
// Left out: rtcp-mux, ICE, DTLS.
import { parseAddress } from '../ip-address/address.ts';
import { AUDIO_CODECS, type AudioCodec, type Direction, PAYLOAD_TYPE, type PacketMilliseconds } from './audio-media.ts';
import { type CryptoLine, formatCryptoLine } from './crypto-attribute.ts';
import type { SdpAttribute, SdpConnection, SdpMedia, SdpSession } from './session.ts';

/** Payload type of telephone-event in our offers: dynamic (RFC 3551 §6), 101 is what nearly all phones use. */
export const OFFERED_EVENT_PAYLOAD_TYPE = 101;
const OFFERED_PACKET_MILLISECONDS = 20;

/** What stays the same through a call, and the version that grows by one with each changed description (RFC 3264 §8). */
export type LocalMedia = {
  /** The address the other side sends to: the public one behind NAT. An IP address. */
  readonly address: string;
  readonly port: number;
  /** RFC 8866 §5.2: digits, from a clock. */
  readonly sessionId: number;
  readonly version: number;
};

export type OfferOptions = LocalMedia & {
  /** In the order of preference; A-law first where nothing is said. */
  readonly codecs?: readonly AudioCodec[];
  readonly direction?: Direction;
  /** Given: RTP/SAVP, and a trunk that cannot must refuse the call. */
  readonly cryptoLines?: readonly CryptoLine[];
};

/** The offer of an INVITE, or of the 200 to a re-INVITE that brought none. */
export function buildOffer(options: OfferOptions): SdpSession {
  const codecs = (options.codecs ?? AUDIO_CODECS).map((codec) => ({ codec, payloadType: PAYLOAD_TYPE[codec] }));
  return describeMedia(options, [
    audioSection({
      port: options.port,
      codecs,
      eventPayloadType: OFFERED_EVENT_PAYLOAD_TYPE,
      packetMilliseconds: OFFERED_PACKET_MILLISECONDS,
      direction: options.direction ?? 'sendrecv',
      cryptoLines: options.cryptoLines ?? [],
    }),
  ]);
}

/** The session lines of this program round `media`. */
export function describeMedia(local: LocalMedia, media: readonly SdpMedia[]): SdpSession {
  const connection = connectionOf(local.address);
  return {
    origin: { username: '-', sessionId: String(local.sessionId), version: String(local.version), connection },
    connection,
    attributes: [],
    media,
  };
}

export type AudioSectionFields = {
  readonly port: number;
  readonly codecs: readonly { readonly codec: AudioCodec; readonly payloadType: number }[];
  readonly eventPayloadType: number | undefined;
  readonly packetMilliseconds: PacketMilliseconds;
  readonly direction: Direction;
  readonly cryptoLines: readonly CryptoLine[];
};

export function audioSection(fields: AudioSectionFields): SdpMedia {
  const { codecs, eventPayloadType, cryptoLines } = fields;
  const attributes: SdpAttribute[] = codecs.map(({ codec, payloadType }) => ({
    name: 'rtpmap',
    value: `${payloadType} ${codec}/8000`,
  }));
  if (eventPayloadType !== undefined) {
    attributes.push(
      { name: 'rtpmap', value: `${eventPayloadType} telephone-event/8000` },
      { name: 'fmtp', value: `${eventPayloadType} 0-16` },
    );
  }
  attributes.push(
    { name: 'ptime', value: String(fields.packetMilliseconds) },
    ...cryptoLines.map((line) => ({ name: 'crypto', value: formatCryptoLine(line) })),
    { name: fields.direction },
  );
  return {
    kind: 'audio',
    port: fields.port,
    protocol: cryptoLines.length === 0 ? 'RTP/AVP' : 'RTP/SAVP',
    formats: [...codecs.map(({ payloadType }) => payloadType), ...(eventPayloadType === undefined ? [] : [eventPayloadType])].map(
      String,
    ),
    attributes,
  };
}

function connectionOf(address: string): SdpConnection {
  const bytes = parseAddress(address);
  if (bytes === undefined) throw new RangeError('the own media address is no IP address');
  return { family: bytes.length === 4 ? 'IP4' : 'IP6', address };
}
