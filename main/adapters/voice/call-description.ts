/** What one call offers of sound, reads from the answer, and answers to what the other side offers later (hold, another address). */
import { randomBytes } from 'node:crypto';
import { type AgreementRefusal, type AudioAgreement, answerOffer, readAnswer } from '../../protocols/sdp/answer.ts';
import { KEY_AND_SALT_BYTES, SRTP_SUITES } from '../../protocols/sdp/crypto-attribute.ts';
import { buildOffer } from '../../protocols/sdp/offer.ts';
import { formatSession, parseSession, type SdpRefusal, type SdpSession } from '../../protocols/sdp/session.ts';
import type { Content } from '../../protocols/sip/request.ts';
import type { Trunk } from './trunk.ts';

export type DescriptionProblem = AgreementRefusal | SdpRefusal | 'description-missing';

export type CallDescription = {
  readonly offer: Content;
  /** The answer to our offer: of a 2xx, or of an ACK. */
  agree(answer: Content | undefined): AudioAgreement | DescriptionProblem;
  /** Our answer to an offer within the call; undefined where nothing of it can be taken, and all stays as it was. */
  answer(offer: Content): Content | undefined;
  /** By an offer that was answered, or an answer to our own; undefined where it changes nothing. */
  change(content: Content): AudioAgreement | undefined;
};

const DESCRIPTION_TYPE = 'application/sdp';

export function describeCall(trunk: Trunk, localAddress: string, port: number): CallDescription {
  const cryptoLines = trunk.usesSrtp
    ? SRTP_SUITES.map((suite, at) => ({ tag: at + 1, suite, keyAndSalt: randomBytes(KEY_AND_SALT_BYTES) }))
    : [];
  const local = { address: trunk.publicAddress === '' ? localAddress : trunk.publicAddress, port, sessionId: Date.now() };
  /** Grows with each description of ours (RFC 3264 §8). */
  let version = 1;
  let current: AudioAgreement | undefined;
  const answered = new WeakMap<Content, AudioAgreement>();
  const offer = contentOf(buildOffer({ ...local, version, codecs: trunk.codecs, cryptoLines }));

  const agree = (content: Content | undefined): AudioAgreement | DescriptionProblem => {
    if (content === undefined) return 'description-missing';
    const session = sessionOf(content);
    const agreement = typeof session === 'string' ? session : readAnswer(session, { direction: 'sendrecv', cryptoLines });
    if (typeof agreement !== 'string') current = agreement;
    return agreement;
  };
  return {
    offer,
    agree,
    answer(theirs) {
      const session = sessionOf(theirs);
      if (typeof session === 'string') return undefined;
      const keyAndSalt = current?.srtp?.localKeyAndSalt;
      const taken = answerOffer(session, {
        ...local,
        version: version + 1,
        ...(current === undefined ? {} : { codec: current.codec }),
        ...(keyAndSalt === undefined ? {} : { keyAndSalt }),
      });
      if (typeof taken === 'string') return undefined;
      version += 1;
      answered.set(theirs, taken.agreement);
      return contentOf(taken.answer);
    },
    change(content) {
      const taken = answered.get(content) ?? agree(content);
      if (typeof taken === 'string') return undefined;
      current = taken;
      return taken;
    },
  };
}

function contentOf(session: SdpSession): Content {
  return { type: DESCRIPTION_TYPE, bytes: new TextEncoder().encode(formatSession(session)) };
}

function sessionOf(content: Content): SdpSession | SdpRefusal {
  return parseSession(new TextDecoder().decode(content.bytes));
}
