/** The sections of the console in the order and words of the old one (reference section 2): navigation, trail, palette, keys. */
import {
  IconActivity,
  IconArchive,
  IconArrowRightDashed,
  IconBolt,
  IconBuilding,
  IconChartBar,
  IconFileText,
  IconFlag,
  IconKey,
  IconLifebuoy,
  IconListDetails,
  IconLock,
  IconMail,
  IconMessages,
  IconMicrophone,
  IconPhone,
  IconPhoneOutgoing,
  IconRouter,
  IconShieldOff,
  IconTag,
  IconUserCog,
  IconUsers,
} from '@tabler/icons-react';
import type { ENGINE_WARNINGS } from '../../shared/contract/engine.ts';
import type { Permission } from '../../shared/roles.ts';
import type { HelpTopic } from '../help/topics.ts';

type Warning = (typeof ENGINE_WARNINGS)[number];

export type Section = {
  readonly key: SectionKey;
  readonly to: string;
  readonly Icon: typeof IconActivity;
  readonly permission: Permission;
  /** The letter after g. */
  readonly letter: string;
  readonly help: HelpTopic;
  /** Warnings of the engine that are mended here: they put a dot on the entry. */
  readonly warnings?: readonly Warning[];
};
export type SectionKey =
  | 'status'
  | 'help-desk'
  | 'users'
  | 'tokens'
  | 'tags'
  | 'radius'
  | 'lockout'
  | 'blocked'
  | 'caching'
  | 'fraud-alert'
  | 'bypass'
  | 'log'
  | 'reports'
  | 'settings'
  | 'gateways'
  | 'phone-calls'
  | 'caller-id'
  | 'voice-messages'
  | 'email'
  | 'operators'
  | 'backup'
  | 'logging';

/** Groups without headings. */
export const SECTION_GROUPS: readonly (readonly Section[])[] = [
  [
    { key: 'status', to: '/', Icon: IconActivity, permission: 'read', letter: 's', help: 'status' },
    { key: 'help-desk', to: '/help-desk', Icon: IconLifebuoy, permission: 'user-tasks', letter: 'h', help: 'help-desk' },
    { key: 'users', to: '/users', Icon: IconUsers, permission: 'read', letter: 'u', help: 'users' },
    { key: 'tokens', to: '/tokens', Icon: IconKey, permission: 'read', letter: 'o', help: 'oath-tokens' },
    { key: 'tags', to: '/tags', Icon: IconTag, permission: 'read', letter: 't', help: 'tags' },
  ],
  [
    {
      key: 'radius',
      to: '/radius',
      Icon: IconRouter,
      permission: 'read-settings',
      letter: 'r',
      help: 'radius-authentication',
      warnings: ['listener-down'],
    },
  ],
  [
    {
      key: 'lockout',
      to: '/lockout',
      Icon: IconLock,
      permission: 'read-settings',
      letter: 'a',
      help: 'lockout',
      warnings: ['lockout-off'],
    },
    { key: 'blocked', to: '/blocked', Icon: IconShieldOff, permission: 'read', letter: 'k', help: 'blocked-users' },
    {
      key: 'caching',
      to: '/caching',
      Icon: IconBolt,
      permission: 'read-settings',
      letter: 'i',
      help: 'caching-rules',
      warnings: ['cache-long'],
    },
    { key: 'fraud-alert', to: '/fraud-alert', Icon: IconFlag, permission: 'read-settings', letter: 'f', help: 'fraud-alert' },
    { key: 'bypass', to: '/bypass', Icon: IconArrowRightDashed, permission: 'read', letter: 'y', help: 'one-time-bypass' },
  ],
  [
    { key: 'log', to: '/log', Icon: IconListDetails, permission: 'read', letter: 'l', help: 'authentication-log' },
    { key: 'reports', to: '/reports', Icon: IconChartBar, permission: 'read', letter: 'p', help: 'reports' },
  ],
  [
    {
      key: 'settings',
      to: '/settings',
      Icon: IconBuilding,
      permission: 'read-settings',
      letter: 'c',
      help: 'company-settings',
      warnings: ['disabled-user-succeeds', 'no-gateway-succeeds', 'weak-pins-allowed'],
    },
    {
      key: 'gateways',
      to: '/gateways',
      Icon: IconMessages,
      permission: 'read-settings',
      letter: 'w',
      help: 'text-gateways',
      warnings: ['gateway-down', 'gateway-deaf', 'no-gateway', 'inbound-down'],
    },
    {
      key: 'phone-calls',
      to: '/phone-calls',
      Icon: IconPhone,
      permission: 'read-settings',
      letter: 'j',
      help: 'phone-calls',
      warnings: ['trunk-down', 'no-trunk'],
    },
    {
      key: 'caller-id',
      to: '/caller-id',
      Icon: IconPhoneOutgoing,
      permission: 'read-settings',
      letter: 'd',
      help: 'caller-id',
      warnings: ['caller-id-missing'],
    },
    {
      key: 'voice-messages',
      to: '/voice-messages',
      Icon: IconMicrophone,
      permission: 'read-settings',
      letter: 'v',
      help: 'voice-messages',
      warnings: ['fraud-greeting'],
    },
    {
      key: 'email',
      to: '/email',
      Icon: IconMail,
      permission: 'read-settings',
      letter: 'm',
      help: 'email',
      warnings: ['mail-failing', 'mail-from-missing'],
    },
    { key: 'operators', to: '/operators', Icon: IconUserCog, permission: 'read-settings', letter: 'e', help: 'operators' },
    {
      key: 'backup',
      to: '/backup',
      Icon: IconArchive,
      permission: 'read-settings',
      letter: 'b',
      help: 'backup',
      warnings: ['backup-failed', 'backup-old', 'passphrase-not-set'],
    },
    {
      key: 'logging',
      to: '/logging',
      Icon: IconFileText,
      permission: 'read-settings',
      letter: 'n',
      help: 'logging',
      warnings: ['audit-chain-broken', 'log-not-pruned'],
    },
  ],
];

export const SECTIONS: readonly Section[] = SECTION_GROUPS.flat();

/** The section that an address belongs to: the one with the longest matching beginning. */
export function sectionOf(pathname: string): Section | undefined {
  return SECTIONS.filter(({ to }) => pathname === to || (to !== '/' && pathname.startsWith(`${to}/`))).sort(
    (one, other) => other.to.length - one.to.length,
  )[0];
}

/** Pages inside a section that have a help page of their own. */
const HELP_BY_PATH: readonly (readonly [RegExp, HelpTopic])[] = [
  [/^\/users\/import$/, 'csv-import'],
  [/^\/users\/[^/]+$/, 'user-page'],
  [/^\/tokens\/import$/, 'token-import'],
  [/^\/radius\/[^/]+$/, 'radius-client'],
  [/^\/gateways\/[^/]+$/, 'text-gateways'],
  [/^\/phone-calls\/trunks(\/|$)/, 'trunks'],
  [/^\/account$/, 'operators'],
];

/** The help page that fits an address best. */
export function helpTopicOf(pathname: string): HelpTopic {
  return HELP_BY_PATH.find(([pattern]) => pattern.test(pathname))?.[1] ?? sectionOf(pathname)?.help ?? 'getting-started';
}
