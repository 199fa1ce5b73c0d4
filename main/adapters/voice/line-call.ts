/** One call over a trunk: the SIP call and its media together, told as one row of events with one end. */
import { randomBytes, randomInt } from 'node:crypto';
import type { CallLevels } from '../../protocols/rtp/call-progress.ts';
import { DIGITS } from '../../protocols/rtp/telephone-event.ts';
import { type AgreementRefusal, type AudioAgreement, type Offered, readAnswer } from '../../protocols/sdp/answer.ts';
import { KEY_AND_SALT_BYTES, SRTP_SUITES } from '../../protocols/sdp/crypto-attribute.ts';
import { buildOffer } from '../../protocols/sdp/offer.ts';
import { formatSession, parseSession, type SdpRefusal } from '../../protocols/sdp/session.ts';
import type { CallEnd, CallNotice } from '../../protocols/sip/call/call.ts';
import type { Content } from '../../protocols/sip/request.ts';
import type { MediaClock } from './media-clock.ts';
import { openMediaPort } from './media-port.ts';
import { nodeSrtpCrypto } from './node-srtp-crypto.ts';
import type { KeyStroke } from './outgoing-sound.ts';
import { type MediaEvent, type MediaFigures, openRtpSession, type RtpSession } from './rtp-session.ts';
import type { EndpointCall, SipEndpoint } from './sip-endpoint.ts';
import { type CallerId, calledUri, callerIdentity, credentialsOf, type Trunk } from './trunk.ts';

export type CallOrder = {
  /** As the trunk dials it. */
  readonly number: string;
  readonly callerId: CallerId;
  /** From the first INVITE until the call is given up. */
  readonly answerTimeoutMilliseconds: number;
};

/** Why an answered call was hung up at once: there was no common sound. */
export type MediaProblem = AgreementRefusal | SdpRefusal | 'description-missing';

/** Where the trunk could not be reached at all, the words are of this machine. */
export type LineEnd = CallEnd & { readonly mediaProblem: MediaProblem | undefined; readonly media: MediaFigures | undefined };

export type LineEvent =
  /** 180 and 183. */
  | { readonly kind: 'ringing' }
  | { readonly kind: 'answered' }
  | MediaEvent
  /** The last of all. */
  | { readonly kind: 'ended'; readonly end: LineEnd };

export type LineCall = {
  /** In place of what plays now. 16-bit samples at 8000 Hz; 'played' follows, and none for an empty list. */
  play(sounds: readonly Int16Array[]): void;
  /** As an extension is dialled; 'keys-sent' follows. */
  sendKeys(strokes: readonly KeyStroke[]): void;
  /** What was heard of the other side; undefined before the INVITE is sent. */
  levels(): CallLevels | undefined;
  /** CANCEL before the answer, BYE after it; 'ended' follows. Any number of times. */
  hangUp(): void;
};

export type LineCallOptions = {
  readonly trunk: Trunk;
  readonly clock: MediaClock;
  readonly order: CallOrder;
  readonly endpoint: () => Promise<SipEndpoint | { readonly problem: string }>;
};

/** Asked for as session interval (RFC 4028); a call of this product ends long before. */
const SESSION_SECONDS = 1_800;
const DESCRIPTION_TYPE = 'application/sdp';
const RINGING_STATUSES: readonly number[] = [180, 183];

/** Begins at once; the first event comes on a later turn. */
export function startLineCall(options: LineCallOptions, onEvent: (event: LineEvent) => void): LineCall {
  let media: RtpSession | undefined;
  let sip: EndpointCall | undefined;
  let isOver = false;
  let isHungUp = false;

  const end = (how: LineEnd): void => {
    if (isOver) return;
    isOver = true;
    media?.close();
    onEvent({ kind: 'ended', end: how });
  };
  const begin = async (): Promise<void> => {
    const endpoint = await options.endpoint();
    if ('problem' in endpoint) return end(notSent('unreachable', endpoint.problem));
    const localAddress = endpoint.localAddress;
    const socket = await openMediaPort(localAddress, options.trunk.mediaPorts, Math.random);
    if (socket === undefined) return end(notSent('unreachable', 'no media port is free'));
    if (isHungUp) {
      socket.close();
      return end(notSent('cancelled', ''));
    }
    media = openRtpSession({
      socket,
      clock: options.clock,
      randomUint32,
      srtpCrypto: nodeSrtpCrypto,
      isSymmetric: options.trunk.isMediaSymmetric,
      onEvent: (event) => {
        if (!isOver) onEvent(event);
      },
    });
    sip = placeCall(endpoint, options, { media, port: socket.address().port, onEvent, end });
  };
  // A caller ID or an address that no message can hold: the call fails, not the server.
  begin().catch((error: unknown) => end(notSent('unreachable', error instanceof Error ? error.message : String(error))));
  return {
    play: (sounds) => media?.play(sounds),
    sendKeys: (strokes) => media?.sendKeys(strokes),
    levels: () => media?.levels(),
    hangUp() {
      if (isHungUp) return;
      isHungUp = true;
      sip?.hangUp();
    },
  };
}

type Placed = {
  readonly media: RtpSession;
  readonly port: number;
  readonly onEvent: (event: LineEvent) => void;
  readonly end: (end: LineEnd) => void;
};

function placeCall(
  endpoint: SipEndpoint,
  { trunk, order }: LineCallOptions,
  { media, port, onEvent, end }: Placed,
): EndpointCall {
  const { offer, offered } = describe(trunk, endpoint.localAddress, port);
  let mediaProblem: MediaProblem | undefined;
  let isRinging = false;
  const onNotice = (notice: CallNotice): void => {
    switch (notice.kind) {
      case 'progress':
        if (isRinging || !RINGING_STATUSES.includes(notice.status)) return;
        isRinging = true;
        onEvent({ kind: 'ringing' });
        return;
      case 'answered': {
        const agreement = readDescription(notice.content, offered);
        if (typeof agreement === 'string') {
          mediaProblem = agreement;
          call.hangUp();
          return;
        }
        media.agree(agreement);
        onEvent({ kind: 'answered' });
        return;
      }
      case 'session-changed': {
        // What cannot be read changes nothing: the media goes on as it was agreed.
        const agreement = readDescription(notice.content, offered);
        if (typeof agreement !== 'string') media.agree(agreement);
        return;
      }
      case 'digit': {
        const digit = DIGITS.find((known) => known === notice.digit.digit);
        if (digit !== undefined) media.takeInfoKey(digit);
        return;
      }
      case 'ended':
        end({ ...notice.end, words: wordsOf(notice.end, endpoint), mediaProblem, media: media.figures() });
    }
  };
  const call = endpoint.call(
    {
      target: calledUri(trunk, order.number),
      routes: [],
      identity: callerIdentity(trunk, order.callerId),
      credentials: credentialsOf(trunk),
      content: offer,
      answerTimeoutMilliseconds: order.answerTimeoutMilliseconds,
      sessionSeconds: SESSION_SECONDS,
      redirectsAllowed: 0,
      headers: [],
    },
    onNotice,
  );
  return call;
}

function describe(trunk: Trunk, localAddress: string, port: number): { readonly offer: Content; readonly offered: Offered } {
  const cryptoLines = trunk.usesSrtp
    ? SRTP_SUITES.map((suite, at) => ({ tag: at + 1, suite, keyAndSalt: randomBytes(KEY_AND_SALT_BYTES) }))
    : [];
  const address = trunk.publicAddress === '' ? localAddress : trunk.publicAddress;
  const session = buildOffer({ address, port, sessionId: Date.now(), version: 1, codecs: trunk.codecs, cryptoLines });
  const offer = { type: DESCRIPTION_TYPE, bytes: new TextEncoder().encode(formatSession(session)) };
  return { offer, offered: { direction: 'sendrecv', cryptoLines } };
}

function readDescription(content: Content | undefined, offered: Offered): AudioAgreement | MediaProblem {
  if (content === undefined) return 'description-missing';
  const session = parseSession(new TextDecoder().decode(content.bytes));
  return typeof session === 'string' ? session : readAnswer(session, offered);
}

/** Where the trunk has said nothing, the operating system may have. */
function wordsOf({ how, words }: CallEnd, endpoint: SipEndpoint): string {
  return how === 'unreachable' && words === '' ? endpoint.lastProblem() : words;
}

/** There was no INVITE. */
function notSent(how: 'unreachable' | 'cancelled', words: string): LineEnd {
  const nothing = { sipStatus: undefined, q850Cause: undefined, retryAfterSeconds: undefined, authorization: undefined };
  return { how, wasAnswered: false, words, ...nothing, mediaProblem: undefined, media: undefined };
}

function randomUint32(): number {
  return randomInt(2 ** 32);
}
