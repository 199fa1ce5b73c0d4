/** Every setting that the console shows, once: for the pages, for the search inside the settings and for the palette. */
import { CONSOLE_LANGUAGES, SECOND_FACTOR_POLICIES } from '../../shared/schemas/settings.ts';

export const SETTINGS_TABS = ['general', 'oath', 'lockout', 'reports'] as const;
export type SettingsTab = (typeof SETTINGS_TABS)[number];

type Control =
  | { readonly kind: 'number'; readonly unit: 'minutes' | 'seconds' | 'steps' | 'counters' | 'denials' | 'positions' | 'files' }
  | { readonly kind: 'switch' }
  | { readonly kind: 'choice'; readonly choices: readonly string[] }
  /** Days, or forever. */
  | { readonly kind: 'keep-days' }
  /** Made by its page alone. */
  | { readonly kind: 'own' };

type Entry = {
  readonly section: 'console' | 'operators' | 'oath' | 'lockout' | 'log' | 'backup';
  readonly name: string;
  readonly control: Control;
  /** True where this value weakens the server or tells more than it should. */
  readonly isRisky?: (value: unknown) => boolean;
} & (
  | { readonly to: '/settings'; readonly tab: SettingsTab }
  | { readonly to: '/logging'; readonly tab: 'attempts' }
  | { readonly to: '/backup'; readonly tab: undefined }
);

const moreThan = (limit: number) => (value: unknown) => typeof value === 'number' && value > limit;
const isZero = (value: unknown) => value === 0;

/** `settings:field.<section>.<name>.label` and `.hint` name a setting; `.risk` where `isRisky` may be true. */
export const SETTINGS_CATALOGUE = [
  {
    section: 'console',
    name: 'language',
    to: '/settings',
    tab: 'general',
    control: { kind: 'choice', choices: CONSOLE_LANGUAGES },
  },
  {
    section: 'console',
    name: 'sessionTimeoutMinutes',
    to: '/settings',
    tab: 'general',
    control: { kind: 'number', unit: 'minutes' },
    isRisky: moreThan(120),
  },
  {
    section: 'operators',
    name: 'requiresSecondFactorOf',
    to: '/settings',
    tab: 'general',
    control: { kind: 'choice', choices: SECOND_FACTOR_POLICIES },
    isRisky: (value) => value === 'nobody',
  },
  {
    section: 'oath',
    name: 'hardwareWindowSteps',
    to: '/settings',
    tab: 'oath',
    control: { kind: 'number', unit: 'steps' },
    isRisky: moreThan(12),
  },
  {
    section: 'oath',
    name: 'appWindowSteps',
    to: '/settings',
    tab: 'oath',
    control: { kind: 'number', unit: 'steps' },
    isRisky: moreThan(2),
  },
  {
    section: 'oath',
    name: 'lookAheadCounters',
    to: '/settings',
    tab: 'oath',
    control: { kind: 'number', unit: 'counters' },
    isRisky: moreThan(20),
  },
  { section: 'oath', name: 'resyncWindow', to: '/settings', tab: 'oath', control: { kind: 'number', unit: 'positions' } },
  {
    section: 'oath',
    name: 'isAutomaticResyncEnabled',
    to: '/settings',
    tab: 'oath',
    control: { kind: 'switch' },
    isRisky: (value) => value === true,
  },
  { section: 'oath', name: 'automaticResyncSeconds', to: '/settings', tab: 'oath', control: { kind: 'number', unit: 'seconds' } },
  {
    section: 'oath',
    name: 'challengeLifetimeSeconds',
    to: '/settings',
    tab: 'oath',
    control: { kind: 'number', unit: 'seconds' },
  },
  {
    section: 'lockout',
    name: 'denialsToLock',
    to: '/settings',
    tab: 'lockout',
    control: { kind: 'number', unit: 'denials' },
    isRisky: isZero,
  },
  {
    section: 'lockout',
    name: 'resetAfterMinutes',
    to: '/settings',
    tab: 'lockout',
    control: { kind: 'number', unit: 'minutes' },
  },
  {
    section: 'lockout',
    name: 'unlockAfterMinutes',
    to: '/settings',
    tab: 'lockout',
    control: { kind: 'number', unit: 'minutes' },
  },
  {
    section: 'lockout',
    name: 'longTermDenialsToLock',
    to: '/settings',
    tab: 'lockout',
    control: { kind: 'number', unit: 'denials' },
    isRisky: isZero,
  },
  {
    section: 'lockout',
    name: 'repeatedCodeSeconds',
    to: '/settings',
    tab: 'lockout',
    control: { kind: 'number', unit: 'seconds' },
  },
  { section: 'log', name: 'includesName', to: '/settings', tab: 'reports', control: { kind: 'switch' } },
  { section: 'log', name: 'includesEmail', to: '/settings', tab: 'reports', control: { kind: 'switch' } },
  { section: 'log', name: 'includesPhone', to: '/settings', tab: 'reports', control: { kind: 'switch' } },
  { section: 'log', name: 'masksPhone', to: '/settings', tab: 'reports', control: { kind: 'switch' } },
  { section: 'log', name: 'keepDays', to: '/logging', tab: 'attempts', control: { kind: 'keep-days' } },
  { section: 'backup', name: 'schedule', to: '/backup', tab: undefined, control: { kind: 'own' } },
  { section: 'backup', name: 'weekday', to: '/backup', tab: undefined, control: { kind: 'own' } },
  { section: 'backup', name: 'time', to: '/backup', tab: undefined, control: { kind: 'own' } },
  { section: 'backup', name: 'folder', to: '/backup', tab: undefined, control: { kind: 'own' } },
  { section: 'backup', name: 'keepFiles', to: '/backup', tab: undefined, control: { kind: 'own' } },
] as const satisfies readonly Entry[];

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
