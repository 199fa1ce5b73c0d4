/**
 * A code that is sent and typed into the application: one-way text message and e-mail (reference section 3). The newest
 * code counts; an earlier one is refused and the log says so.
 */
import { asksPin } from '../../../../shared/methods.ts';
import { asksCodeOfAnyone } from '../../authentication/conclude.ts';
import type { PendingEvent, WaitsForMessage } from '../../authentication/decision.ts';
import { splitPassword } from '../../authentication/steps/split-password.ts';
import { promptText } from '../../messages/prompt.ts';
import { checkHasPin, withPin } from '../../pin/change-pin.ts';
import { PIN_MAX_DIGITS } from '../../pin/check-pin.ts';
import type { MessageChannel, MessageCode } from '../../ports.ts';
import {
  type Ask,
  type AuthenticationMethod,
  denied,
  type MethodContext,
  messageOf,
  type Outcome,
  type Step,
  type Wait,
} from '../method.ts';
import { hashCode } from './code.ts';
import { reportFraud } from './fraud.ts';
import { openMessage, refuseTooMany } from './open-message.ts';
import { emailRecipient, maskRecipient, phoneRecipient, type Recipient } from './recipient.ts';

/** Milliseconds left of the application's time when it must have its answer; ours: the way back, and a slow commit. */
export const ANSWER_MARGIN_MILLISECONDS = 2000;

type Results = { readonly [Name in 'sent' | 'verified' | 'wrong' | 'pinWrong' | 'notSent']: Outcome['result'] };
const RESULTS: Readonly<Record<MessageChannel, Results>> = {
  text: {
    sent: 'SMS_SENT',
    verified: 'SMS_AUTHENTICATED',
    wrong: 'SMS_OTP_INCORRECT',
    pinWrong: 'SMS_OTP_PIN_INCORRECT',
    notSent: 'SMS_NOT_SENT',
  },
  email: {
    sent: 'EMAIL_CODE_SENT',
    verified: 'EMAIL_CODE_VERIFIED',
    wrong: 'EMAIL_CODE_INCORRECT',
    pinWrong: 'EMAIL_CODE_PIN_INCORRECT',
    notSent: 'EMAIL_NOT_SENT',
  },
};

export function createMessageCode(channel: MessageChannel): AuthenticationMethod {
  const results = RESULTS[channel];
  const recipientOf = ({ subject, settings }: MethodContext): Recipient =>
    channel === 'text' ? phoneRecipient(subject, settings['user-defaults']) : emailRecipient(subject);
  const codesOf = async ({ ports, subject, now }: MethodContext): Promise<readonly MessageCode[]> =>
    (await ports.reader.listMessageCodes(subject.userId, now)).filter((code) => code.channel === channel && !code.isTwoWay);

  const askFor = (context: MethodContext, code: Pick<MessageCode, 'id' | 'expiresAt' | 'gatewayName'>, address: string): Ask => ({
    kind: 'ask',
    result: results.sent,
    reason: 'message-sent',
    task: { kind: 'message-code', codeId: code.id, method: channel === 'text' ? 'text-message' : 'email' },
    prompt: promptFor(context, channel, address),
    expiresAt: code.expiresAt,
    gatewayName: code.gatewayName,
  });
  /** Where everybody is asked for a code, nobody waits for a gateway: the time it takes would tell who is real. */
  const waitOrAsk = (context: MethodContext, code: MessageCode, address: string): Ask | Wait =>
    isOver(code) || asksCodeOfAnyone(context) ? askFor(context, code, address) : waitForMessage(context, code);

  return {
    check(context) {
      if (channel === 'email' && !context.settings['email-codes'].isEnabled) {
        return { result: 'EMAIL_MODE_NOT_ALLOWED', reason: 'method-unavailable' };
      }
      const recipient = recipientOf(context);
      return 'refusal' in recipient ? recipient.refusal : checkHasPin(context);
    },

    async readings(context, typed) {
      const whole = { password: typed, otp: '' };
      const newest = (await codesOf(context))[0];
      if (newest === undefined) return [whole];
      const lengths = asksPin(context.mode)
        ? Array.from({ length: PIN_MAX_DIGITS }, (_, pinDigits) => newest.digits + pinDigits + 1)
        : [newest.digits];
      const likely = splitPassword(typed, 'after-password', lengths).filter(
        ({ otp }) => otp !== '' && isCode(context, newest, otp.slice(0, newest.digits)),
      );
      return [...likely, whole];
    },

    async start(context, otp) {
      const codes = await codesOf(context);
      const newest = codes[0];
      // What is no number is no answer to an earlier text: it asks for a new one.
      if (/^\d+$/.test(otp) && newest !== undefined) return checkCode(context, codes, otp);
      const recipient = recipientOf(context);
      if ('refusal' in recipient) return denied(recipient.refusal.result, recipient.refusal.reason, { isFinal: true });
      const recent = recentCode(context, codes);
      if (recent?.state === 'exhausted') return denied('AUTHENTICATION_THROTTLED', 'message-throttled');
      if (recent?.state === 'open' && recent.messageState !== 'failed') return waitOrAsk(context, recent, recipient.address);
      const refusal = await refuseTooMany(context);
      if (refusal !== undefined) return refusal;
      const opened = openMessage(context, { channel, isTwoWay: false, address: recipient.address });
      if (!asksCodeOfAnyone(context)) return { ...waitForMessage(context, opened.code), ...opened.step };
      return { ...askFor(context, { ...opened.code, gatewayName: '' }, recipient.address), ...opened.step };
    },

    answer: async (context, _task, typed) => checkCode(context, await codesOf(context), typed),

    async proceed(context, waiting, event) {
      const pending = messageOf(waiting);
      const message = await context.ports.reader.findMessage(pending.messageId);
      const code = await context.ports.reader.findMessageCode(pending.codeId);
      if (code === undefined || message === undefined) return notInTime(event);
      if (message.state === 'sent' || message.state === 'delivered') return askFor(context, code, message.recipient);
      if (message.state === 'failed' || message.state === 'expired') return notSent(context, code, results.notSent);
      return notInTime(event);
    },
  };

  /** `codes` newest first. */
  async function checkCode(context: MethodContext, codes: readonly MessageCode[], typed: string): Promise<Step> {
    const newest = codes[0];
    if (newest === undefined) return denied('AUTH_RESULT_TIMEOUT', 'message-code-expired', { isFinal: true });
    const gateway = { gatewayName: newest.gatewayName };
    if (typed === '') return denied(results.wrong, 'otp-missing', gateway);
    const otp = asksPin(context.mode) ? typed.slice(0, newest.digits) : typed;
    const used = codes.find((code) => code.state !== 'open' && code.state !== 'exhausted' && isCode(context, code, otp));
    const isNewest = newest.state === 'open' && isCode(context, newest, otp);
    if (!isNewest && isFraudCode(context, typed)) return reportFraud(context, newest);
    if (!isNewest && used !== undefined) {
      return denied(results.wrong, used.state === 'superseded' ? 'message-code-older' : 'message-code-used', gateway);
    }
    if (newest.state === 'exhausted')
      return denied('SMS_MAX_OTP_RETRY_REACHED', 'message-tries-exceeded', { ...gateway, isFinal: true });
    if (newest.state !== 'open') return denied(results.wrong, 'message-code-used', gateway);
    // Another length could not have been right: no guess.
    if (!/^\d+$/.test(otp) || otp.length !== newest.digits) return denied(results.wrong, 'otp-malformed', gateway);
    context.trace.mark('code-checked');
    const wrong = { code: newest, typed, result: results.wrong, reason: 'message-code-wrong' } as const;
    if (!isNewest) return countTry(context, wrong);
    return withPin(
      context,
      {
        kind: 'granted',
        result: results.verified,
        reason: 'message-verified',
        gatewayName: newest.gatewayName,
        guards: [
          {
            guard: { kind: 'spend-message-code', codeId: newest.id, at: context.now },
            missed: { result: results.wrong, reason: 'message-code-used' },
          },
        ],
      },
      asksPin(context.mode) ? typed.slice(newest.digits) : '',
      countTry(context, { ...wrong, result: results.pinWrong, reason: 'pin-wrong' }),
    );
  }
}

type WrongCode = Outcome & { readonly code: MessageCode; readonly typed: string };

/** A wrong code or PIN is a try of the newest code; the last one ends it with a result of its own. */
function countTry(context: MethodContext, { code, typed, result, reason }: WrongCode) {
  const triesMax = context.settings['text-message'].codeTriesMax;
  const isLast = code.tries + 1 >= triesMax;
  return denied(isLast ? 'SMS_MAX_OTP_RETRY_REACHED' : result, isLast ? 'message-tries-exceeded' : reason, {
    isFinal: isLast,
    guess: typed,
    gatewayName: code.gatewayName,
    effects: [{ kind: 'count-code-try', codeId: code.id, triesMax }],
  });
}

function isCode({ ports }: MethodContext, code: MessageCode, otp: string): boolean {
  return otp.length === code.digits && hashCode(ports, code.id, otp) === code.codeHash;
}

function isFraudCode({ settings }: MethodContext, typed: string): boolean {
  const { isAllowed, code } = settings['fraud-alert'];
  return isAllowed && typed === code;
}

/** The code that still stands in the way of a new text, or serves instead of one. */
function recentCode({ request, settings, now }: MethodContext, codes: readonly MessageCode[]): MessageCode | undefined {
  const since = now - settings['text-message'].resendBlockSeconds * 1000;
  const newest = codes.find((code) => code.applicationName === request.application.name);
  return newest !== undefined && newest.openedAt > since ? newest : undefined;
}

function isOver(code: MessageCode): boolean {
  return code.messageState === 'sent' || code.messageState === 'delivered';
}

export function waitForMessage(
  { request, now }: MethodContext,
  code: Pick<MessageCode, 'id' | 'messageId' | 'expiresAt'>,
): Extract<Wait, WaitsForMessage> {
  const until = request.receivedAt + request.application.timeoutSeconds * 1000 - ANSWER_MARGIN_MILLISECONDS;
  return {
    kind: 'wait',
    stage: 'message',
    messageId: code.messageId,
    codeId: code.id,
    until: Math.max(now, Math.min(until, code.expiresAt)),
  };
}

function promptFor(context: MethodContext, channel: MessageChannel, address: string): string {
  const masked = maskRecipient(address);
  if (channel === 'text') return promptText(context, asksPin(context.mode) ? 'text-sent-pin' : 'text-sent', { phone: masked });
  return promptText(context, asksPin(context.mode) ? 'email-sent-pin' : 'email-sent', { email: masked });
}

/** Nobody could take it. `When internet is not accessible` may let the user in without. */
export function notSent(context: MethodContext, code: MessageCode, result: Outcome['result']): Step {
  const ended = {
    effects: [{ kind: 'end-message-code', codeId: code.id, at: context.now } as const],
    gatewayName: code.gatewayName,
  };
  const passes = context.settings['user-defaults'].whenNoGatewayIsReachable === 'succeed';
  if (passes && code.channel === 'text' && !context.ports.textGateways().isReachable) {
    return { kind: 'granted', result: 'NO_GATEWAY_PASSED', reason: 'no-gateway-passed', ...ended };
  }
  return denied(result, 'message-not-sent', { isFinal: true, ...ended });
}

/** The application's time is up, or nobody waits any more. The text may still come; its code stays good for the next sign-in. */
function notInTime(event: PendingEvent): Step {
  return denied('AUTH_RESULT_TIMEOUT', 'answered-late', { isFinal: event.kind === 'timed-out' });
}
