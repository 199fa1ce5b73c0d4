/** Which methods and modes there are to choose from, and why one would not work for this user. Pure. */

import { asksPin, METHOD_MODES, METHODS, type Method, type Mode, VERIFIED_MODES } from '../../../shared/methods.ts';
import type { UserDefaults } from '../../../shared/schemas/method-settings.ts';
import type { UserFields } from '../../../shared/schemas/user.ts';

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
  readonly isEmailOn?: boolean | undefined;
  readonly defaults?: Pick<UserDefaults, 'enablesGlobalServices' | 'homeCountryCodes' | 'allowedCountryCodes'> | undefined;
};
type Chosen = Pick<UserFields, 'username' | 'email' | 'phone' | 'countryCode' | 'enablesGlobalServices'>;

const METHOD_PROBLEMS = [
  'not-yet',
  'no-phone',
  'no-country',
  'no-gateway',
  'no-replies',
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
    email: () => [
      ...(facts.isEmailOn === false ? (['email-off'] as const) : []),
      ...(user.email === '' && !isAddress(user.username) ? (['no-email'] as const) : []),
    ],
    'oath-token': () => (facts.tokenCount === 0 ? ['no-token'] : []),
  };
  return [...(problems[method]?.() ?? []), ...(asksPin(mode) && !facts.hasPin ? (['no-pin'] as const) : [])];
}

function textProblems(user: Chosen, mode: Mode, { hasGateway, hasReplies, defaults }: MethodFacts): readonly MethodProblem[] {
  const isTwoWay = mode === 'two-way-otp' || mode === 'two-way-otp-pin';
  const all: readonly (readonly [MethodProblem, boolean])[] = [
    ['no-phone', user.phone.trim() === ''],
    ['no-country', user.phone.trim() !== '' && user.countryCode === ''],
    ['no-gateway', hasGateway === false],
    ['no-replies', isTwoWay && hasGateway === true && hasReplies === false],
    [
      'country-not-allowed',
      defaults !== undefined &&
        user.countryCode !== '' &&
        defaults.allowedCountryCodes.length > 0 &&
        !defaults.allowedCountryCodes.includes(user.countryCode),
    ],
    [
      'global-services-off',
      defaults !== undefined &&
        user.countryCode !== '' &&
        !(user.enablesGlobalServices ?? defaults.enablesGlobalServices) &&
        !defaults.homeCountryCodes.includes(user.countryCode),
    ],
  ];
  return all.filter(([, isSo]) => isSo).map(([problem]) => problem);
}

function isAddress(text: string): boolean {
  return /^[^@\s]+@[^@\s]+$/.test(text.trim());
}
