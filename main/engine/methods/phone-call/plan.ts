/** What is called, how long, and by which rules: the settings of a sign-in's calls, as engine/phone-call wants them. */

import { languageOf } from '../../messages/prompt.ts';
import type { CallPlanSetup, CallTarget } from '../../phone-call/call-plan.ts';
import type { CallSetup } from '../../phone-call/phone-call.ts';
import { dueChange, mayChangePin } from '../../pin/change-pin.ts';
import { ANSWER_MARGIN_MILLISECONDS } from '../message-code/message-code.ts';
import type { MethodContext } from '../method.ts';
import { phoneTarget } from '../phone-target.ts';

/** Seconds; ours: where the application waits longer (the console's Test...), nobody talks to a machine that long. */
const CALLS_MAX_SECONDS = 180;

export function primaryTarget({ subject, settings }: MethodContext): ReturnType<typeof phoneTarget> {
  const { countryCode, phoneNumber } = subject;
  return phoneTarget({ countryCode, number: phoneNumber }, subject, settings['user-defaults']);
}

/** Epoch milliseconds by which the calls must have come to their end. */
export function untilOf({ request, now }: MethodContext): number {
  const seconds = Math.min(request.application.timeoutSeconds, CALLS_MAX_SECONDS);
  return Math.max(now, request.receivedAt + seconds * 1000 - ANSWER_MARGIN_MILLISECONDS);
}

export function planOf(context: MethodContext, primaryNumber: string, until: number): CallPlanSetup {
  const { ringSeconds, rounds } = context.settings['phone-call'];
  return {
    targets: targetsOf(context, primaryNumber),
    rounds,
    ringSeconds,
    limitSeconds: (until - context.now) / 1000,
    call: setupOf(context),
  };
}

/** A backup phone that may not be called is none. */
function targetsOf({ subject, settings }: MethodContext, primaryNumber: string): readonly CallTarget[] {
  const { backupCountryCode, backupPhoneNumber, countryCode } = subject;
  const primary: CallTarget = { phone: 'primary', number: primaryNumber, extension: subject.extension };
  const backup = phoneTarget(
    { countryCode: backupCountryCode === '' ? countryCode : backupCountryCode, number: backupPhoneNumber },
    subject,
    settings['user-defaults'],
  );
  if ('refusal' in backup) return [primary];
  return [primary, { phone: 'backup', number: backup.number, extension: subject.backupExtension }];
}

function setupOf(context: MethodContext): Omit<CallSetup, 'extension'> {
  const { settings, subject, mode } = context;
  const { triesAllowed, providesMenu, extensionPrompt, inputTimeoutSeconds } = settings['phone-call'];
  const { isAllowed, code, blocksUser } = settings['fraud-alert'];
  const canChangePhone = subject.canChangePhone ?? settings['user-defaults'].canChangePhone;
  return {
    purpose: 'sign-in',
    mode: mode === 'pin' ? 'pin' : 'standard',
    language: languageOf(subject, 'phone-call', settings['user-defaults']),
    extensionPrompt,
    triesAllowed,
    inputTimeoutSeconds,
    fraud: isAllowed ? { code, blocksUser } : undefined,
    pinChange: dueChange(context),
    canChangePin: mayChangePin(subject, settings),
    pinMinimumLength: settings['pin-rules'].minimumLength,
    menu: providesMenu ? { canChangePhone } : undefined,
  };
}
