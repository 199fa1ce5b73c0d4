/** One call over a trunk: the SIP call and its media together, told as one row of events with one end. */
import { OWN_WORDS } from '../../../shared/own-words.ts';
import type { SentIdentity } from '../../engine/delivery/phone-port.ts';
import { DIGITS } from '../../protocols/rtp/telephone-event.ts';
import type { AudioAgreement } from '../../protocols/sdp/answer.ts';
import type { CallEnd, CallNotice } from '../../protocols/sip/call/call.ts';
import { headerValue, type IncomingMessage } from '../../protocols/sip/message.ts';
import { formatNameAddr } from '../../protocols/sip/name-addr.ts';
import { formatHostPort } from '../../protocols/sip/via.ts';
import { type DescriptionProblem, describeCall } from './call-description.ts';
import { agreementStep, factStep, openMessageTrace, type UntimedStep } from './call-trace.ts';
import type { Media } from './media.ts';
import type { PortRange } from './media-port.ts';
import type { KeyStroke } from './outgoing-sound.ts';
import type { MediaEvent, MediaFigures, RtpSession } from './rtp-session.ts';
import { type EndpointCall, noAnswerWords, type SipEndpoint } from './sip-endpoint.ts';
import { type CallerId, calledUri, callerIdentity, credentialsOf, type Trunk } from './trunk.ts';

export type CallOrder = {
  /** As the trunk dials it. */
  readonly number: string;
  readonly callerId: CallerId;
  /** From the first INVITE until the call is given up. */
  readonly answerTimeoutMilliseconds: number;
  /** In place of the trunk's. */
  readonly mediaPorts?: PortRange | undefined;
  /** Once, when the first INVITE is on its way. */
  readonly onInvite?: ((sent: SentIdentity) => void) | undefined;
  readonly onStep?: ((step: UntimedStep) => void) | undefined;
};

/** Why an answered call was hung up at once: there was no common sound, or this machine could not go on with it. */
export type MediaProblem = DescriptionProblem | 'media-lost';

/** Where the trunk could not be reached at all, the words are of this machine. */
export type LineEnd = CallEnd & {
  readonly mediaProblem: MediaProblem | undefined;
  readonly media: MediaFigures | undefined;
  /** It failed on this machine: that says nothing of the trunk, and another one would fail as well. */
  readonly isOfHere?: true;
};

export type LineEvent =
  /** 180 and 183. */
  | { readonly kind: 'ringing' }
  | { readonly kind: 'answered' }
  | MediaEvent
  /** The last of all. */
  | { readonly kind: 'ended'; readonly end: LineEnd };

export type LineCall = {
  /** In place of what plays now. 16-bit samples at 8000 Hz; 'played' follows with `playId`, and none for an empty list. */
  play(sounds: readonly Int16Array[], playId?: number): void;
  /** As an extension is dialled; 'keys-sent' follows. */
  sendKeys(strokes: readonly KeyStroke[]): void;
  /** CANCEL before the answer, BYE after it; 'ended' follows. Any number of times. */
  hangUp(): void;
};

export type LineCallOptions = {
  readonly trunk: Trunk;
  readonly media: Media;
  readonly order: CallOrder;
  readonly endpoint: () => Promise<SipEndpoint | { readonly problem: string }>;
};

/** Asked for as session interval (RFC 4028); a call of this product ends long before. */
const SESSION_SECONDS = 1_800;
const RINGING_STATUSES: readonly number[] = [180, 183];

/** Begins at once; the first event comes on a later turn. Over 50 lines: one end, whoever comes to it first. */
export function startLineCall(options: LineCallOptions, onEvent: (event: LineEvent) => void): LineCall {
  const { trunk, order } = options;
  let media: RtpSession | undefined;
  let sip: EndpointCall | undefined;
  let isOver = false;
  let isHungUp = false;
  let isMediaLost = false;

  const end = (how: LineEnd): void => {
    if (isOver) return;
    isOver = true;
    media?.close();
    onEvent({ kind: 'ended', end: isMediaLost ? { ...how, ...MEDIA_LOST } : how });
  };
  const begin = async (): Promise<void> => {
    const endpoint = await options.endpoint();
    if (isOver) return;
    if ('problem' in endpoint) return end(notSent('unreachable', endpoint.problem));
    const opened = await options.media.open({
      address: endpoint.localAddress,
      ports: order.mediaPorts ?? trunk.mediaPorts,
      isSymmetric: trunk.isMediaSymmetric,
      onEvent: (event) => {
        if (!isOver) onEvent(event);
      },
      onFact: order.onStep === undefined ? undefined : (fact) => order.onStep?.(factStep(fact)),
      onLost() {
        isMediaLost = true;
        sip?.hangUp();
      },
    });
    if ('problem' in opened) return end({ ...notSent('unreachable', opened.problem), isOfHere: true });
    if (isOver) return opened.session.close();
    media = opened.session;
    sip = placeCall(endpoint, options, { media, port: opened.port, onEvent, end });
  };
  // A caller ID or an address that no message can hold: the call fails, not the server.
  begin().catch((error: unknown) =>
    end({ ...notSent('unreachable', error instanceof Error ? error.message : String(error)), isOfHere: true }),
  );
  return {
    play: (sounds, playId = 0) => media?.play(sounds, playId),
    sendKeys: (strokes) => media?.sendKeys(strokes),
    hangUp() {
      if (isHungUp) return;
      isHungUp = true;
      if (sip !== undefined) sip.hangUp();
      // A connection that is being opened is not waited for.
      else queueMicrotask(() => end(notSent('cancelled', '')));
    },
  };
}

type Placed = {
  readonly media: RtpSession;
  readonly port: number;
  readonly onEvent: (event: LineEvent) => void;
  readonly end: (end: LineEnd) => void;
};

/** Over 50 lines: what each notice of the SIP call means for the media. */
function placeCall(
  endpoint: SipEndpoint,
  { trunk, order }: LineCallOptions,
  { media, port, onEvent, end }: Placed,
): EndpointCall {
  const description = describeCall(trunk, endpoint.localAddress, port);
  const startedAt = performance.now();
  let mediaProblem: MediaProblem | undefined;
  let isRinging = false;
  let isAnswered = false;
  const agree = (agreement: AudioAgreement): void => {
    order.onStep?.(agreementStep(agreement));
    media.agree(agreement);
  };
  const onNotice = (notice: CallNotice): void => {
    switch (notice.kind) {
      case 'progress':
        if (isRinging || !RINGING_STATUSES.includes(notice.status)) return;
        isRinging = true;
        onEvent({ kind: 'ringing' });
        return;
      case 'answered': {
        const agreement = description.agree(notice.content);
        if (typeof agreement === 'string') {
          mediaProblem = agreement;
          call.hangUp();
          return;
        }
        isAnswered = true;
        agree(agreement);
        onEvent({ kind: 'answered' });
        return;
      }
      case 'session-changed': {
        const agreement = description.change(notice.content);
        // Before the answer nobody is to be heard.
        if (isAnswered && agreement !== undefined) agree(agreement);
        return;
      }
      case 'digit': {
        const digit = DIGITS.find((known) => known === notice.digit.digit);
        if (digit !== undefined) media.takeInfoKey(digit);
        return;
      }
      case 'ended': {
        const words =
          mediaProblem === undefined
            ? wordsOf(notice.end, trunk, endpoint, startedAt)
            : (MEDIA_WORDS[mediaProblem] ?? `${OWN_WORDS['sound-unusable']} (${mediaProblem})`);
        end({ ...notice.end, words, mediaProblem, media: media.figures() });
      }
    }
  };
  const messageStep = openMessageTrace(`${formatHostPort(endpoint.remote)} by ${trunk.transport}`);
  let isSent = false;
  const onMessage = (direction: 'sent' | 'received', message: IncomingMessage): void => {
    order.onStep?.(messageStep(direction, message));
    if (isSent) return;
    isSent = true;
    order.onInvite?.(sentIdentity(order.number, message));
  };
  const call = endpoint.call(
    {
      target: calledUri(trunk, order.number),
      routes: [],
      identity: callerIdentity(trunk, order.callerId),
      credentials: credentialsOf(trunk),
      content: description.offer,
      answerOffer: description.answer,
      answerTimeoutMilliseconds: order.answerTimeoutMilliseconds,
      sessionSeconds: SESSION_SECONDS,
      redirectsAllowed: 0,
      headers: [],
    },
    onNotice,
    // Messages are read again only for who wants to see them.
    order.onStep === undefined && order.onInvite === undefined ? undefined : onMessage,
  );
  return call;
}

/** As it stands in the INVITE itself. */
function sentIdentity(dialled: string, invite: IncomingMessage): SentIdentity {
  const { from } = invite.envelope;
  return {
    dialled,
    from: formatNameAddr({ ...from, parameters: from.parameters.filter(({ name }) => name !== 'tag') }),
    assertedIdentity: headerValue(invite, 'P-Asserted-Identity') ?? '',
    privacy: headerValue(invite, 'Privacy') ?? '',
  };
}

const MEDIA_LOST = { mediaProblem: 'media-lost', words: OWN_WORDS['sound-ended'] } as const;
const MEDIA_WORDS: Partial<Readonly<Record<MediaProblem, string>>> = {
  'description-missing': OWN_WORDS['sound-not-described'],
  'no-audio': OWN_WORDS['sound-none'],
  'audio-rejected': OWN_WORDS['sound-refused'],
  'no-common-codec': OWN_WORDS['sound-no-codec'],
  'profile-mismatch': OWN_WORDS['sound-not-secured'],
  'crypto-missing': OWN_WORDS['sound-not-secured'],
  'crypto-mismatch': OWN_WORDS['sound-not-secured'],
};

/** Where the trunk has said nothing, this machine knows why. */
function wordsOf({ how, words, sipStatus }: CallEnd, trunk: Trunk, endpoint: SipEndpoint, startedAt: number): string {
  if (how === 'refused' && sipStatus !== undefined && sipStatus < 400) return `${words}; ${OWN_WORDS.redirections}`;
  if (words !== '' || (how !== 'unreachable' && how !== 'timed-out')) return words;
  return endpoint.problemSince(startedAt) || noAnswerWords(trunk.responseTimeoutMilliseconds);
}

/** There was no INVITE. */
export function notSent(how: 'unreachable' | 'cancelled', words: string): LineEnd {
  const nothing = { sipStatus: undefined, q850Cause: undefined, retryAfterSeconds: undefined, authorization: undefined };
  return { how, wasAnswered: false, words, ...nothing, mediaProblem: undefined, media: undefined };
}
