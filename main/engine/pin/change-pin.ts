/** The PIN of a second factor, and its change inside a sign-in: new PIN, then once more (reference section 3). */
import { asksPin, type Method } from '../../../shared/methods.ts';
import type { DecisionReason } from '../../../shared/schemas/attempt.ts';
import type { EngineSettings } from '../authentication/engine-ports.ts';
import { promptText } from '../messages/prompt.ts';
import type { Ask, Denied, Granted, MethodContext, Outcome, Step } from '../methods/method.ts';
import { denied } from '../methods/method.ts';
import type { AuthenticationReader, ChallengeTask, PasswordHasher, PinChangeGrant, Subject } from '../ports.ts';
import { checkPin } from './check-pin.ts';
import { pinExpiresAt } from './expiry.ts';
import { isEarlierPin } from './is-earlier-pin.ts';

const PENDING: Outcome['result'] = 'PIN_CHANGE_PENDING';
/** Why a new PIN was refused, as the person is told. */
type PinProblem = Extract<
  DecisionReason,
  | 'pin-length'
  | 'pin-all-same-digits'
  | 'pin-sequential-digits'
  | 'pin-subset-of-phone'
  | 'pin-history-duplicate'
  | 'pin-mismatch'
  | 'pin-expired'
>;
/** Whose PIN, and what judges it. */
export type PinOwner = {
  readonly ports: {
    readonly reader: Pick<AuthenticationReader, 'listPinHistory'>;
    readonly hasher: PasswordHasher;
  };
  readonly settings: Pick<EngineSettings, 'pin-rules'>;
  readonly subject: Subject;
};
export type NewPinProblem = Exclude<PinProblem, 'pin-mismatch' | 'pin-expired'>;
type PinTask = Extract<ChallengeTask, { kind: 'new-pin' | 'confirm-pin' }>;

const MODE_NOT_ALLOWED: Readonly<Partial<Record<Method, Outcome['result']>>> = {
  'oath-token': 'OATH_TOKEN_MODE_NOT_ALLOWED',
  'text-message': 'SMS_MODE_NOT_ALLOWED',
  'mobile-app': 'PHONE_APP_MODE_NOT_ALLOWED',
  email: 'EMAIL_MODE_NOT_ALLOWED',
};

/** A mode with PIN and no PIN: nobody gets in by leaving it out. */
export function checkHasPin({ subject, method, mode }: MethodContext): Outcome | undefined {
  if (!asksPin(mode) || subject.pinHash !== undefined) return undefined;
  return { result: MODE_NOT_ALLOWED[method] ?? 'PIN_MODE_NOT_ALLOWED', reason: 'pin-not-set' };
}

/** After the code was right: the PIN, where the mode has one, and its change, where one is due. */
export async function withPin(context: MethodContext, granted: Granted, pin: string, wrong: Denied): Promise<Step> {
  if (!asksPin(context.mode)) return pin === '' ? granted : wrong;
  const isRight = await context.ports.hasher.verify(context.subject.pinHash, pin);
  context.trace.mark('pin-checked');
  return isRight ? changeIfDue(context, granted) : wrong;
}

/** The code and the PIN were right. A PIN that is too old, or that an operator has set, must be changed first. */
export function changeIfDue(context: MethodContext, granted: Granted): Step {
  const { settings, subject } = context;
  const due = dueChange(context);
  if (due === undefined) return granted;
  const { guards = [], token, gatewayName } = granted;
  const kept = { guards, ...(token === undefined ? {} : { token }), ...(gatewayName === undefined ? {} : { gatewayName }) };
  if (!mayChangePin(subject, settings)) return denied('PIN_EXPIRED', 'pin-expired', kept);
  const grants: PinChangeGrant = { result: granted.result, method: context.method, mode: context.mode };
  return { ...askNewPin(context, grants, due === 'pin-expired' ? due : undefined), ...kept, effects: granted.effects ?? [] };
}

/** Why the PIN must be changed before the sign-in counts. */
export function dueChange({ settings, subject, mode, now }: MethodContext): 'pin-must-change' | 'pin-expired' | undefined {
  if (!asksPin(mode)) return undefined;
  const expiresAt = pinExpiresAt(subject, settings['pin-rules']);
  if (expiresAt !== undefined && expiresAt <= now) return 'pin-expired';
  return subject.mustChangePin ? 'pin-must-change' : undefined;
}

export function mayChangePin(subject: Pick<Subject, 'canChangePin'>, settings: EngineSettings): boolean {
  return subject.canChangePin ?? settings['pin-rules'].canChangePin;
}

/** All prompts of one change share the time of the first. */
function expiresAtOf({ challenge, settings, now }: MethodContext): number {
  const isRunning = challenge?.task.kind === 'new-pin' || challenge?.task.kind === 'confirm-pin';
  return isRunning ? challenge.expiresAt : now + settings.oath.challengeLifetimeSeconds * 1000;
}

function askNewPin(context: MethodContext, grants: PinChangeGrant, problem: PinProblem | undefined): Ask {
  return {
    kind: 'ask',
    result: PENDING,
    reason: problem ?? 'pin-change-asked',
    task: { kind: 'new-pin', grants },
    prompt: promptText(context, problem ?? 'new-pin', { minimum: String(context.settings['pin-rules'].minimumLength) }),
    expiresAt: expiresAtOf(context),
  };
}

export async function answerPinChange(context: MethodContext, task: PinTask, typed: string): Promise<Step> {
  // An operator may have forbidden it meanwhile.
  if (!mayChangePin(context.subject, context.settings)) return denied('PIN_EXPIRED', 'pin-expired');
  return task.kind === 'new-pin' ? takeNewPin(context, task.grants, typed) : confirmPin(context, task, typed);
}

async function takeNewPin(context: MethodContext, grants: PinChangeGrant, typed: string): Promise<Step> {
  const problem = await newPinProblem(context, typed);
  if (problem !== undefined) return askNewPin(context, grants, problem);
  return {
    kind: 'ask',
    result: PENDING,
    reason: 'pin-change-asked',
    task: { kind: 'confirm-pin', grants, pinHash: await context.ports.hasher.hash(typed) },
    prompt: promptText(context, 'confirm-pin', { minimum: String(context.settings['pin-rules'].minimumLength) }),
    expiresAt: expiresAtOf(context),
  };
}

/** Why this PIN may not be the user's next one. */
export async function newPinProblem({ ports, settings, subject }: PinOwner, pin: string): Promise<NewPinProblem | undefined> {
  const rules = settings['pin-rules'];
  const phones = [`${subject.countryCode}${subject.phoneNumber}`, `${subject.backupCountryCode}${subject.backupPhoneNumber}`];
  const weak = checkPin(pin, rules, phones);
  if (weak !== undefined) return weak as NewPinProblem;
  const history =
    rules.historyLength === null ? [] : (await ports.reader.listPinHistory(subject.userId)).slice(0, rules.historyLength);
  // The present one always counts: a change that changes nothing would make the rule of expiry idle.
  const earlier = subject.pinHash === undefined ? history : [subject.pinHash, ...history];
  return (await isEarlierPin(ports.hasher, pin, earlier)) ? 'pin-history-duplicate' : undefined;
}

async function confirmPin(
  context: MethodContext,
  { grants, pinHash }: Extract<PinTask, { kind: 'confirm-pin' }>,
  typed: string,
): Promise<Step> {
  const { ports, settings, subject, now } = context;
  if (!(await ports.hasher.verify(pinHash, typed))) return askNewPin(context, grants, 'pin-mismatch');
  return {
    kind: 'granted',
    result: grants.result,
    reason: 'pin-changed',
    effects: [
      {
        kind: 'set-pin',
        userId: subject.userId,
        pinHash,
        at: now,
        historyLength: settings['pin-rules'].historyLength ?? 0,
      },
    ],
  };
}
