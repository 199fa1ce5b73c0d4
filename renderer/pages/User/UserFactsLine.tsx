import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { MethodLabel } from '../../parts/MethodLabel.tsx';
import { UserStateMark } from '../../parts/UserStateMark.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import classes from './User.module.css';

/** Under the name: who, state, how they sign in, when last. */
export function UserFactsLine({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('user');
  const name = `${user.firstName} ${user.lastName}`.trim();
  const failures = Math.max(user.failureCount, user.longTermFailureCount);
  return (
    <span className={classes.facts}>
      <UserStateMark user={user} />
      {name === '' ? null : (
        <span dir="auto" className={classes.cut}>
          {name}
        </span>
      )}
      <MethodLabel method={user.method} mode={user.mode} />
      {user.lastSignInAt === undefined ? (
        <span>{t('facts.never')}</span>
      ) : (
        <span>
          {t('facts.lastSignIn')} <RelativeTime at={user.lastSignInAt} />
        </span>
      )}
      {failures === 0 ? null : <span>{t('facts.failures', { count: failures, formatted: formatNumber(failures) })}</span>}
      <span>{t(`facts.source.${user.source}`)}</span>
    </span>
  );
}
