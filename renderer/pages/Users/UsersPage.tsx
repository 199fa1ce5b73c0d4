import { Group } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useCallback, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/ids.ts';
import { type User, userListQuerySchema } from '../../../shared/schemas/user.ts';
import { useRowPages } from '../../bridge/use-row-pages.ts';
import { useMay } from '../../bridge/use-session.ts';
import { ExportMenu } from '../../parts/ExportMenu.tsx';
import { QueryError } from '../../parts/errors.tsx';
import { filterOf, listQueryOf, userFilterOf } from '../../parts/user-list-search.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { shownColumnIds } from '../../ui/ListTable/use-columns.ts';
import { LinkButton } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { BulkActions } from './BulkActions.tsx';
import { userColumns } from './columns.tsx';
import { usersSearch } from './search.ts';
import { UserFacts } from './UserFacts.tsx';
import { activeFilterCount, UserFilters } from './UserFilters.tsx';
import type { ListPlace } from './UserLink.tsx';
import { useUserSelection } from './use-user-selection.ts';

const NOWHERE = (): ListPlace => ({ search: '', userGroup: '', sort: 'username', direction: 'asc', at: 0 });

export function UsersPage(): ReactNode {
  const { t } = useTranslation('users');
  const navigate = useNavigate();
  const mayChange = useMay('user-tasks');
  const [search, setSearch] = useSearchState(usersSearch);
  const query = listQueryOf(search);
  const users = useRowPages('users.list', query, search.offset);
  const selected = useUserSelection(JSON.stringify(query), users.readBetween);

  // Not the whole search: the place in it changes with every scroll, and no cell shows that.
  const { search: text, state, method, userGroup, tag, sort, direction } = search;
  const placeOf = useCallback(
    (at: number) => ({ ...filterOf({ search: text, state, method, userGroup, tag, sort, direction }), at }),
    [text, state, method, userGroup, tag, sort, direction],
  );
  const columns = useMemo(() => userColumns(t, placeOf), [t, placeOf]);
  const open = (user: User, at: number) =>
    void navigate({ to: '/users/$userId', params: { userId: String(user.id) }, search: placeOf(at) });
  const target = selected.isAll ? { filter: userFilterOf(search) } : { ids: [...selected.keys] as UserId[] };
  const count = selected.isAll ? (users.total ?? 0) : selected.keys.size;
  return (
    <Page
      title={t('title')}
      isFilled
      facts={<UserFacts state={search.state} />}
      actions={<PageActions query={query} isEmpty={users.total === 0} />}
    >
      <UserFilters filter={search} onChange={(change) => setSearch({ ...change, offset: 0 })} />
      <ListTable
        id="users"
        label={t('title')}
        columns={columns}
        query={users}
        total={users.total}
        keyOf={(user) => user.id}
        nameOf={(user) => user.username}
        sort={{ by: search.sort, direction: search.direction }}
        onSort={({ by, direction: order }) => setSearch({ sort: by as typeof search.sort, direction: order, offset: 0 })}
        continuous={{
          rowAt: users.rowAt,
          onRange: users.onRange,
          position: search.offset,
          onPosition: (offset) => setSearch({ offset }),
        }}
        {...(mayChange
          ? {
              selection: {
                keys: selected.keys,
                onChange: selected.setKeys,
                all: { isOn: selected.isAll, onChange: selected.setAll },
                onRange: selected.addRange,
                actions: <BulkActions target={target} count={count} onDone={selected.clear} />,
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

function PageActions({
  query,
  isEmpty,
}: {
  readonly query: ReturnType<typeof listQueryOf>;
  readonly isEmpty: boolean;
}): ReactNode {
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
      <ExportMenu
        subject={() => ({ kind: 'users', filter: userListQuerySchema.omit({ offset: true, limit: true }).parse(query) })}
        columns={() => shownColumnIds('users', userColumns(t, NOWHERE))}
        isDisabled={isEmpty}
      />
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
