import type { Guard } from '../../effects.ts';
import type { MessageChannel } from '../../ports.ts';
import { type Denied, denied, type GuardedBy, type MethodContext } from '../method.ts';
import { hashCode, makeCode, makeId } from './code.ts';
import { wordsOf } from './words.ts';

export type MessagePlan = { readonly channel: MessageChannel; readonly isTwoWay: boolean; readonly address: string };
type OpenedCode = { readonly id: string; readonly messageId: string; readonly expiresAt: number };

/** `Text and call retry limit`: so many messages to one user in so many minutes. */
export async function refuseTooMany({ ports, settings, subject, now }: MethodContext): Promise<Denied | undefined> {
  const { retriesMax, retryWindowMinutes } = settings['text-message'];
  const count = await ports.reader.countMessages(subject.userId, now - retryWindowMinutes * 60_000);
  return count < retriesMax ? undefined : denied('AUTHENTICATION_THROTTLED', 'message-throttled', { isFinal: true });
}

/** A new code with its message: both come to be by one guard, once. */
export function openMessage(
  context: MethodContext,
  { channel, isTwoWay, address }: MessagePlan,
): {
  readonly code: OpenedCode;
  readonly step: { readonly guards: readonly GuardedBy[]; readonly messageIds: readonly string[] };
} {
  const { ports, settings, subject, request, sessionId, now } = context;
  const { random } = ports;
  const texts = settings['text-message'];
  const ofEmail = settings['email-codes'];
  const digits = channel === 'text' ? texts.codeDigits : ofEmail.codeDigits;
  const oneWaySeconds = channel === 'text' ? texts.oneWayTimeoutSeconds : ofEmail.timeoutSeconds;
  const lifetimeSeconds = isTwoWay ? texts.twoWayTimeoutSeconds : oneWaySeconds;
  const code = makeCode(random, digits);
  const words = wordsOf(context, code);
  const id = makeId(random);
  const messageId = makeId(random);
  const expiresAt = now + lifetimeSeconds * 1000;
  const guard: Guard = {
    kind: 'open-message-code',
    code: {
      id,
      sessionId,
      userId: subject.userId,
      channel,
      isTwoWay,
      codeHash: hashCode(ports, id, code),
      digits,
      messageId,
      applicationName: request.application.name,
      radiusClientId: request.application.radiusClientId,
      resendKey: request.resendKey,
      openedAt: now,
      expiresAt,
    },
    message: {
      id: messageId,
      userId: subject.userId,
      username: subject.username,
      channel,
      recipient: address,
      language: words.language,
      applicationName: request.application.name,
      sealedText: ports.sealText(words.text, `message:${messageId}`),
      queuedAt: now,
      expiresAt,
    },
    noneSince: now - (isTwoWay ? texts.twoWayTimeoutSeconds : texts.resendBlockSeconds) * 1000,
  };
  context.trace.mark('method-started');
  return { code: { id, messageId, expiresAt }, step: { guards: [{ guard, missed: undefined }], messageIds: [messageId] } };
}
