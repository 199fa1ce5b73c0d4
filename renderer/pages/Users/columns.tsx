import type { TFunction } from 'i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { MethodLabel } from '../../parts/MethodLabel.tsx';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';

/** How the list says a user's state: the one that matters most. */
export function userState(user: User): 'enabled' | 'disabled' | 'locked' {
  if (!user.isEnabled) return 'disabled';
  return user.isLockedLongTerm || user.lockedUntil !== undefined ? 'locked' : 'enabled';
}

export function userColumns(t: TFunction<'users'>): readonly Column<User>[] {
  return [
    {
      id: 'username',
      header: t('column.username'),
      sortBy: 'username',
      isFixed: true,
      cell: (user) => (
        <LinkText to="/users/$userId" params={{ userId: String(user.id) }}>
          {user.username}
        </LinkText>
      ),
    },
    {
      id: 'name',
      header: t('column.name'),
      sortBy: 'lastName',
      width: 220,
      cell: (user) => `${user.firstName} ${user.lastName}`.trim(),
    },
    { id: 'userGroup', header: t('column.userGroup'), sortBy: 'userGroup', width: 140, cell: (user) => user.userGroup },
    {
      id: 'method',
      header: t('column.method'),
      width: 170,
      cell: (user) => <MethodLabel method={user.method} mode={user.mode} />,
    },
    { id: 'state', header: t('column.state'), width: 110, cell: (user) => t(`state.${userState(user)}`) },
    {
      id: 'lastSignIn',
      header: t('column.lastSignIn'),
      sortBy: 'lastSignInAt',
      width: 140,
      cell: (user) => <RelativeTime at={user.lastSignInAt} />,
    },
  ];
}
