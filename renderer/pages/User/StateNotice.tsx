import { Alert, Button, Group } from '@mantine/core';
import { IconCircleMinus, IconDoorEnter, IconLock, IconUserCancel } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { Countdown } from '../../parts/Countdown.tsx';
import { notifyDone, notifyError } from '../../parts/errors.tsx';
import { useSetting } from '../../parts/help-desk/use-setting.ts';
import { isUserLocked } from '../../parts/user-state.ts';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatExact, formatNumber } from '../../ui/time.ts';
import { blockText } from './block-text.ts';

/** Why this user cannot sign in at all just now, or needs no second factor. Nothing for a user who signs in as usual. */
export function StateNotice({ user }: { readonly user: User }): ReactNode {
  const now = useNow();
  return (
    <>
      {user.isEnabled ? null : <DisabledNotice />}
      {user.blockedUntil !== undefined && user.blockedUntil > now ? (
        <BlockedNotice user={user} until={user.blockedUntil} />
      ) : null}
      {isUserLocked(user, now) ? <LockedNotice user={user} /> : null}
      {user.bypassUntil !== undefined && user.bypassUntil > now ? <BypassNotice user={user} until={user.bypassUntil} /> : null}
    </>
  );
}

function DisabledNotice(): ReactNode {
  const { t } = useTranslation('user');
  const rule = useSetting('user-defaults')?.whenUserIsDisabled;
  const passes = rule === 'succeed';
  return (
    <Alert color={passes ? 'red' : 'gray'} p={12} icon={<IconCircleMinus size={18} />} title={t('disabledNote.title')}>
      {t(passes ? 'disabledNote.passes' : 'disabledNote.text')}
    </Alert>
  );
}

function BlockedNotice({ user, until }: { readonly user: User; readonly until: number }): ReactNode {
  const { t } = useTranslation('user');
  const block = useQueryOf('blocks.list', { userId: user.id, state: 'blocked', limit: 1 }).data?.rows[0];
  return (
    <Alert
      color="red"
      p={12}
      icon={<IconUserCancel size={18} />}
      title={t('blocked.title', { time: formatExact(block?.expiresAt ?? until) })}
    >
      <span dir="auto">{block === undefined ? '' : blockText(block)}</span> {t('blocked.text')}
    </Alert>
  );
}

function LockedNotice({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  return (
    <Alert
      color="red"
      p={12}
      icon={<IconLock size={18} />}
      title={
        user.isLockedLongTerm || user.lockedUntil === undefined
          ? t('locked.longTermTitle')
          : t('locked.title', { time: formatExact(user.lockedUntil) })
      }
    >
      {user.isLockedLongTerm
        ? t('locked.longTermText', { formatted: formatNumber(user.longTermFailureCount) })
        : t('locked.text')}
    </Alert>
  );
}

/** Counts down, and can be taken back while it has not been used. */
function BypassNotice({ user, until }: { readonly user: User; readonly until: number }): ReactNode {
  const { t } = useTranslation('user');
  const mayHelp = useMay('user-tasks');
  const running = useQueryOf('bypasses.list', { userId: user.id, state: 'running', limit: 1 }).data?.rows[0];
  const cancel = useCommand('bypasses.cancel');
  const stop = () => {
    if (running === undefined) return;
    cancel.mutate(
      { id: running.id },
      { onSuccess: () => notifyDone(t('bypass.cancelled', { username: user.username })), onError: notifyError },
    );
  };
  return (
    <Alert
      color="yellow"
      p={12}
      icon={<IconDoorEnter size={18} />}
      styles={{ title: { color: 'var(--app-pending)' } }}
      title={t('bypass.running')}
    >
      <Group gap={12} justify="space-between">
        <span>
          {t('bypass.left')} <Countdown until={until} label={t('bypass.leftLabel')} />.{' '}
          <span dir="auto">
            {running === undefined ? '' : t('bypass.why', { reason: running.reason, name: running.startedBy })}
          </span>
        </span>
        {mayHelp && running !== undefined ? (
          <Button variant="default" loading={cancel.isPending} onClick={stop}>
            {t('bypass.cancel')}
          </Button>
        ) : null}
      </Group>
    </Alert>
  );
}
