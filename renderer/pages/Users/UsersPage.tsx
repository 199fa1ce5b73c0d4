import { Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/ids.ts';
import type { User } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { filterOf, listQueryOf } from '../../parts/user-list-search.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import type { RowKey } from '../../ui/ListTable/types.ts';
import { LinkButton } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { BulkActions } from './BulkActions.tsx';
import { userColumns } from './columns.tsx';
import { usersSearch } from './search.ts';
import { UserFacts } from './UserFacts.tsx';
import { activeFilterCount, UserFilters } from './UserFilters.tsx';

const NOBODY: readonly User[] = [];

export function UsersPage(): ReactNode {
  const { t } = useTranslation('users');
  const navigate = useNavigate();
  const mayChange = useMay('user-tasks');
  const [search, setSearch] = useSearchState(usersSearch);
  const { offset, limit } = search;
  const users = useQueryOf('users.list', { ...listQueryOf(search), offset, limit });
  const rows = users.data?.rows ?? NOBODY;
  const [keys, setKeys] = useState<ReadonlySet<RowKey>>(new Set());

  const placeOf = useCallback((user: User) => ({ ...filterOf(search), at: search.offset + rows.indexOf(user) }), [search, rows]);
  const columns = useMemo(() => userColumns(t, placeOf), [t, placeOf]);
  const open = (user: User) =>
    void navigate({ to: '/users/$userId', params: { userId: String(user.id) }, search: placeOf(user) });
  return (
    <Page title={t('title')} isFilled facts={<UserFacts state={search.state} />} actions={<PageActions />}>
      <UserFilters filter={search} onChange={(change) => setSearch({ ...change, offset: 0 })} />
      <ListTable
        id="users"
        label={t('title')}
        columns={columns}
        query={users}
        rows={rows}
        total={users.data?.total}
        keyOf={(user) => user.id}
        nameOf={(user) => user.username}
        sort={{ by: search.sort, direction: search.direction }}
        onSort={({ by, direction }) => setSearch({ sort: by as typeof search.sort, direction, offset: 0 })}
        paging={{ offset, limit, onChange: setSearch }}
        {...(mayChange
          ? {
              selection: {
                keys,
                onChange: setKeys,
                actions: <BulkActions ids={[...keys] as UserId[]} onDone={() => setKeys(new Set())} />,
              },
            }
          : {})}
        onOpen={open}
        empty={<NoUsers isFiltered={activeFilterCount(search) > 0} />}
        error={<QueryError query={users} />}
      />
    </Page>
  );
}

function PageActions(): ReactNode {
  const { t } = useTranslation('users');
  const mayChange = useMay('user-tasks');
  const mayImport = useMay('administer');
  return (
    <>
      {mayImport ? (
        <LinkButton to="/users/import" variant="default">
          {t('importUsers')}
        </LinkButton>
      ) : null}
      {mayChange ? <LinkButton to="/users/new">{t('add')}</LinkButton> : null}
    </>
  );
}

function NoUsers({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const { t } = useTranslation('users');
  const mayImport = useMay('administer');
  if (isFiltered) return <EmptyState title={t('noMatch')} text={t('noMatchText')} />;
  return (
    <EmptyState
      title={t('none')}
      text={t('noneText')}
      {...(mayImport
        ? {
            action: (
              <Group gap={8}>
                <LinkButton to="/tokens/import">{t('import')}</LinkButton>
                <LinkButton to="/users/import" variant="default">
                  {t('importUsers')}
                </LinkButton>
              </Group>
            ),
          }
        : {})}
    />
  );
}
