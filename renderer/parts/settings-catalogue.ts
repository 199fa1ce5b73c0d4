/** Every setting that the console shows, once: for the pages, for the search inside the settings and for the palette. */
import { CONSOLE_LANGUAGES, SECOND_FACTOR_POLICIES, type SettingsSection } from '../../shared/schemas/settings.ts';
import { EXTENSION_PROMPTS } from '../../shared/voice-messages.ts';

export const SETTINGS_TABS = [
  'general',
  'username-resolution',
  'text-message',
  'oath-text',
  'security-questions',
  'oath',
  'reports',
] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

/** What a number counts. */
export type SettingUnit =
  | 'minutes'
  | 'seconds'
  | 'days'
  | 'steps'
  | 'counters'
  | 'denials'
  | 'positions'
  | 'files'
  | 'digits'
  | 'tries'
  | 'messages'
  | 'pins'
  | 'questions';
/** What a list holds. */
export type ListUnit = 'words' | 'texts' | 'rules' | 'addresses' | 'questions';

export type Control =
  | { readonly kind: 'number'; readonly unit: SettingUnit }
  /** A port. */
  | { readonly kind: 'plain-number' }
  /** A number with a check before it; null: off. `first` is what it starts with. */
  | { readonly kind: 'optional-number'; readonly unit: SettingUnit; readonly first: number }
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  | { readonly kind: 'method' }
  /** The modes of the method that stands in the field `method` of the section. */
  | { readonly kind: 'mode' }
  | { readonly kind: 'language' }
  /** `empty`: what no country at all means. */
  | { readonly kind: 'country-codes'; readonly empty: 'none' | 'all' }
  | { readonly kind: 'text' }
  /** E-mail addresses. */
  | { readonly kind: 'addresses' }
  /** Days, or forever. */
  | { readonly kind: 'keep-days' }
  /** Made by its page alone. */
  | { readonly kind: 'list'; readonly unit: ListUnit }
  | { readonly kind: 'own' };

type Place =
  | { readonly to: '/settings'; readonly tab: SettingsTab }
  | { readonly to: '/logging'; readonly tab: 'attempts' }
  | {
      readonly to:
        | '/backup'
        | '/lockout'
        | '/caching'
        | '/fraud-alert'
        | '/blocked'
        | '/bypass'
        | '/gateways'
        | '/phone-calls'
        | '/caller-id';
      readonly tab: undefined;
    };

/** True where this value weakens the server or tells more than it should. */
type Risk = (value: unknown) => boolean;

/** The entries of a section: `field('name', control, risk)`. */
const section =
  <const Section extends SettingsSection, const At extends Place>(name: Section, place: At) =>
  <const Name extends string, const Shown extends Control>(field: Name, control: Shown, isRisky?: Risk) => ({
    section: name,
    name: field,
    to: place.to as At['to'],
    tab: place.tab as At['tab'],
    control: control as Control,
    isRisky,
  });

const tab = <const Tab extends SettingsTab>(name: Tab) => ({ to: '/settings', tab: name }) as const;
const page = <const To extends Exclude<Place['to'], '/settings' | '/logging'>>(to: To) => ({ to, tab: undefined }) as const;

const moreThan = (limit: number) => (value: unknown) => typeof value === 'number' && value > limit;
const lessThan = (limit: number) => (value: unknown) => typeof value === 'number' && value < limit;
const is = (risky: unknown) => (value: unknown) => value === risky;

const SWITCH = { kind: 'switch' } as const;
const LANGUAGE = { kind: 'language' } as const;
const OWN = { kind: 'own' } as const;
const FAIL_OR_SUCCEED = { kind: 'choice', choices: ['fail', 'succeed'] } as const;
const number = (unit: SettingUnit) => ({ kind: 'number', unit }) as const;

const userDefaults = section('user-defaults', tab('general'));
const pinRules = section('pin-rules', tab('general'));
const consoleOf = section('console', tab('general'));
const usernames = section('username-resolution', tab('username-resolution'));
const texts = section('text-message', tab('text-message'));
const emailCodes = section('email-codes', tab('text-message'));
const questions = section('security-questions', tab('security-questions'));
const oath = section('oath', tab('oath'));
const log = section('log', tab('reports'));
const lockout = section('lockout', page('/lockout'));
const fraud = section('fraud-alert', page('/fraud-alert'));
const backup = section('backup', page('/backup'));
const bypass = section('one-time-bypass', page('/bypass'));
const phoneCall = section('phone-call', page('/phone-calls'));
const inbound = section('inbound-texts', page('/gateways'));
const callerId = section('caller-id', page('/caller-id'));

/** `settings:field.<section>.<name>.label` and `.hint` name a setting; `.risk` where `isRisky` may be true. */
export const SETTINGS_CATALOGUE = [
  userDefaults('method', { kind: 'method' }),
  userDefaults('mode', { kind: 'mode' }),
  userDefaults('whenUserIsDisabled', FAIL_OR_SUCCEED, is('succeed')),
  userDefaults('whenNoGatewayIsReachable', FAIL_OR_SUCCEED, is('succeed')),
  userDefaults('enablesGlobalServices', SWITCH),
  userDefaults('homeCountryCodes', { kind: 'country-codes', empty: 'none' }),
  userDefaults('allowedCountryCodes', { kind: 'country-codes', empty: 'all' }),
  userDefaults('canChangePhone', SWITCH),
  userDefaults('textMessageLanguage', LANGUAGE),
  userDefaults('oathTokenLanguage', LANGUAGE),
  userDefaults('phoneCallLanguage', LANGUAGE),
  userDefaults('mobileAppLanguage', LANGUAGE),

  pinRules('canChangePin', SWITCH),
  pinRules('minimumLength', number('digits')),
  pinRules('preventsWeakPins', SWITCH, is(false)),
  pinRules('expirationDays', { kind: 'optional-number', unit: 'days', first: 90 }),
  pinRules('historyLength', { kind: 'optional-number', unit: 'pins', first: 5 }),

  consoleOf('language', { kind: 'choice', choices: CONSOLE_LANGUAGES }),
  consoleOf('sessionTimeoutMinutes', number('minutes'), moreThan(120)),
  section('operators', tab('general'))(
    'requiresSecondFactorOf',
    { kind: 'choice', choices: SECOND_FACTOR_POLICIES },
    is('nobody'),
  ),

  usernames('stripsPrefixDomain', SWITCH),
  usernames('stripsSuffixDomain', SWITCH),
  usernames('defaultSuffix', { kind: 'text' }),
  usernames('matchesEmail', SWITCH),

  texts('codeDigits', number('digits'), lessThan(6)),
  texts('oneWayTimeoutSeconds', number('seconds'), moreThan(900)),
  texts('twoWayTimeoutSeconds', number('seconds')),
  texts('codeTriesMax', number('tries'), moreThan(5)),
  texts('resendBlockSeconds', number('seconds'), is(0)),
  texts('retriesMax', number('messages'), moreThan(20)),
  texts('retryWindowMinutes', number('minutes')),
  emailCodes('isEnabled', SWITCH, is(true)),
  emailCodes('codeDigits', number('digits'), lessThan(6)),
  emailCodes('timeoutSeconds', number('seconds'), moreThan(900)),
  section('method-choice', tab('text-message'))('words', { kind: 'list', unit: 'words' }),
  section('message-texts', tab('oath-text'))('texts', { kind: 'list', unit: 'texts' }),

  questions('isEnabled', SWITCH, is(true)),
  questions('questionsToAnswer', number('questions'), lessThan(2)),
  questions('timeoutSeconds', number('seconds')),
  questions('questions', { kind: 'list', unit: 'questions' }),

  oath('hardwareWindowSteps', number('steps'), moreThan(12)),
  oath('appWindowSteps', number('steps'), moreThan(2)),
  oath('lookAheadCounters', number('counters'), moreThan(20)),
  oath('resyncWindow', number('positions')),
  oath('isAutomaticResyncEnabled', SWITCH, is(true)),
  oath('automaticResyncSeconds', number('seconds')),
  oath('challengeLifetimeSeconds', number('seconds')),

  log('includesName', SWITCH),
  log('includesEmail', SWITCH),
  log('includesPhone', SWITCH),
  log('masksPhone', SWITCH),
  section('log', { to: '/logging', tab: 'attempts' })('keepDays', { kind: 'keep-days' }),

  lockout('denialsToLock', number('denials'), is(0)),
  lockout('resetAfterMinutes', number('minutes')),
  lockout('unlockAfterMinutes', number('minutes')),
  lockout('longTermDenialsToLock', number('denials'), is(0)),
  lockout('repeatedCodeSeconds', number('seconds')),

  section('blocking', page('/blocked'))('blockDays', number('days')),
  section('caching', page('/caching'))('rules', { kind: 'list', unit: 'rules' }),
  fraud('isAllowed', SWITCH, is(false)),
  fraud('blocksUser', SWITCH, is(false)),
  fraud('code', { kind: 'text' }),
  fraud('notifies', { kind: 'addresses' }),
  bypass('defaultSeconds', number('seconds'), moreThan(3600)),
  bypass('isAllowedToUsers', SWITCH, is(true)),

  phoneCall('triesAllowed', { kind: 'plain-number' }, moreThan(5)),
  phoneCall('providesMenu', SWITCH),
  phoneCall('extensionPrompt', { kind: 'choice', choices: EXTENSION_PROMPTS }),
  phoneCall('ringSeconds', number('seconds')),
  phoneCall('rounds', { kind: 'plain-number' }),
  phoneCall('inputTimeoutSeconds', number('seconds')),
  phoneCall('mediaPortFrom', { kind: 'plain-number' }),
  phoneCall('mediaPortTo', { kind: 'plain-number' }),

  inbound('isEnabled', SWITCH),
  inbound('address', { kind: 'text' }),
  inbound('port', { kind: 'plain-number' }),
  inbound('publicUrl', { kind: 'text' }),

  callerId('number', { kind: 'text' }),
  callerId('displayName', { kind: 'text' }),
  callerId('isPrivate', SWITCH),
  callerId('rules', { kind: 'list', unit: 'rules' }),

  backup('schedule', OWN),
  backup('weekday', OWN),
  backup('time', OWN),
  backup('folder', OWN),
  backup('keepFiles', OWN),
] as const;

export type SettingEntry = (typeof SETTINGS_CATALOGUE)[number];
type KeyOf<Each> = Each extends { readonly section: infer Section extends string; readonly name: infer Name extends string }
  ? `${Section}.${Name}`
  : never;
/** `lockout.denialsToLock`: the key of its texts and its place in an address (`?setting=`). */
export type SettingKey = KeyOf<SettingEntry>;
export const settingKey = (entry: SettingEntry): SettingKey => `${entry.section}.${entry.name}` as SettingKey;

/** Where a setting is changed: the page, with the parameters that open its tab and point at it. */
export function settingLink(entry: SettingEntry): { readonly to: SettingEntry['to']; readonly search: Record<string, string> } {
  return { to: entry.to, search: { ...(entry.tab === undefined ? {} : { tab: entry.tab }), setting: settingKey(entry) } };
}
