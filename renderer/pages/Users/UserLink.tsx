import { Anchor } from '@mantine/core';
import { useRouter } from '@tanstack/react-router';
import type { MouseEvent, ReactNode } from 'react';
import type { User } from '../../../shared/schemas/user.ts';
import type { UserFilter } from '../../parts/user-list-search.ts';

/** The list a user is opened from, and the row's position in it, from 0. */
export type ListPlace = UserFilter & { readonly at: number };

/**
 * The row's name as a link. Its address is made when it is wanted: the router's own link works it out for every row at
 * every change of the address, which a scroll feels.
 */
export function UserLink({ user, place }: { readonly user: User; readonly place: ListPlace }): ReactNode {
  const router = useRouter();
  const target = { to: '/users/$userId', params: { userId: String(user.id) }, search: place } as const;
  const open = (event: MouseEvent) => {
    // Another tab, another window, a file: the browser's own business.
    if (event.button !== 0 || event.ctrlKey || event.metaKey || event.shiftKey || event.altKey) return;
    event.preventDefault();
    void router.navigate(target);
  };
  const preload = () => void router.preloadRoute(target);
  return (
    <Anchor size="sm" href={hrefOf(user, place)} title={user.username} onClick={open} onMouseEnter={preload}>
      {user.username}
    </Anchor>
  );
}

/** As the router writes it: only what is set. */
function hrefOf(user: User, place: ListPlace): string {
  const set = Object.entries(place).filter(([, value]) => value !== undefined && value !== '');
  const search = new URLSearchParams(set.map(([name, value]) => [name, String(value)]));
  return `/users/${user.id}?${search}`;
}
