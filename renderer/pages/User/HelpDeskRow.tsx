import { Button, Group } from '@mantine/core';
import { IconDeviceMobilePlus, IconKey, IconLockOpen, IconRefresh, IconShieldCheck } from '@tabler/icons-react';
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

/** What the help desk does in one minute. */
export function HelpDeskRow({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const mayHelp = useMay('user-tasks');
  const [, setSearch] = useSearchState(userSearch);
  if (!mayHelp) return null;
  const open = (panel: (typeof PANELS)[number]) => setSearch({ panel, token: undefined });
  return (
    <Group gap={8} role="group" aria-label={t('helpDesk')}>
      <UnlockButton user={user} />
      <Button variant="default" leftSection={<IconShieldCheck size={16} />} onClick={() => open('test')}>
        {t('action.test')}
      </Button>
      {user.tokenCount === 0 ? null : (
        <Button variant="default" leftSection={<IconRefresh size={16} />} onClick={() => open('resync')}>
          {t('action.resync')}
        </Button>
      )}
      <Button variant="default" leftSection={<IconKey size={16} />} onClick={() => open('assign')}>
        {t('action.assign')}
      </Button>
      <Button variant="default" leftSection={<IconDeviceMobilePlus size={16} />} onClick={() => open('enrol')}>
        {t('action.enrol')}
      </Button>
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
