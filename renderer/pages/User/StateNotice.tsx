import { Alert } from '@mantine/core';
import { IconCircleMinus, IconLock } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { isUserLocked } from '../../parts/user-state.ts';
import { useNow } from '../../ui/RelativeTime.tsx';
import { formatExact, formatNumber } from '../../ui/time.ts';

/** Why this user cannot sign in at all just now. Nothing for a user who can. */
export function StateNotice({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const now = useNow();
  return (
    <>
      {user.isEnabled ? null : (
        <Alert color="gray" p={12} icon={<IconCircleMinus size={18} />} title={t('disabledNote.title')}>
          {t('disabledNote.text')}
        </Alert>
      )}
      {!isUserLocked(user, now) ? null : (
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
      )}
    </>
  );
}
