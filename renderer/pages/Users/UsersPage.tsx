import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { USER_STATES } from '../../../shared/schemas/user.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { Facts } from '../../ui/Facts.tsx';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { LinkButton } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { formatNumber } from '../../ui/time.ts';
import { useSearchState } from '../../ui/use-search-state.ts';
import { userColumns } from './columns.tsx';
import { usersSearch } from './search.ts';

export function UsersPage(): ReactNode {
  const { t } = useTranslation('users');
  const navigate = useNavigate();
  const [search, setSearch] = useSearchState(usersSearch);
  const users = useQueryOf('users.list', { ...search, userGroup: search.userGroup || undefined });
  const columns = useMemo(() => userColumns(t), [t]);
  const activeCount = [search.search, search.state, search.method, search.userGroup].filter(Boolean).length;
  const clear = () => setSearch({ search: '', state: undefined, method: undefined, userGroup: '', offset: 0 });
  return (
    <Page title={t('title')} isFilled facts={<UserFacts state={search.state} />}>
      <FilterBar
        search={{ value: search.search, label: t('search'), onChange: (value) => setSearch({ search: value, offset: 0 }) }}
        activeCount={activeCount}
        onClear={clear}
      >
        <FilterSelect
          label={t('column.state')}
          value={search.state}
          options={USER_STATES.map((state) => ({ value: state, label: t(`state.${state}`) }))}
          onChange={(state) => setSearch({ state: state as typeof search.state, offset: 0 })}
        />
      </FilterBar>
      <ListTable
        id="users"
        label={t('title')}
        columns={columns}
        query={users}
        rows={users.data?.rows ?? []}
        total={users.data?.total}
        keyOf={(user) => user.id}
        nameOf={(user) => user.username}
        sort={{ by: search.sort, direction: search.direction }}
        onSort={({ by, direction }) => setSearch({ sort: by as typeof search.sort, direction, offset: 0 })}
        paging={{ offset: search.offset, limit: search.limit, onChange: setSearch }}
        onOpen={(user) => void navigate({ to: '/users/$userId', params: { userId: String(user.id) } })}
        empty={
          activeCount > 0 ? (
            <EmptyState title={t('noMatch')} text={t('noMatchText')} />
          ) : (
            <EmptyState
              title={t('none')}
              text={t('noneText')}
              action={<LinkButton to="/tokens/import">{t('import')}</LinkButton>}
            />
          )
        }
        error={<QueryError query={users} />}
      />
    </Page>
  );
}

function UserFacts({ state }: { readonly state: string | undefined }): ReactNode {
  const { t } = useTranslation('users');
  const { data } = useQueryOf('users.facts');
  if (data === undefined) return null;
  return (
    <Facts
      facts={[
        { key: 'total', text: t('facts.total', { count: data.total, formatted: formatNumber(data.total) }), search: {} },
        {
          key: 'disabled',
          text: t('facts.disabled', { formatted: formatNumber(data.disabled) }),
          search: { state: 'disabled' },
          isActive: state === 'disabled',
        },
        {
          key: 'locked',
          text: t('facts.locked', { formatted: formatNumber(data.locked) }),
          search: { state: 'locked' },
          isActive: state === 'locked',
        },
        {
          key: 'withoutToken',
          text: t('facts.withoutToken', { formatted: formatNumber(data.withoutToken) }),
          search: { state: 'without-token' },
          isActive: state === 'without-token',
        },
      ]}
    />
  );
}
