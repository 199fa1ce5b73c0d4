// What both sides agreed on: reading the answer to our offer (RFC 3264 §6, RFC 4568 §5.1.3), and answering a re-INVITE (RFC 3264 §8).
// Left out: offers of several audio streams (the first with a port is taken, the others are refused by port 0).
import {
  type AudioCodec,
  type AudioMedia,
  type AudioRefusal,
  audioIndex,
  type Direction,
  mirrored,
  type PacketMilliseconds,
  readAudioMedia,
  receives,
  sends,
} from './audio-media.ts';
import type { CryptoLine, SrtpSuite } from './crypto-attribute.ts';
import { audioSection, describeMedia, type LocalMedia, OFFERED_EVENT_PAYLOAD_TYPE } from './offer.ts';
import type { SdpMedia, SdpSession } from './session.ts';

/** The way media goes from now on. */
export type AudioAgreement = {
  /** What to send, and by which payload type. What arrives may be any codec that was offered: its payload type says. */
  readonly codec: AudioCodec;
  readonly payloadType: number;
  /** To send digits by. undefined: the trunk takes none (RFC 4733), digits go by SIP INFO or as tones. */
  readonly sendEventPayloadType: number | undefined;
  /** Digits may arrive by these: ours, and the other side's where it wrongly uses its own. Empty: listen for tones. */
  readonly receiveEventPayloadTypes: readonly number[];
  readonly remoteAddress: string;
  readonly remotePort: number;
  readonly maySend: boolean;
  readonly mayReceive: boolean;
  /** The other side does not listen now: hold (RFC 3264 §8.4), by direction or by 0.0.0.0. */
  readonly isOnHold: boolean;
  readonly packetMilliseconds: PacketMilliseconds;
  readonly srtp: SrtpAgreement | undefined;
};

export type SrtpAgreement = {
  readonly suite: SrtpSuite;
  /** Key and salt this program protects what it sends with; secret. */
  readonly localKeyAndSalt: Uint8Array;
  /** Key and salt that open what arrives; secret. */
  readonly remoteKeyAndSalt: Uint8Array;
};

export type AgreementRefusal = AudioRefusal | 'profile-mismatch' | 'crypto-mismatch';

type ChosenCodec = AudioMedia['codecs'][number];

/** What was offered, as far as the answer is measured by it. */
export type Offered = {
  readonly direction: Direction;
  /** Empty: RTP/AVP was offered. */
  readonly cryptoLines: readonly CryptoLine[];
};

/** Reads the answer (200, or 183 with a description) to an offer of `buildOffer`. */
export function readAnswer(answer: SdpSession, offered: Offered): AudioAgreement | AgreementRefusal {
  const remote = readAudioMedia(answer);
  if (typeof remote === 'string') return remote;
  // Plain media in answer to an offer of SRTP would be a downgrade; the call is given up.
  if (remote.isSecure !== offered.cryptoLines.length > 0) return 'profile-mismatch';
  const codec = remote.codecs[0];
  if (codec === undefined) return 'no-common-codec';
  if (!remote.isSecure) return agreementOf(remote, codec, offered.direction, undefined);
  const chosen = remote.cryptoLines[0];
  const own = offered.cryptoLines.find(({ tag, suite }) => tag === chosen?.tag && suite === chosen.suite);
  if (chosen === undefined || own === undefined) return 'crypto-mismatch';
  return agreementOf(remote, codec, offered.direction, srtpAgreement(own.keyAndSalt, chosen));
}

export type AnswerOptions = LocalMedia & {
  /** The codec in use: kept where the offer still has it, so that a re-INVITE does not change the sound. */
  readonly codec?: AudioCodec;
  /** Given: the call is by SRTP, and stays so. 30 octets, fresh or those in use. */
  readonly keyAndSalt?: Uint8Array;
};

export type Answered = { readonly answer: SdpSession; readonly agreement: AudioAgreement };

/** The answer to an offer that arrives in a call, a re-INVITE or UPDATE; a refusal is a 488 to the other side. */
export function answerOffer(offer: SdpSession, options: AnswerOptions): Answered | AgreementRefusal {
  const remote = readAudioMedia(offer);
  if (typeof remote === 'string') return remote;
  if (remote.isSecure !== (options.keyAndSalt !== undefined)) return 'profile-mismatch';
  const codec = remote.codecs.find((one) => one.codec === options.codec) ?? remote.codecs[0];
  if (codec === undefined) return 'no-common-codec';
  const theirs = remote.cryptoLines[0];
  const ours =
    theirs === undefined || options.keyAndSalt === undefined ? undefined : { ...theirs, keyAndSalt: options.keyAndSalt };
  const direction = mirrored(remote.direction);
  const section = audioSection({
    port: options.port,
    codecs: [codec],
    eventPayloadType: remote.telephoneEventPayloadType,
    packetMilliseconds: remote.packetMilliseconds,
    direction,
    cryptoLines: ours === undefined ? [] : [ours],
  });
  const at = audioIndex(offer);
  const answer = describeMedia(
    options,
    offer.media.map((media, index) => (index === at ? section : refused(media))),
  );
  const srtp = theirs === undefined || ours === undefined ? undefined : srtpAgreement(ours.keyAndSalt, theirs);
  return { answer, agreement: agreementOf(remote, codec, direction, srtp) };
}

/** Port 0 and nothing else: RFC 3264 §6 wants a section for each of the offer, in its order. */
function refused({ kind, protocol, formats }: SdpMedia): SdpMedia {
  return { kind, port: 0, protocol, formats: formats.length === 0 ? ['0'] : formats, attributes: [] };
}

function srtpAgreement(localKeyAndSalt: Uint8Array, theirs: CryptoLine): SrtpAgreement {
  return { suite: theirs.suite, localKeyAndSalt, remoteKeyAndSalt: theirs.keyAndSalt };
}

function agreementOf(remote: AudioMedia, chosen: ChosenCodec, own: Direction, srtp: SrtpAgreement | undefined): AudioAgreement {
  const event = remote.telephoneEventPayloadType;
  const isListening = receives(remote.direction) && !remote.isAddressHeld;
  return {
    codec: chosen.codec,
    payloadType: chosen.payloadType,
    sendEventPayloadType: event,
    receiveEventPayloadTypes: event === undefined ? [] : [...new Set([OFFERED_EVENT_PAYLOAD_TYPE, event])],
    remoteAddress: remote.address,
    remotePort: remote.port,
    maySend: isListening && sends(own),
    mayReceive: sends(remote.direction) && receives(own),
    isOnHold: !isListening,
    packetMilliseconds: remote.packetMilliseconds,
    srtp,
  };
}
