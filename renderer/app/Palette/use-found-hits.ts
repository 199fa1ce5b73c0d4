import { useTranslation } from 'react-i18next';
import type { RadiusClient } from '../../../shared/schemas/radius.ts';
import type { Token } from '../../../shared/schemas/token.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { fitting, type Hit } from './hits.ts';

/** Hits of one kind shown at once: the palette is for the one that is meant, the lists are for many. */
const USERS_LIMIT = 6;
const TOKENS_LIMIT = 4;
const CLIENTS_LIMIT = 4;

export type FoundHits = { readonly hits: readonly Hit[]; readonly isSearching: boolean; readonly isFailed: boolean };

/** Users, tokens and RADIUS clients that the server finds. */
export function useFoundHits(query: string, onlyUsers: boolean): FoundHits {
  const { t } = useTranslation(['palette', 'users']);
  const mayReadSettings = useMay('read-settings');
  const isEnabled = query !== '';
  const users = useQueryOf('users.list', { search: query, limit: USERS_LIMIT }, { isEnabled });
  const tokens = useQueryOf('tokens.list', { search: query, limit: TOKENS_LIMIT }, { isEnabled: isEnabled && !onlyUsers });
  const clients = useQueryOf('radiusClients.list', undefined, { isEnabled: isEnabled && !onlyUsers && mayReadSettings });
  if (!isEnabled) return { hits: [], isSearching: false, isFailed: false };
  const userHits = (users.data?.rows ?? []).map((user) =>
    userHit(user, onlyUsers, user.isEnabled ? undefined : t('users:stateOf.disabled')),
  );
  if (onlyUsers) return { hits: userHits, isSearching: users.isFetching, isFailed: users.isError };
  return {
    hits: [
      ...userHits,
      ...(tokens.data?.rows ?? []).map((token) => tokenHit(token, t('token.nobody'))),
      ...fitting((clients.data ?? []).map(clientHit), query, CLIENTS_LIMIT),
    ],
    isSearching: users.isFetching || tokens.isFetching,
    isFailed: users.isError || tokens.isError,
  };
}

function userHit(user: User, isForTest: boolean, state: string | undefined): Hit {
  const name = [user.firstName, user.lastName].filter(Boolean).join(' ');
  return {
    id: `user-${user.id}`,
    group: 'users',
    label: user.username,
    note: [name, user.email === user.username ? '' : user.email, state].filter(Boolean).join(' · '),
    href: `/users/${user.id}${isForTest ? '?panel=test' : ''}`,
  };
}

function tokenHit(token: Token, nobody: string): Hit {
  return {
    id: `token-${token.id}`,
    group: 'tokens',
    label: token.serial,
    note: [token.username ?? nobody, token.model].filter(Boolean).join(' · '),
    href: `/tokens?${new URLSearchParams({ search: token.serial, token: String(token.id) })}`,
  };
}

function clientHit(client: RadiusClient): Hit {
  return {
    id: `client-${client.id}`,
    group: 'clients',
    label: client.name,
    note: client.address,
    words: client.applicationName,
    href: `/radius/${client.id}`,
  };
}
