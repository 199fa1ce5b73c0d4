/**
 * The decision about one authentication: a written list of steps (design section 4). A step reads only what the steps
 * before it found. Everything that must become true is in the decision's commit; nothing is written here.
 */
import { asksPin, METHODS, type Method, type Mode } from '../../../shared/methods.ts';
import { languageOf } from '../messages/prompt.ts';
import { type AuthenticationMethod, type Denied, denied, type MethodContext, type Step } from '../methods/method.ts';
import { methodOf } from '../methods/methods.ts';
import { askForCode, checkCode } from '../methods/oath-token/oath-token.ts';
import { answerSecurityQuestion, startSecurityQuestions } from '../methods/security-questions/security-questions.ts';
import { receiveReply } from '../methods/two-way-text/receive-reply.ts';
import { answerPinChange } from '../pin/change-pin.ts';
import type { Challenge, Subject } from '../ports.ts';
import { usableTokens } from '../tokens/usable-tokens.ts';
import { ask, asksCodeOfAnyone, deny, grant, type Known, type KnownUser, wait } from './conclude.ts';
import type { Authentication, Decision } from './decision.ts';
import type { EnginePorts } from './engine-ports.ts';
import { isRefusal, type PlainReason, resultOfReason } from './refusal.ts';
import type { AuthenticationRequest } from './request.ts';
import { methodOfWord, modeOfChosen, splitMethodWord, wordsFor } from './rules/method-choice.ts';
import { mayPass, passWithoutMethod } from './rules/pass.ts';
import { resolveUser } from './rules/username-resolution.ts';
import { createStepTrace } from './step-trace.ts';
import { checkFirstFactor } from './steps/check-first-factor.ts';
import { checkUser } from './steps/check-user.ts';
import { resumeChallenge } from './steps/resume-challenge.ts';
import { type PasswordReading, splitPassword } from './steps/split-password.ts';

export function createAuthentication(ports: EnginePorts): Authentication {
  return {
    decide: (request) => (request.challengeId === undefined ? decideFirst(ports, request) : decideAnswer(ports, request)),

    async proceed(pending, event) {
      const { request, sessionId, method, mode } = pending;
      const now = ports.clock.now();
      const trace = createStepTrace(ports.monotonic, request.arrivedAt ?? ports.monotonic());
      const subject = await ports.reader.findSubjectById(pending.userId);
      if (subject === undefined) return refuse(ports, { request, now, trace, sessionId }, 'user-unknown');
      const known: KnownUser = { request, now, trace, sessionId, subject, method, mode };
      if (pending.stage !== 'call') trace.mark(event.kind === 'reply-came' ? 'reply-received' : 'message-handed-over');
      const way = methodOf(method, mode);
      if (way === undefined) throw new TypeError(`nothing waits for ${method} ${mode}`);
      const step = await way.proceed(contextOf(ports, known), pending, event);
      const refused = checkUser(subject, now);
      // Locked or blocked meanwhile: a right answer does not count any more. A denial keeps its own reason, as the fraud
      // alert that blocked the user.
      if (refused !== undefined && step.kind !== 'denied') {
        const { guards = [] } = step;
        return deny(ports, known, denied(resultOfReason(refused.refusal), refused.refusal, { guards }));
      }
      return conclude(ports, known, step);
    },

    receiveReply: (reply) => receiveReply(ports, reply),
  };
}

/** Design section 4, steps 1 to 6. */
async function decideFirst(ports: EnginePorts, request: AuthenticationRequest): Promise<Decision> {
  const { application, sessionId } = request;
  const settings = ports.settings();
  const now = ports.clock.now();
  const trace = createStepTrace(ports.monotonic, request.arrivedAt ?? ports.monotonic());
  if (application.radiusClientId !== undefined) trace.mark('client-found');
  const base: Known = { request, now, trace, sessionId };
  const { typed, method: chosen } = application.allowsMethodChoice
    ? splitMethodWord(settings['method-choice'], readTyped(request))
    : { typed: readTyped(request), method: undefined };

  const found = await resolveUser(ports.reader, settings['username-resolution'], request.username);
  if (found === 'ambiguous') return refuse(ports, base, 'username-ambiguous');
  if (found === undefined) return decideUnknownUser(ports, base, typed);
  trace.mark('user-found');
  const subject = found;
  const isTrusted = application.isTrusted(request.callingAddress);
  const refused = checkUser(subject, now);
  const isPassedDisabled = refused?.refusal === 'user-disabled' && settings['user-defaults'].whenUserIsDisabled === 'succeed';
  if (refused !== undefined && !isTrusted && !isPassedDisabled) return refuse(ports, { ...base, subject }, refused.refusal);
  trace.mark('user-checked');

  const method = chosen ?? subject.method;
  const mode = chosen === undefined ? subject.mode : modeOfChosen(subject, chosen);
  const known: KnownUser = { ...base, subject, method, mode };
  const context = contextOf(ports, known);
  const way = methodOf(method, mode);
  const isPassing = isTrusted || isPassedDisabled || mayPass(settings, subject, now);
  const readings =
    application.otpEntry === 'after-password'
      ? await readingsAfterPassword(context, way, typed, isPassing)
      : splitPassword(typed, application.otpEntry, []);
  const first = await checkFirstFactor(ports.hasher, application.firstFactor, subject, readings);
  if (application.firstFactor !== 'none') trace.mark('first-factor-checked');
  if (isRefusal(first)) return refuse(ports, known, first.refusal, typed);

  const passed = isPassing ? await passWithoutMethod(ports, known, { isTrusted, isPassedDisabled }) : undefined;
  if (passed !== undefined) return passed;
  return conclude(ports, known, await startMethod(context, way, readings, first.reading), context);
}

/** Nobody by that name: `Require Multi-Factor Authentication user match` decides, after the first factor's time has passed. */
async function decideUnknownUser(ports: EnginePorts, known: Known, typed: string): Promise<Decision> {
  const { application, callingAddress } = known.request;
  const readings = splitPassword(typed, application.otpEntry, []);
  const first = await checkFirstFactor(ports.hasher, application.firstFactor, undefined, readings);
  if (application.firstFactor !== 'none') known.trace.mark('first-factor-checked');
  const isTrusted = application.isTrusted(callingAddress) && !isRefusal(first);
  if (application.requiresUserMatch && !isTrusted) return refuse(ports, known, 'user-unknown');
  if (isRefusal(first)) return refuse(ports, known, first.refusal);
  const reason: PlainReason = isTrusted ? 'trusted-ip' : 'user-unknown-passed';
  return grant(ports, known, { kind: 'granted', result: resultOfReason(reason), reason });
}

/** The answer to a challenge. */
async function decideAnswer(ports: EnginePorts, request: AuthenticationRequest): Promise<Decision> {
  const now = ports.clock.now();
  const trace = createStepTrace(ports.monotonic, request.arrivedAt ?? ports.monotonic());
  const { sessionId } = request;
  if (request.application.radiusClientId !== undefined) trace.mark('client-found');
  const resumed = await resumeChallenge(ports.reader, request);
  if (isRefusal(resumed)) return refuse(ports, { request, now, trace, sessionId }, resumed.refusal);
  const { challenge } = resumed;
  trace.mark('challenge-found');
  const found = await ports.reader.findSubjectById(challenge.userId);
  const base: Known = { request, now, trace, sessionId: challenge.sessionId, challenge };
  if (found === undefined) return refuse(ports, base, 'user-unknown');
  trace.mark('user-found');
  const known: KnownUser = { ...base, subject: found, ...methodOfTask(found, challenge) };
  const refused = checkUser(found, now);
  if (refused !== undefined) return refuse(ports, known, refused.refusal);
  trace.mark('user-checked');
  if (resumed.isExpired) return conclude(ports, known, expired(challenge));

  const typed = readTyped(request);
  const context = contextOf(ports, known);
  const chosen = request.application.allowsMethodChoice ? methodOfWord(context.settings['method-choice'], typed) : undefined;
  // A PIN change or a question has no other way: the second factor was right, or has failed.
  const isChoice = challenge.task.kind === 'oath-code' || challenge.task.kind === 'message-code';
  if (chosen !== undefined && isChoice) return startChosen(ports, known, chosen);
  return conclude(ports, known, await answerTask(context, challenge, typed), context);
}

async function startChosen(ports: EnginePorts, known: KnownUser, method: Method): Promise<Decision> {
  const mode = modeOfChosen(known.subject, method);
  const chosen: KnownUser = { ...known, method, mode };
  const context = contextOf(ports, chosen);
  const way = methodOf(method, mode);
  if (way === undefined) return conclude(ports, chosen, denied('NO_USABLE_METHOD', 'method-unavailable'));
  const problem = way.check(context);
  if (problem !== undefined) return conclude(ports, chosen, denied(problem.result, problem.reason));
  // Chosen in a challenge: the OATH token asks, whatever the application does with first requests.
  return conclude(ports, chosen, method === 'oath-token' ? askForCode(context, false) : await way.start(context, ''), context);
}

async function answerTask(context: MethodContext, { task }: Challenge, typed: string): Promise<Step> {
  switch (task.kind) {
    case 'oath-code':
    case 'message-code': {
      const way = methodOf(context.method, context.mode);
      const problem =
        way === undefined ? { result: 'NO_USABLE_METHOD' as const, reason: 'method-unavailable' as const } : way.check(context);
      if (way === undefined || problem !== undefined)
        return denied(problem?.result ?? 'NO_USABLE_METHOD', problem?.reason ?? 'method-unavailable');
      const fallback = task.kind === 'message-code' ? await fallbackCode(context, typed) : undefined;
      return fallback ?? way.answer(context, task, typed);
    }
    case 'new-pin':
    case 'confirm-pin':
      return answerPinChange(context, task, typed);
    case 'security-questions':
      return answerSecurityQuestion(context, task, typed);
  }
}

/** Typed too late: each kind of question has its own result. */
function expired({ task }: Challenge): Denied {
  switch (task.kind) {
    case 'oath-code':
      return denied('OATH_TOKEN_TIMEOUT', 'challenge-expired');
    case 'message-code':
      return denied('AUTH_RESULT_TIMEOUT', 'message-code-expired');
    case 'new-pin':
    case 'confirm-pin':
      return denied('PIN_EXPIRED', 'pin-expired');
    case 'security-questions':
      return denied('SECURITY_QUESTIONS_TIMEOUT', 'security-questions-timeout');
  }
}

/** What the challenge was about, for the log and for the check of its answer. */
function methodOfTask(subject: Subject, { task }: Challenge): { readonly method: Method; readonly mode: Mode } {
  switch (task.kind) {
    case 'oath-code':
      return { method: 'oath-token', mode: modeOfChosen(subject, 'oath-token') };
    case 'message-code':
      // Asked for in the application, whatever the user's mode is by now.
      return { method: task.method, mode: asksPin(subject.mode) ? 'one-way-otp-pin' : 'one-way-otp' };
    case 'new-pin':
    case 'confirm-pin':
      return { method: task.grants.method, mode: task.grants.mode };
    case 'security-questions':
      return { method: subject.method, mode: subject.mode };
  }
}

async function readingsAfterPassword(
  context: MethodContext,
  way: AuthenticationMethod | undefined,
  typed: string,
  isPassing: boolean,
): Promise<readonly PasswordReading[]> {
  const own = way === undefined || way.check(context) !== undefined ? [] : await way.readings(context, typed);
  const tokenDigits = allowsFallback(context) ? fallbackTokens(context).map(({ digits }) => digits) : [];
  const fallback = splitPassword(typed, 'after-password', [...new Set(tokenDigits)]).filter(({ otp }) => otp !== '');
  const all = [...own, ...fallback];
  const whole = { password: typed, otp: '' };
  // Whoever needs no code may leave it out, and have a password that ends in digits.
  return all.length === 0 || (isPassing && all.every(({ otp }) => otp !== '')) ? [...all, whole] : all;
}

/** Step 6. `reading` is the one whose first factor was right; without a first factor each is tried. */
async function startMethod(
  context: MethodContext,
  way: AuthenticationMethod | undefined,
  readings: readonly PasswordReading[],
  reading: PasswordReading,
): Promise<Step> {
  const { application } = context.request;
  const candidates = application.firstFactor === 'none' ? readings : [reading];
  if (allowsFallback(context)) {
    const fallbacks = await Promise.all(candidates.map(({ otp }) => fallbackCode(context, otp)));
    const fallback = fallbacks.find((step) => step !== undefined);
    if (fallback !== undefined) return fallback;
  }
  const problem = way?.check(context);
  if (way === undefined || problem !== undefined) return unusable(context, problem, candidates[0]?.otp ?? '');
  if (context.method !== 'oath-token') return way.start(context, (candidates.find(({ otp }) => otp !== '') ?? reading).otp);
  let first: Step | undefined;
  for (const { otp } of candidates) {
    const step = await way.start(context, otp);
    if (step.kind !== 'denied') return step;
    first ??= step;
  }
  return first ?? denied('OATH_CODE_INCORRECT', 'otp-missing', { isFinal: true });
}

/** The method cannot be used. What was typed may have been meant as a fallback code: then it was a wrong one. */
async function unusable(context: MethodContext, problem: ReturnType<AuthenticationMethod['check']>, otp: string): Promise<Step> {
  if (otp !== '' && allowsFallback(context) && fallbackTokens(context).length > 0)
    return checkCode(fallbackContext(context), otp, true);
  const { result, reason } = problem ?? { result: 'NO_USABLE_METHOD' as const, reason: 'method-unavailable' as const };
  return denied(result, reason, { isFinal: true });
}

const allowsFallback = ({ request, method }: MethodContext) =>
  request.application.enablesFallbackOathToken && method !== 'oath-token';
const fallbackTokens = ({ subject, now }: MethodContext) => usableTokens(subject.tokens, now).usable;
const fallbackContext = (context: MethodContext): MethodContext => ({
  ...context,
  method: 'oath-token',
  mode: modeOfChosen(context.subject, 'oath-token'),
});

/** `Enable fallback OATH token`: a right code of the user's token counts wherever a code is typed. */
async function fallbackCode(context: MethodContext, otp: string): Promise<Step | undefined> {
  if (otp === '' || !allowsFallback(context) || fallbackTokens(context).length === 0) return undefined;
  const step = await checkCode(fallbackContext(context), otp, true);
  return step.kind === 'denied' ? undefined : step;
}

/** From the step to the decision; a method that has come to its end may be followed by a fallback. */
async function conclude(ports: EnginePorts, known: KnownUser, step: Step, context?: MethodContext): Promise<Decision> {
  const isFallback = step.kind === 'granted' && step.result === 'FALLBACK_OATH_CODE_VERIFIED';
  const logged: KnownUser = isFallback
    ? { ...known, method: 'oath-token', mode: modeOfChosen(known.subject, 'oath-token') }
    : known;
  switch (step.kind) {
    case 'granted':
      return grant(ports, logged, step);
    case 'ask':
      return ask(ports, known, step);
    case 'wait':
      return wait(known, step);
    case 'denied':
      return fallBack(ports, known, step, context ?? contextOf(ports, known));
  }
}

/** Design section 4, step 6: the fallback OATH token, then security questions, where the application allows them. */
async function fallBack(ports: EnginePorts, known: KnownUser, step: Denied, context: MethodContext): Promise<Decision> {
  // Where every name is asked for a code, a refused first request looks like any other (decision 0003).
  if (!step.isFinal || asksCodeOfAnyone(known)) return deny(ports, known, step);
  const before = { known, step };
  const wasFallback = known.challenge?.task.kind === 'oath-code' && known.challenge.task.isFallback;
  if (!wasFallback && allowsFallback(context) && fallbackTokens(context).length > 0) {
    const fallback = fallbackContext(context);
    return ask(ports, { ...known, method: fallback.method, mode: fallback.mode }, askForCode(fallback, true), before);
  }
  const questions = await startSecurityQuestions(context);
  return questions === undefined ? deny(ports, known, step) : ask(ports, known, questions, before);
}

function refuse(ports: EnginePorts, known: Known, reason: PlainReason, typed?: string): Decision {
  const guess = reason === 'password-wrong' ? typed : undefined;
  return deny(ports, known, denied(resultOfReason(reason), reason, { guess }));
}

function contextOf(ports: EnginePorts, known: KnownUser): MethodContext {
  const { request, subject, now, trace, sessionId, challenge } = known;
  const method = known.method ?? subject.method;
  const context = {
    ports,
    settings: ports.settings(),
    request,
    subject,
    now,
    trace,
    sessionId,
    method,
    mode: known.mode ?? subject.mode,
    challenge,
    choice: [],
  };
  return request.application.allowsMethodChoice ? { ...context, choice: choiceOf(context) } : context;
}

/** What is offered is what the user has set up. */
function choiceOf(context: MethodContext): readonly string[] {
  const others = METHODS.filter((method) => method !== context.method).filter((method) => {
    const mode = modeOfChosen(context.subject, method);
    const way = methodOf(method, mode);
    return way !== undefined && way.check({ ...context, method, mode }) === undefined;
  });
  const language = languageOf(context.subject, context.method, context.settings['user-defaults']);
  return wordsFor(context.settings['method-choice'], others, language);
}

function readTyped(request: AuthenticationRequest): string {
  return new TextDecoder().decode(request.password.reveal());
}
