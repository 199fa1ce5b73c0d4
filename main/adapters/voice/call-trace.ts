/** The rungs of a call's ladder: each SIP message in a line, and what the media tells. Never a credential or a whole number. */
import type { CallTraceStep } from '../../engine/delivery/phone-port.ts';
import type { AudioAgreement } from '../../protocols/sdp/answer.ts';
import { readReasons, wordsOf } from '../../protocols/sip/header-values.ts';
import { headerValue, headerValues, type IncomingMessage } from '../../protocols/sip/message.ts';
import { withoutNumbers } from '../../protocols/sip/operator-words.ts';
import type { DigitWay } from './heard-digits.ts';
import type { MediaFact } from './rtp-session.ts';

export type UntimedStep = Omit<CallTraceStep, 'atMilliseconds'>;

const WAY_WORDS: Readonly<Record<DigitWay, string>> = {
  event: 'by RFC 4733 (telephone-event)',
  info: 'by SIP INFO',
  tone: 'as a tone in the sound',
};

/** Steps of the messages of one call, to and from one address; a message that comes twice says so. */
export function openMessageTrace(peer: string): (direction: 'sent' | 'received', message: IncomingMessage) => UntimedStep {
  const seen = new Set<string>();
  return (direction, message) => {
    const { number, method } = message.envelope.cseq;
    const what = message.kind === 'request' ? message.method : `${message.status} ${phraseOf(message.reason)}`.trim();
    const key = `${direction} ${what} ${number} ${message.envelope.fromTag} ${message.envelope.toTag}`;
    const isRepeated = seen.has(key);
    seen.add(key);
    const parts = [
      `CSeq ${number} ${method}`,
      `${direction === 'sent' ? 'to' : 'from'} ${peer}`,
      ...credentialsOf(message),
      ...(headerValue(message, 'Content-Type')?.toLowerCase().startsWith('application/sdp') === true ? ['with SDP'] : []),
      ...wordsBeyondStatus(message),
      ...(isRepeated ? ['again'] : []),
    ];
    return { direction, what, detail: parts.join(', ') };
  };
}

export function agreementStep(agreement: AudioAgreement): UntimedStep {
  const { codec, payloadType, receiveEventPayloadTypes, packetMilliseconds, srtp, remoteAddress, remotePort } = agreement;
  const keys = receiveEventPayloadTypes.length === 0 ? 'no telephone-event' : `telephone-event ${receiveEventPayloadTypes[0]}`;
  const parts = [
    `${codec} (${payloadType})`,
    `${packetMilliseconds} ms`,
    keys,
    srtp === undefined ? 'no SRTP' : `SRTP ${srtp.suite}`,
    `to ${remoteAddress}:${remotePort}`,
    ...(agreement.isOnHold ? ['on hold'] : []),
  ];
  return { direction: 'here', what: 'Codec', detail: parts.join(', ') };
}

export function factStep(fact: MediaFact): UntimedStep {
  if (fact.kind === 'first-packet')
    return { direction: 'received', what: 'RTP', detail: `first packet, from ${fact.source.address}:${fact.source.port}` };
  // Any other key may be of a PIN.
  return { direction: 'received', what: fact.key === '#' ? 'Key #' : 'Key', detail: WAY_WORDS[fact.way] };
}

function phraseOf(reason: string): string {
  return withoutNumbers(reason).slice(0, 60);
}

function credentialsOf(message: IncomingMessage): readonly string[] {
  if (headerValue(message, 'Authorization') !== undefined || headerValue(message, 'Proxy-Authorization') !== undefined)
    return ['with credentials'];
  const challenges = [...headerValues(message, 'WWW-Authenticate'), ...headerValues(message, 'Proxy-Authenticate')];
  if (challenges.length === 0) return [];
  const algorithms = challenges.map((value) => /algorithm\s*=\s*"?([\w-]+)/i.exec(value)?.[1] ?? 'MD5');
  return [`asks for credentials (${[...new Set(algorithms)].join(', ')})`];
}

/** What Warning and Reason say. */
function wordsBeyondStatus(message: IncomingMessage): readonly string[] {
  const causes = readReasons(message).flatMap(({ protocol, cause }) =>
    cause === undefined ? [] : [`${protocol} cause ${cause}`],
  );
  const phrase = message.kind === 'response' ? withoutNumbers(message.reason.trim()) : '';
  const words = withoutNumbers(wordsOf(message)).replace(phrase, '').replace(/^; /, '');
  return words === '' ? causes : [...causes, words];
}
