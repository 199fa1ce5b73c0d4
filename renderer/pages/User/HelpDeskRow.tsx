import { Button, Group } from '@mantine/core';
import {
  IconDialpad,
  IconDoorEnter,
  IconLockOpen,
  IconRefresh,
  IconShieldCheck,
  IconUserCancel,
  IconUserCheck,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useMay } from '../../bridge/use-session.ts';
import { notifyDone, notifyError } from '../../parts/errors.tsx';
import { isUserLocked } from '../../parts/user-state.ts';
import { useNow } from '../../ui/RelativeTime.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { type PANELS, userSearch } from './search.ts';

type Panel = (typeof PANELS)[number];

/** What the help desk does in one minute. */
export function HelpDeskRow({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const now = useNow();
  const mayHelp = useMay('user-tasks');
  const [, setSearch] = useSearchState(userSearch);
  if (!mayHelp) return null;
  const isBlocked = user.blockedUntil !== undefined && user.blockedUntil > now;
  const button = (panel: Panel, label: string, icon: ReactNode) => (
    <Button variant="default" leftSection={icon} onClick={() => setSearch({ panel, token: undefined })}>
      {label}
    </Button>
  );
  return (
    <Group gap={8} role="group" aria-label={t('helpDesk')}>
      <UnlockButton user={user} />
      {button('bypass', t('action.bypass'), <IconDoorEnter size={16} />)}
      {button('pin', t('action.pin'), <IconDialpad size={16} />)}
      {isBlocked
        ? button('unblock', t('action.unblock'), <IconUserCheck size={16} />)
        : button('block', t('action.block'), <IconUserCancel size={16} />)}
      {user.tokenCount === 0 ? null : button('resync', t('action.resync'), <IconRefresh size={16} />)}
      {button('test', t('action.test'), <IconShieldCheck size={16} />)}
    </Group>
  );
}

/** Only while there is a lock to end. */
function UnlockButton({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const now = useNow();
  const unlock = useCommand('users.unlock');
  if (!isUserLocked(user, now)) return null;
  const run = () =>
    unlock.mutate(
      { id: user.id },
      { onSuccess: () => notifyDone(t('unlocked', { username: user.username })), onError: notifyError },
    );
  return (
    <Button leftSection={<IconLockOpen size={16} />} loading={unlock.isPending} onClick={run}>
      {t('action.unlock')}
    </Button>
  );
}
