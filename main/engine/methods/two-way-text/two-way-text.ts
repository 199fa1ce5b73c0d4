/**
 * Two-way text message: the user answers the text itself, and the request that waits is let in (reference section 3). Which
 * reply belongs to which code is decided where it comes in: receive-reply.ts.
 */
import type { Pending } from '../../authentication/decision.ts';
import { changeIfDue, checkHasPin } from '../../pin/change-pin.ts';
import type { MessageCode } from '../../ports.ts';
import { notSent, waitForMessage } from '../message-code/message-code.ts';
import { openMessage, refuseTooMany } from '../message-code/open-message.ts';
import { phoneRecipient } from '../message-code/recipient.ts';
import { type AuthenticationMethod, denied, type MethodContext, messageOf, type Step, type Wait } from '../method.ts';

export const twoWayText: AuthenticationMethod = {
  check(context) {
    const recipient = phoneRecipient(context.subject, context.settings['user-defaults']);
    if ('refusal' in recipient) return recipient.refusal;
    if (!context.ports.textGateways().receives) return { result: 'SMS_MODE_NOT_ALLOWED', reason: 'replies-unavailable' };
    return checkHasPin(context);
  },

  // Nothing of it is typed into the application.
  readings: async (_context, typed) => [{ password: typed, otp: '' }],

  async start(context) {
    const recipient = phoneRecipient(context.subject, context.settings['user-defaults']);
    if ('refusal' in recipient) return denied(recipient.refusal.result, recipient.refusal.reason, { isFinal: true });
    const running = await runningCode(context);
    if (running !== undefined) return join(context, running);
    const refusal = await refuseTooMany(context);
    if (refusal !== undefined) return refusal;
    const { code, step } = openMessage(context, { channel: 'text', isTwoWay: true, address: recipient.address });
    return { ...waitForMessage(context, code), ...step };
  },

  answer() {
    throw new TypeError('a two-way text asks nothing in the application');
  },

  async proceed(context, waiting, event) {
    const pending = messageOf(waiting);
    const code = await context.ports.reader.findMessageCode(pending.codeId);
    if (code === undefined) return denied('AUTH_RESULT_TIMEOUT', 'answered-late');
    if (code.reply !== undefined) return decideReply(context, code);
    if (code.messageState === 'failed' || code.messageState === 'expired') return notSent(context, code, 'SMS_NOT_SENT');
    if (event.kind === 'message-over') return waitForReply(pending, code);
    return noReply(context, code, event.kind === 'timed-out');
  },
};

/** A code of this user that still waits for its reply, or has one that nobody has taken. */
async function runningCode({ ports, subject, now }: MethodContext): Promise<MessageCode | undefined> {
  const codes = await ports.reader.listMessageCodes(subject.userId, now);
  return codes.find((code) => code.isTwoWay && (code.state === 'open' || code.state === 'replied'));
}

/** A copy of the request that waits joins it; any other one is told that an authentication runs (reference section 4, 101). */
function join(context: MethodContext, code: MessageCode): Step {
  const { request } = context;
  const isCopy = request.resendKey !== '' && request.resendKey === code.resendKey;
  if (!isCopy || code.radiusClientId !== request.application.radiusClientId) return denied('PHONE_BUSY', 'already-running');
  const isHandedOver = code.messageState === 'sent' || code.messageState === 'delivered' || code.state === 'replied';
  const waiting = waitForMessage(context, code);
  return isHandedOver ? { ...waiting, stage: 'reply' } : waiting;
}

function waitForReply(pending: Pending, code: MessageCode): Wait {
  return { kind: 'wait', stage: 'reply', messageId: code.messageId, codeId: code.id, until: pending.until };
}

function decideReply(context: MethodContext, code: MessageCode): Step {
  const gateway = { gatewayName: code.gatewayName };
  context.trace.mark('reply-received');
  switch (code.reply) {
    case 'right':
      return changeIfDue(context, {
        kind: 'granted',
        result: 'SMS_AUTHENTICATED',
        reason: 'message-verified',
        ...gateway,
        guards: [
          {
            guard: { kind: 'spend-message-code', codeId: code.id, at: context.now },
            missed: { result: 'SMS_OTP_INCORRECT', reason: 'message-code-used' },
          },
        ],
      });
    case 'pin-wrong':
      return denied('SMS_OTP_PIN_INCORRECT', 'pin-wrong', { isFinal: true, guess: code.id, ...gateway });
    case 'stop':
      return denied('SMS_OTP_INCORRECT', 'reply-stop', gateway);
    case 'fraud':
      return denied('FRAUD_CODE_ENTERED', 'fraud-reported', gateway);
    default:
      return denied('SMS_OTP_INCORRECT', 'message-code-wrong', { isFinal: true, guess: code.id, ...gateway });
  }
}

/** What comes after this is late: the code ends with the request. */
function noReply({ now }: MethodContext, code: MessageCode, isTimedOut: boolean): Step {
  return denied(isTimedOut ? 'SMS_NOT_RECEIVED' : 'AUTH_RESULT_TIMEOUT', isTimedOut ? 'reply-missing' : 'answered-late', {
    isFinal: isTimedOut,
    gatewayName: code.gatewayName,
    effects: [{ kind: 'end-message-code', codeId: code.id, at: now }],
  });
}
