import { describe, expect, it } from 'vitest';
import { openCallProgress } from '../../../main/protocols/rtp/call-progress.ts';
import { openDtmfDetector } from '../../../main/protocols/rtp/dtmf-detect.ts';
import { dtmfSamples } from '../../../main/protocols/rtp/dtmf-generate.ts';
import { decodeG711, encodeG711 } from '../../../main/protocols/rtp/g711.ts';
import { openSrtpOpener, openSrtpSealer } from '../../../main/protocols/rtp/srtp.ts';
import { openStreamReceiver, type StreamReceiver } from '../../../main/protocols/rtp/stream-receiver.ts';
import { openStreamSender, type SlotContent } from '../../../main/protocols/rtp/stream-sender.ts';
import { type Digit, openDigitReader, telephoneEventSlots } from '../../../main/protocols/rtp/telephone-event.ts';
import { type Answered, type AudioAgreement, answerOffer, readAnswer } from '../../../main/protocols/sdp/answer.ts';
import { buildOffer } from '../../../main/protocols/sdp/offer.ts';
import { formatSession, parseSession, type SdpSession } from '../../../main/protocols/sdp/session.ts';
import { joined, noiseSource, silence, speechLike } from './sound.ts';
import { srtpCrypto as crypto } from './srtp-crypto.ts';

const SERVER = { address: '192.0.2.10', port: 20_000, sessionId: 77, version: 1 };
const PHONE = { address: '198.51.100.7', port: 30_000, sessionId: 5, version: 1 };
const OWN_KEY = { tag: 1, suite: 'AES_CM_128_HMAC_SHA1_80', keyAndSalt: new Uint8Array(30).fill(1) } as const;

const fits = <Value>(value: Value | string): Value => {
  if (typeof value === 'string') throw new Error(value);
  return value;
};
/** Over the wire as text. */
const sent = (session: SdpSession): SdpSession => fits(parseSession(formatSession(session)));

/** A phone that answers a call of ours by SRTP: what both sides agree on. */
const call = (): { ours: AudioAgreement; theirs: AudioAgreement } => {
  const offer = sent(buildOffer({ ...SERVER, cryptoLines: [OWN_KEY] }));
  const { answer, agreement } = fits<Answered>(answerOffer(offer, { ...PHONE, keyAndSalt: new Uint8Array(30).fill(2) }));
  return {
    ours: fits<AudioAgreement>(readAnswer(sent(answer), { direction: 'sendrecv', cryptoLines: [OWN_KEY] })),
    theirs: agreement,
  };
};
const keysOf = ({ srtp }: AudioAgreement): NonNullable<AudioAgreement['srtp']> => {
  if (srtp === undefined) throw new Error('no SRTP');
  return srtp;
};
const receiverOf = (agreement: AudioAgreement): StreamReceiver => {
  const { suite, remoteKeyAndSalt } = keysOf(agreement);
  return openStreamReceiver({
    negotiated: { address: agreement.remoteAddress, port: agreement.remotePort },
    isSymmetric: true,
    audioPayloadTypes: [0, 8],
    eventPayloadTypes: agreement.receiveEventPayloadTypes,
    open: openSrtpOpener({ crypto, suite, keyAndSalt: remoteKeyAndSalt }).unprotect,
  });
};
/** The sound of the phone as slots. */
const slotsOf = (agreement: AudioAgreement, samples: Int16Array): SlotContent[] =>
  Array.from({ length: Math.ceil(samples.length / 160) }, (_, slot) => ({
    payloadType: agreement.payloadType,
    payload: encodeG711(agreement.codec, samples.subarray(slot * 160, slot * 160 + 160)),
  }));

describe('a call by SRTP over a network that loses, doubles and swaps', () => {
  const { ours, theirs } = call();
  /** What our side hears of the slots a phone sends, each tenth packet lost, each seventh doubled, some swapped. */
  const hear = (
    slots: readonly SlotContent[],
    seed: number,
  ): { digits: string; tones: string; soundMilliseconds: number; lost: number } => {
    const { suite, localKeyAndSalt } = keysOf(theirs);
    const sealer = openSrtpSealer({ crypto, suite, keyAndSalt: localKeyAndSalt });
    const sender = openStreamSender({ ssrc: 3, firstSequence: 65_500, firstTimestamp: 9, packetMilliseconds: 20, startsAt: 0 });
    const random = noiseSource(seed);
    const wire = slots.flatMap((slot, index) => {
      const datagram = sealer.protect(sender.send(slot));
      const at = index * 20 + 15 * random();
      if (random() > 0.8) return [];
      return random() > 0.7
        ? [
            { at, datagram },
            { at: at + 3, datagram },
          ]
        : [{ at: random() > 0.8 ? at + 25 : at, datagram }];
    });
    wire.sort((one, other) => one.at - other.at);
    const stream = receiverOf(ours);
    const [reader, detector, progress] = [openDigitReader(), openDtmfDetector(), openCallProgress()];
    let digits = '';
    let tones = '';
    for (const { at, datagram } of wire) {
      for (const packet of stream.receive(datagram, PHONE, at)) {
        if (ours.receiveEventPayloadTypes.includes(packet.payloadType)) digits += reader.read(packet) ?? '';
        else {
          const samples = decodeG711('PCMA', packet.payload);
          tones += detector.feed(samples).join('');
          progress.feed(samples);
        }
      }
    }
    return { digits, tones, soundMilliseconds: progress.levels().soundMilliseconds, lost: stream.figures().lost };
  };
  const events = (digits: string): SlotContent[] =>
    [...digits].flatMap((digit) => [
      ...telephoneEventSlots(digit as Digit, { payloadType: 101, packetMilliseconds: 20, durationMilliseconds: 120 }),
      ...slotsOf(theirs, silence(100)),
    ]);

  it('hears the PIN as it was pressed, and the voice before it, on each of twenty networks', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const heard = hear([...slotsOf(theirs, speechLike(600, seed)), ...events('1122#'), ...slotsOf(theirs, silence(200))], seed);
      expect(heard.digits).toBe('1122#');
      expect(heard.lost).toBeGreaterThan(0);
      expect(heard.tones).toBe('');
    }
  });
  it('hears keys that come as tones, each press once', () => {
    const keys = joined(...[...'90#'].flatMap((digit) => [dtmfSamples(digit as Digit, 240), silence(200)]));
    for (let seed = 1; seed <= 20; seed += 1) expect(hear(slotsOf(theirs, keys), seed).tones).toBe('90#');
  });
  it('hears nothing from who has not the key', () => {
    const stream = receiverOf(ours);
    const sender = openStreamSender({ ssrc: 3, firstSequence: 1, firstTimestamp: 9, packetMilliseconds: 20, startsAt: 0 });
    for (const slot of events('#')) expect(stream.receive(sender.send(slot), PHONE, 0)).toEqual([]);
    expect(stream.figures().received).toBe(0);
  });
});
