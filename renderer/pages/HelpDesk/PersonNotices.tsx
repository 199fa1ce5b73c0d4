import { Alert, Button, Group } from '@mantine/core';
import { IconArrowRightDashed, IconCircleMinus, IconLock, IconShieldOff } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { Countdown } from '../../parts/Countdown.tsx';
import { notifyDone, notifyError } from '../../parts/errors.tsx';
import { doneWords } from '../../parts/help-desk/tell-words.ts';
import { UnblockForm } from '../../parts/help-desk/UnblockForm.tsx';
import { isUserBlocked, isUserLocked } from '../../parts/user-state.ts';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatDate, formatExact } from '../../ui/time.ts';
import classes from './HelpDesk.module.css';
import type { Told } from './told.ts';

type Props = { readonly user: User; readonly onTell: (told: Told) => void };

/** Why the person cannot sign in just now, each with its end. */
export function PersonNotices(props: Props): ReactNode {
  const { user } = props;
  const now = useNow();
  return (
    <>
      {user.isEnabled ? null : <DisabledNotice {...props} />}
      {isUserBlocked(user, now) ? <BlockedNotice {...props} /> : null}
      {isUserLocked(user, now) ? <LockedNotice {...props} /> : null}
      {user.bypassUntil !== undefined && user.bypassUntil > now ? <BypassNotice {...props} /> : null}
    </>
  );
}

function DisabledNotice({ user, onTell }: Props): ReactNode {
  const { t } = useTranslation('helpDesk');
  const enable = useCommand('users.setEnabled');
  const run = () =>
    enable.mutate(
      { ids: [user.id], isEnabled: true },
      { onSuccess: () => onTell({ words: doneWords('enabled', user.username) }), onError: notifyError },
    );
  return (
    <Alert color="gray" p={12} icon={<IconCircleMinus size={18} />} title={t('notice.disabled')}>
      <Group justify="space-between" gap={12}>
        <span>{t('notice.disabledText')}</span>
        <Button variant="default" loading={enable.isPending} onClick={run}>
          {t('action.enable')}
        </Button>
      </Group>
    </Alert>
  );
}

function BlockedNotice({ user, onTell }: Props): ReactNode {
  const { t } = useTranslation('helpDesk');
  const blocks = useQueryOf('blocks.list', { userId: user.id, state: 'blocked', limit: 1 });
  const block = blocks.data?.rows[0];
  return (
    <Alert
      color="red"
      p={12}
      icon={<IconShieldOff size={18} />}
      title={t('notice.blocked', { date: formatDate(user.blockedUntil ?? 0) })}
    >
      {block === undefined ? null : (
        <>
          <p style={{ margin: '0 0 8px' }}>
            {t(block.startedBy === '' ? 'notice.blockedReason' : 'notice.blockedReasonBy', {
              reason: block.reason,
              name: block.startedBy,
              at: formatExact(block.startedAt),
            })}
          </p>
          <UnblockForm block={block} onEnded={() => onTell({ words: doneWords('unblocked', user.username) })} />
        </>
      )}
    </Alert>
  );
}

function LockedNotice({ user, onTell }: Props): ReactNode {
  const { t } = useTranslation('helpDesk');
  const unlock = useCommand('users.unlock');
  const run = () =>
    unlock.mutate(
      { id: user.id },
      { onSuccess: () => onTell({ words: doneWords('unlocked', user.username) }), onError: notifyError },
    );
  return (
    <Alert
      color="red"
      p={12}
      icon={<IconLock size={18} />}
      title={
        user.isLockedLongTerm || user.lockedUntil === undefined
          ? t('notice.lockedLong')
          : t('notice.locked', { time: formatExact(user.lockedUntil) })
      }
    >
      <Group justify="space-between" gap={12}>
        <span>{t('notice.lockedText')}</span>
        <Button loading={unlock.isPending} onClick={run}>
          {t('action.unlock')}
        </Button>
      </Group>
    </Alert>
  );
}

function BypassNotice({ user }: Props): ReactNode {
  const { t } = useTranslation('helpDesk');
  const { t: bypass } = useTranslation('bypass');
  const running = useQueryOf('bypasses.list', { userId: user.id, state: 'running', limit: 1 });
  const cancel = useCommand('bypasses.cancel');
  const row = running.data?.rows[0];
  return (
    <Alert
      p={12}
      classNames={{ root: classes.bypass, title: classes.bypassTitle, icon: classes.bypassTitle }}
      icon={<IconArrowRightDashed size={18} />}
      title={
        <>
          {t('notice.bypass')} <Countdown until={user.bypassUntil ?? 0} label={bypass('left')} />
        </>
      }
    >
      <Group justify="space-between" gap={12}>
        <span>{t('notice.bypassText')}</span>
        {row === undefined ? null : (
          <Button
            variant="default"
            loading={cancel.isPending}
            onClick={() =>
              cancel.mutate(
                { id: row.id },
                { onSuccess: () => notifyDone(bypass('cancelled', { username: user.username })), onError: notifyError },
              )
            }
          >
            {t('action.cancelBypass')}
          </Button>
        )}
      </Group>
    </Alert>
  );
}
