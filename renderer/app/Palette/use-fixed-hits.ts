import { useRouter } from '@tanstack/react-router';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { isPermitted, type Permission } from '../../../shared/roles.ts';
import { useSession } from '../../bridge/use-session.ts';
import { HELP_TOPICS } from '../../help/topics.ts';
import { SETTINGS_CATALOGUE, settingKey, settingLink } from '../../parts/settings-catalogue.ts';
import { useOpenSections } from '../Frame/use-open-sections.ts';
import type { Hit } from './hits.ts';

type Action = {
  readonly key:
    | 'giveBypass'
    | 'blockUser'
    | 'addUser'
    | 'importUsers'
    | 'addToken'
    | 'importTokens'
    | 'addClient'
    | 'addGateway'
    | 'addTrunk'
    | 'testUser'
    | 'backUp'
    | 'shortcuts';
  readonly permission: Permission;
  /** The route that must be there. */
  readonly route: string;
  readonly href?: string;
  readonly act?: Hit['act'];
};

const ACTIONS: readonly Action[] = [
  { key: 'testUser', permission: 'user-tasks', route: '/users', act: 'test-user' },
  { key: 'giveBypass', permission: 'user-tasks', route: '/bypass', href: '/bypass?bypass=0' },
  { key: 'blockUser', permission: 'user-tasks', route: '/blocked', href: '/blocked?block=0' },
  { key: 'addUser', permission: 'user-tasks', route: '/users/new', href: '/users/new' },
  { key: 'importUsers', permission: 'administer', route: '/users/import', href: '/users/import' },
  { key: 'importTokens', permission: 'administer', route: '/tokens/import', href: '/tokens/import' },
  { key: 'addToken', permission: 'administer', route: '/tokens', href: '/tokens?token=0' },
  { key: 'addClient', permission: 'administer', route: '/radius', href: '/radius?client=0' },
  { key: 'addGateway', permission: 'administer', route: '/gateways/new', href: '/gateways/new' },
  { key: 'addTrunk', permission: 'administer', route: '/phone-calls/trunks/new', href: '/phone-calls/trunks/new' },
  { key: 'backUp', permission: 'administer', route: '/backup', href: '/backup' },
  { key: 'shortcuts', permission: 'own-account', route: '/', act: 'shortcuts' },
];

/** Pages, actions and help: known without asking the server. */
export function useFixedHits(): readonly Hit[] {
  const { t } = useTranslation(['palette', 'frame', 'help', 'settings']);
  const sections = useOpenSections();
  const { routesByPath } = useRouter();
  const { role } = useSession().operator;
  return useMemo(
    () => [
      ...sections.map(({ key, to }): Hit => ({ id: `page-${key}`, group: 'pages', label: t(`frame:nav.${key}`), href: to })),
      ...ACTIONS.filter(({ permission, route }) => route in routesByPath && isPermitted(role, permission)).map(
        ({ key, href, act }): Hit => ({
          id: `action-${key}`,
          group: 'actions',
          label: t(`action.${key}`),
          words: t(`actionWords.${key}`),
          ...(href === undefined ? {} : { href }),
          ...(act === undefined ? {} : { act }),
        }),
      ),
      ...(isPermitted(role, 'read-settings') ? SETTINGS_CATALOGUE : [])
        .filter(({ to }) => to in routesByPath)
        .map((entry): Hit => {
          const key = settingKey(entry);
          const { to, search } = settingLink(entry);
          return {
            id: `setting-${key}`,
            group: 'settings',
            label: t(`settings:field.${key}.label`),
            note: t(`settings:page.${to}`),
            words: t(`settings:field.${key}.hint`),
            href: `${to}?${new URLSearchParams(search)}`,
          };
        }),
      ...HELP_TOPICS.map(
        (topic): Hit => ({ id: `help-${topic}`, group: 'help', label: t(`help:topic.${topic}`), href: `/help/${topic}` }),
      ),
    ],
    [sections, routesByPath, role, t],
  );
}
