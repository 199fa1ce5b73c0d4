import type { TFunction } from 'i18next';
import type { User } from '../../../shared/schemas/user.ts';
import { MethodLabel } from '../../parts/MethodLabel.tsx';
import { phoneText } from '../../parts/phone-text.ts';
import { UserStateMark } from '../../parts/UserStateMark.tsx';
import type { Column } from '../../ui/ListTable/types.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import { type ListPlace, UserLink } from './UserLink.tsx';

/** @param placeOf where a row stands in the list, so that its page can go to the previous and the next one */
export function userColumns(t: TFunction<'users'>, placeOf: (index: number) => ListPlace): readonly Column<User>[] {
  return [
    {
      id: 'username',
      header: t('column.username'),
      sortBy: 'username',
      isFixed: true,
      cell: (user, index) => <UserLink user={user} place={placeOf(index)} />,
    },
    {
      id: 'name',
      header: t('column.name'),
      sortBy: 'lastName',
      width: 190,
      cell: (user) => `${user.firstName} ${user.lastName}`.trim(),
    },
    { id: 'email', header: t('column.email'), width: 220, isOptional: true, cell: (user) => user.email },
    { id: 'userGroup', header: t('column.userGroup'), sortBy: 'userGroup', width: 130, cell: (user) => user.userGroup },
    {
      id: 'method',
      header: t('column.method'),
      width: 196,
      cell: (user) => <MethodLabel method={user.method} mode={user.mode} />,
    },
    {
      id: 'phone',
      header: t('column.phone'),
      width: 150,
      isOptional: true,
      cell: (user) => phoneText(user.countryCode, user.phone, user.extension),
    },
    {
      id: 'tags',
      header: t('column.tags'),
      width: 180,
      isOptional: true,
      cell: (user) => user.tags.join(', '),
    },
    {
      id: 'tokenCount',
      header: t('column.tokenCount'),
      width: 72,
      align: 'end',
      cell: (user) => formatNumber(user.tokenCount),
    },
    { id: 'state', header: t('column.state'), width: 144, cell: (user) => <UserStateMark user={user} /> },
    {
      id: 'lastSignIn',
      header: t('column.lastSignIn'),
      sortBy: 'lastSignInAt',
      width: 166,
      cell: (user) => <RelativeTime at={user.lastSignInAt} />,
    },
    {
      id: 'source',
      header: t('column.source'),
      width: 120,
      isOptional: true,
      cell: (user) => t(`source.${user.source}`),
    },
    {
      id: 'createdAt',
      header: t('column.createdAt'),
      sortBy: 'createdAt',
      width: 120,
      isOptional: true,
      cell: (user) => <RelativeTime at={user.createdAt} />,
    },
  ];
}
