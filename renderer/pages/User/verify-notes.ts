/** Which methods and modes there are to choose from, and why one would not work for this user. Pure. */

import { asksPin, METHOD_MODES, METHODS, type Method, type Mode, VERIFIED_MODES } from '../../../shared/methods.ts';
import type { UserFields } from '../../../shared/schemas/user.ts';
import { numberProblem, type ReachRules, reachProblem } from '../../parts/phone-reach.ts';

/** Whether this version can verify a user who has this method and mode. */
export function isVerifiable(method: Method, mode: Mode): boolean {
  return VERIFIED_MODES[method]?.includes(mode) ?? false;
}

/** The methods to choose from. An app password is no method of its own; it shows where an import brought it. */
export function methodChoices(current: Method): readonly Method[] {
  return METHODS.filter((method) => method !== 'app-password' || current === 'app-password');
}

/** The modes of `method`, and the current one where an import brought one that the method does not have. */
export function modeChoices(method: Method, current: Mode): readonly Mode[] {
  const modes = METHOD_MODES[method];
  return modes.includes(current) ? modes : [...modes, current];
}

/** The mode that a user keeps, or starts with, when the method changes: with or without PIN as before, where there is one. */
export function modeAfterChange(method: Method, current: Mode): Mode {
  const modes = METHOD_MODES[method];
  if (modes.includes(current)) return current;
  return modes.find((mode) => asksPin(mode) === asksPin(current)) ?? modes[0] ?? current;
}

/** What the console knows beside the form; undefined: the operator may not read it, so that nothing is said. */
export type MethodFacts = {
  readonly tokenCount: number;
  readonly hasPin: boolean;
  readonly hasGateway?: boolean | undefined;
  readonly hasReplies?: boolean | undefined;
  readonly hasTrunk?: boolean | undefined;
  readonly isEmailOn?: boolean | undefined;
  readonly defaults?: ReachRules | undefined;
};
type Chosen = Pick<UserFields, 'username' | 'email' | 'phone' | 'countryCode' | 'enablesGlobalServices'>;

const METHOD_PROBLEMS = [
  'not-yet',
  'no-phone',
  'no-country',
  'phone-malformed',
  'no-gateway',
  'no-replies',
  'no-trunk',
  'country-not-allowed',
  'global-services-off',
  'no-email',
  'email-off',
  'no-token',
  'no-pin',
] as const;
export type MethodProblem = (typeof METHOD_PROBLEMS)[number];

/** Why a sign-in by this method and mode would fail, worst first; empty when it would work. */
export function methodProblems(user: Chosen, method: Method, mode: Mode, facts: MethodFacts): readonly MethodProblem[] {
  if (!isVerifiable(method, mode)) return ['not-yet'];
  const problems: Readonly<Partial<Record<Method, () => readonly MethodProblem[]>>> = {
    'text-message': () => textProblems(user, mode, facts),
    'phone-call': () => [
      ...numberProblems(user),
      ...(facts.hasTrunk === false ? (['no-trunk'] as const) : []),
      ...reachProblems(user, facts),
    ],
    email: () => [
      ...(facts.isEmailOn === false ? (['email-off'] as const) : []),
      ...(user.email === '' && !isAddress(user.username) ? (['no-email'] as const) : []),
    ],
    'oath-token': () => (facts.tokenCount === 0 ? ['no-token'] : []),
  };
  return [...(problems[method]?.() ?? []), ...(asksPin(mode) && !facts.hasPin ? (['no-pin'] as const) : [])];
}

function textProblems(user: Chosen, mode: Mode, facts: MethodFacts): readonly MethodProblem[] {
  const isTwoWay = mode === 'two-way-otp' || mode === 'two-way-otp-pin';
  return [
    ...numberProblems(user),
    ...(facts.hasGateway === false ? (['no-gateway'] as const) : []),
    ...(isTwoWay && facts.hasGateway === true && facts.hasReplies === false ? (['no-replies'] as const) : []),
    ...reachProblems(user, facts),
  ];
}

function numberProblems({ countryCode, phone }: Chosen): readonly MethodProblem[] {
  if (phone.trim() === '') return ['no-phone'];
  if (countryCode === '') return ['no-country'];
  return numberProblem(countryCode, phone) === undefined ? [] : ['phone-malformed'];
}

function reachProblems(user: Chosen, { defaults }: MethodFacts): readonly MethodProblem[] {
  const problem = defaults === undefined ? undefined : reachProblem(user, user.enablesGlobalServices, defaults);
  return problem === undefined ? [] : [problem];
}

function isAddress(text: string): boolean {
  return /^[^@\s]+@[^@\s]+$/.test(text.trim());
}
