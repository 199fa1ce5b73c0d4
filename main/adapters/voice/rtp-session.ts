/**
 * The media of one call: a UDP port, packets out at their time by the clock that all calls share, digits and sounds in.
 * Left out: RTCP, and listening before the call is answered.
 */
import type { Socket } from 'node:dgram';
import { type CallSound, openCallProgress } from '../../protocols/rtp/call-progress.ts';
import { openDtmfDetector } from '../../protocols/rtp/dtmf-detect.ts';
import { decodeG711 } from '../../protocols/rtp/g711.ts';
import type { RtpPacket } from '../../protocols/rtp/packet.ts';
import { openSrtpOpener, openSrtpSealer, type SrtpCrypto } from '../../protocols/rtp/srtp.ts';
import { openStreamReceiver, type StreamReceiver } from '../../protocols/rtp/stream-receiver.ts';
import { openStreamSender, type StreamSender } from '../../protocols/rtp/stream-sender.ts';
import { type Digit, openDigitReader } from '../../protocols/rtp/telephone-event.ts';
import type { AudioAgreement, SrtpAgreement } from '../../protocols/sdp/answer.ts';
import { PAYLOAD_TYPE } from '../../protocols/sdp/audio-media.ts';
import { type DigitWay, openHeardDigits } from './heard-digits.ts';
import type { MediaClock } from './media-clock.ts';
import { type KeyStroke, openOutgoingSound, type SoundDone } from './outgoing-sound.ts';

export type RtpSessionOptions = {
  readonly socket: Socket;
  readonly clock: MediaClock;
  /** A random number below 2^32. */
  readonly randomUint32: () => number;
  readonly srtpCrypto: SrtpCrypto;
  /** Behind NAT: see source-lock.ts. */
  readonly isSymmetric: boolean;
  readonly onEvent: (event: MediaEvent) => void;
  /** For the trace of a test call: each once, and of each key how it came. */
  readonly onFact?: ((fact: MediaFact) => void) | undefined;
};

export type MediaFact =
  | { readonly kind: 'first-packet'; readonly source: { readonly address: string; readonly port: number } }
  | { readonly kind: 'key'; readonly key: Digit; readonly way: DigitWay };

export type MediaEvent =
  | { readonly kind: 'key'; readonly key: Digit }
  | { readonly kind: 'sound'; readonly sound: CallSound }
  /** The last packet of what was to be played is sent, or of the keys. */
  | SoundDone;

export type MediaFigures = ReturnType<StreamReceiver['figures']> & { readonly sentPackets: number };

export type RtpSession = {
  /** Media flows by this from now on: the answer of the other side, or its next description. */
  agree(agreement: AudioAgreement): void;
  play(sounds: readonly Int16Array[], playId: number): void;
  sendKeys(strokes: readonly KeyStroke[]): void;
  /** A key that came by SIP INFO; before the first agreement there is nobody to press one. */
  takeInfoKey(key: Digit): void;
  /** Undefined before the first agreement. */
  figures(): MediaFigures | undefined;
  close(): void;
};

type Flow = {
  readonly agreement: AudioAgreement;
  readonly sender: StreamSender;
  readonly receiver: StreamReceiver;
  readonly seal: (packet: Uint8Array) => Uint8Array;
};

export function openRtpSession(options: RtpSessionOptions): RtpSession {
  const { socket, clock, onEvent, onFact } = options;
  const outgoing = openOutgoingSound(onEvent);
  const ear = openEar(onEvent, onFact);
  let flow: Flow | undefined;
  let sentBefore = 0;
  let leave: (() => void) | undefined;
  let isOpen = true;
  let hasHeard = false;

  const beat = (at: number): void => {
    if (flow === undefined) return;
    const { agreement, sender, receiver, seal } = flow;
    ear.hear(receiver.releaseOverdue(clock.now()), agreement, clock.now());
    for (let due = sender.slotsDue(at); due > 0 && isOpen; due -= 1) {
      // On hold nothing is heard: what plays goes on when the hold ends.
      if (!agreement.maySend) {
        sender.rest();
        continue;
      }
      const { address, port } = receiver.target();
      const sound = outgoing.next(agreement);
      // Who was told that all is played may have hung up.
      if (isOpen) socket.send(seal(sender.send(sound)), port, address);
    }
  };
  // A packet that could not be sent is one that was lost.
  socket.on('error', () => undefined);
  socket.on('message', (datagram, { address, port }) => {
    if (flow === undefined) return;
    const now = clock.now();
    const packets = flow.receiver.receive(datagram, { address, port }, now);
    if (!hasHeard && packets.length > 0) {
      hasHeard = true;
      onFact?.({ kind: 'first-packet', source: { address, port } });
    }
    ear.hear(packets, flow.agreement, now);
  });
  return {
    agree(agreement) {
      if (!isOpen) return;
      const next = openFlow(agreement, options, flow);
      if (flow !== undefined && next.sender !== flow.sender) sentBefore += flow.sender.packetCount();
      flow = next;
      leave ??= clock.join(beat);
    },
    play: outgoing.play,
    sendKeys: outgoing.sendKeys,
    takeInfoKey(key) {
      if (flow !== undefined) ear.press(key, 'info', clock.now());
    },
    figures: () =>
      flow === undefined ? undefined : { ...flow.receiver.figures(), sentPackets: sentBefore + flow.sender.packetCount() },
    close() {
      if (!isOpen) return;
      isOpen = false;
      leave?.();
      socket.close();
    },
  };
}

/** A stream goes on over a new description where nothing of it has changed: a source that was taken stays the source. */
function openFlow(agreement: AudioAgreement, options: RtpSessionOptions, before: Flow | undefined): Flow {
  const isSame = (...fields: readonly (keyof AudioAgreement | keyof SrtpAgreement)[]): boolean =>
    fields.every((field) => fieldText(before?.agreement, field) === fieldText(agreement, field));
  const keepsSender = before !== undefined && isSame('packetMilliseconds', 'suite', 'localKeyAndSalt');
  const keepsReceiver =
    before !== undefined &&
    isSame('remoteAddress', 'remotePort', 'payloadType', 'receiveEventPayloadTypes', 'suite', 'remoteKeyAndSalt');
  return {
    agreement,
    ...(keepsSender ? { sender: before.sender, seal: before.seal } : openOutgoing(agreement, options)),
    receiver: keepsReceiver ? before.receiver : openIncoming(agreement, options),
  };
}

function fieldText(agreement: AudioAgreement | undefined, field: keyof AudioAgreement | keyof SrtpAgreement): string {
  return String({ ...agreement, ...agreement?.srtp }[field]);
}

function openOutgoing({ srtp, packetMilliseconds }: AudioAgreement, options: RtpSessionOptions): Pick<Flow, 'sender' | 'seal'> {
  const { clock, randomUint32, srtpCrypto } = options;
  const sender = openStreamSender({
    ssrc: randomUint32(),
    firstSequence: randomUint32() & 0xffff,
    firstTimestamp: randomUint32(),
    packetMilliseconds,
    startsAt: clock.nextBeatAt(),
  });
  if (srtp === undefined) return { sender, seal: (packet) => packet };
  return { sender, seal: openSrtpSealer({ crypto: srtpCrypto, suite: srtp.suite, keyAndSalt: srtp.localKeyAndSalt }).protect };
}

function openIncoming(agreement: AudioAgreement, { isSymmetric, srtpCrypto }: RtpSessionOptions): StreamReceiver {
  const { srtp, remoteAddress, remotePort } = agreement;
  const base = {
    negotiated: { address: remoteAddress, port: remotePort },
    isSymmetric,
    audioPayloadTypes: [...new Set([agreement.payloadType, ...Object.values(PAYLOAD_TYPE)])],
    eventPayloadTypes: agreement.receiveEventPayloadTypes,
  };
  if (srtp === undefined) return openStreamReceiver(base);
  const opener = openSrtpOpener({ crypto: srtpCrypto, suite: srtp.suite, keyAndSalt: srtp.remoteKeyAndSalt });
  return openStreamReceiver({ ...base, open: opener.unprotect });
}

type Ear = {
  hear(packets: readonly RtpPacket[], agreement: AudioAgreement, now: number): void;
  press(digit: Digit, way: DigitWay, now: number): void;
};

/** Digits by events, INFO or tones, and what the sound tells, from packets in their order. */
function openEar(onEvent: (event: MediaEvent) => void, onFact: RtpSessionOptions['onFact']): Ear {
  const reader = openDigitReader();
  const detector = openDtmfDetector();
  const progress = openCallProgress();
  const heard = openHeardDigits();

  const press: Ear['press'] = (digit, way, now) => {
    const taken = heard.take(digit, way, now);
    if (taken === undefined) return;
    onFact?.({ kind: 'key', key: taken, way });
    onEvent({ kind: 'key', key: taken });
  };
  return {
    hear(packets, agreement, now) {
      for (const packet of packets) {
        if (agreement.receiveEventPayloadTypes.includes(packet.payloadType)) {
          const digit = reader.read(packet);
          if (digit !== undefined) press(digit, 'event', now);
          continue;
        }
        const samples = decodeG711(codecOf(packet, agreement), packet.payload);
        // Where keys come as events, voices must not be mistaken for keys.
        const tones = agreement.receiveEventPayloadTypes.length === 0 ? detector.feed(samples) : [];
        for (const digit of tones) press(digit, 'tone', now);
        for (const sound of progress.feed(samples)) onEvent({ kind: 'sound', sound });
      }
    },
    press,
  };
}

function codecOf({ payloadType }: RtpPacket, { codec, payloadType: agreed }: AudioAgreement): AudioAgreement['codec'] {
  if (payloadType === agreed) return codec;
  return payloadType === PAYLOAD_TYPE.PCMU ? 'PCMU' : 'PCMA';
}
