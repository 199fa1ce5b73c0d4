import type { ReactNode } from 'react';
import type { User } from '../../../shared/schemas/user.ts';
import type { UserFilter } from '../../parts/user-list-search.ts';
import { LinkText } from '../../ui/links.tsx';

/** The list a user is opened from, and the row's position in it, from 0. */
export type ListPlace = UserFilter & { readonly at: number };

export function UserLink({ user, place }: { readonly user: User; readonly place: ListPlace }): ReactNode {
  return (
    <LinkText to="/users/$userId" params={{ userId: String(user.id) }} search={place} title={user.username}>
      {user.username}
    </LinkText>
  );
}
