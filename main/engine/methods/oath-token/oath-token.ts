/** OATH token: a code of the user's token, and in PIN mode the PIN behind it (reference section 3). */
import { asksPin } from '../../../../shared/methods.ts';
import { isCountedFailure, resultOfReason } from '../../authentication/refusal.ts';
import { checkOtp, type OtpVerdict } from '../../authentication/steps/check-otp.ts';
import { type PasswordReading, splitPassword } from '../../authentication/steps/split-password.ts';
import { promptText } from '../../messages/prompt.ts';
import { checkHasPin, withPin } from '../../pin/change-pin.ts';
import { PIN_MAX_DIGITS } from '../../pin/check-pin.ts';
import type { ChallengeTask, TokenCredential } from '../../ports.ts';
import { usableTokens } from '../../tokens/usable-tokens.ts';
import {
  type Ask,
  type AuthenticationMethod,
  type Denied,
  denied,
  type MethodContext,
  neverWaits,
  type Outcome,
  type Step,
} from '../method.ts';

export const oathToken: AuthenticationMethod = {
  check(context) {
    const { usable, refusal } = usableTokens(context.subject.tokens, context.now);
    if (usable.length === 0) return { result: resultOfReason(refusal), reason: refusal };
    return checkHasPin(context);
  },
  readings: async (context, typed) => readingsOf(context, typed),
  start(context, otp) {
    const { otpEntry } = context.request.application;
    // Only the challenge asks for the code after the password; elsewhere it should have been there.
    return otpEntry === 'challenge' && otp === '' ? askForCode(context, false) : checkCode(context, otp, false);
  },
  answer: (context, task, typed) => checkCode(context, typed, isFallbackTask(task)),
  proceed: neverWaits,
};

function isFallbackTask(task: ChallengeTask): boolean {
  return task.kind === 'oath-code' && task.isFallback;
}

export function askForCode(context: MethodContext, isFallback: boolean): Ask {
  const { application } = context.request;
  const plain = isFallback ? 'fallback-oath' : 'oath-standard';
  const key = asksPin(context.mode) ? 'oath-pin' : plain;
  const isOwnText = !isFallback && application.challengeText !== '';
  return {
    kind: 'ask',
    result: 'OATH_CODE_PENDING',
    reason: isFallback ? 'fallback-asked' : 'challenge-sent',
    task: { kind: 'oath-code', isFallback },
    prompt: isOwnText ? undefined : promptText(context, key),
    expiresAt: context.now + context.settings.oath.challengeLifetimeSeconds * 1000,
  };
}

const tokensOf = (context: MethodContext) => usableTokens(context.subject.tokens, context.now).usable;

/** As checkOtp: does it match, and what spends it. */
function checkDigits(context: MethodContext, tokens: readonly TokenCredential[], otp: string): OtpVerdict {
  return checkOtp({ hmac: context.ports.digest.hmac, settings: context.settings.oath }, tokens, otp, context.now);
}

/** A fallback asks for the PIN too, where the user's own mode does: it must not be the weaker way in. */
export function checkCode(context: MethodContext, typed: string, isFallback: boolean): Step | Promise<Step> {
  const tokens = tokensOf(context);
  const wantsPin = asksPin(context.mode);
  const { verdict, pin } = wantsPin
    ? checkWithPin(context, tokens, typed)
    : { verdict: checkDigits(context, tokens, typed), pin: '' };
  context.trace.mark('code-checked');
  if (!verdict.isRight) return wrongCode(verdict, typed);
  const granted = {
    kind: 'granted' as const,
    result: isFallback ? ('FALLBACK_OATH_CODE_VERIFIED' as const) : ('OATH_CODE_VERIFIED' as const),
    reason: verdict.reason,
    token: verdict.token,
    guards: [{ guard: verdict.spend, missed: ALREADY_USED }],
  };
  if (!wantsPin) return granted;
  return withPin(context, granted, pin, wrongPin(verdict.token, typed));
}

const ALREADY_USED: Outcome = { result: 'OATH_CODE_DUPLICATE', reason: 'otp-already-used' };

function wrongCode(verdict: OtpVerdict & { isRight: false }, typed: string): Denied {
  // checkOtp gives reasons of codes only.
  const reason = verdict.reason as Parameters<typeof resultOfReason>[0];
  return denied(resultOfReason(reason), reason, {
    isFinal: true,
    token: verdict.token,
    effects: verdict.effects,
    guess: isCountedFailure(reason) ? typed : undefined,
  });
}

/** The code was right and stays unspent: whoever typed it wrong may try the PIN again while the code lives. */
function wrongPin(token: TokenCredential, typed: string): Denied {
  return denied('OATH_CODE_PIN_INCORRECT', 'pin-wrong', { isFinal: true, token, guess: typed });
}

/** Code, then PIN. Tokens of several lengths: the first length whose code is right, else the verdict of the first. */
function checkWithPin(
  context: MethodContext,
  tokens: readonly TokenCredential[],
  typed: string,
): { readonly verdict: OtpVerdict; readonly pin: string } {
  const lengths = [...new Set(tokens.map(({ digits }) => digits))];
  const readings = lengths.map((digits) => ({
    verdict: checkDigits(context, tokens, typed.slice(0, digits)),
    pin: typed.slice(digits),
  }));
  const found = readings.find(({ verdict }) => verdict.isRight) ?? readings[0];
  if (found === undefined) throw new TypeError('a user without a usable token was refused before');
  return found;
}

function readingsOf(context: MethodContext, typed: string): readonly PasswordReading[] {
  const tokens = tokensOf(context);
  const lengths = [...new Set(tokens.map(({ digits }) => digits))];
  if (!asksPin(context.mode)) return splitPassword(typed, 'after-password', lengths);
  // The PIN's length is not known: only a reading whose code is right is worth a look at the password.
  const all = lengths.flatMap((digits) =>
    splitPassword(
      typed,
      'after-password',
      Array.from({ length: PIN_MAX_DIGITS }, (_, pinDigits) => digits + pinDigits + 1),
    ),
  );
  const likely = all.filter(({ otp }) => otp !== '' && checkWithPin(context, tokens, otp).verdict.isRight);
  if (likely.length > 0) return likely;
  const shortest = lengths.map((digits) => digits + context.settings['pin-rules'].minimumLength);
  return splitPassword(typed, 'after-password', shortest);
}
