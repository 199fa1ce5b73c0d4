import { Button } from '@mantine/core';
import { IconRouter } from '@tabler/icons-react';
import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { z } from 'zod';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { joinActivity, selectRows } from './client-rows.ts';
import { clientColumns } from './columns.tsx';
import { CLIENT_SORTS, type radiusSearch } from './search.ts';

type Search = z.output<typeof radiusSearch>;

export function ClientsTab({
  search,
  onChange,
}: {
  readonly search: Search;
  readonly onChange: (change: Partial<Search>) => void;
}): ReactNode {
  const { t } = useTranslation('radius');
  const navigate = useNavigate();
  const clients = useQueryOf('radiusClients.list');
  const activity = useQueryOf('radiusClients.activity', {});
  const columns = useMemo(() => clientColumns(t), [t]);
  const all = useMemo(() => joinActivity(clients.data ?? [], activity.data ?? []), [clients.data, activity.data]);
  const rows = useMemo(() => selectRows(all, search), [all, search]);
  const isFiltered = search.search !== '' || search.issue !== undefined;
  return (
    <>
      {all.length === 0 && !isFiltered ? null : (
        <FilterBar
          search={{ value: search.search, label: t('search'), onChange: (value) => onChange({ search: value }) }}
          activeCount={Number(search.search !== '') + Number(search.issue !== undefined)}
          onClear={() => onChange({ search: '', issue: undefined })}
        />
      )}
      <ListTable
        id="radius-clients"
        label={t('tab.clients')}
        columns={columns}
        query={clients}
        rows={rows}
        total={rows.length}
        keyOf={({ client }) => client.id}
        nameOf={({ client }) => client.name}
        sort={{ by: search.sort, direction: search.direction }}
        onSort={({ by, direction }) => onChange({ sort: CLIENT_SORTS.find((sort) => sort === by) ?? 'name', direction })}
        onOpen={({ client }) => void navigate({ to: '/radius/$clientId', params: { clientId: String(client.id) } })}
        empty={
          isFiltered ? (
            <EmptyState title={t('noMatch')} text={t('noMatchText')} />
          ) : (
            <NoClients onAdd={() => onChange({ client: 0 })} />
          )
        }
        error={<QueryError query={clients} />}
      />
    </>
  );
}

function NoClients({ onAdd }: { readonly onAdd: () => void }): ReactNode {
  const { t } = useTranslation('radius');
  const mayChange = useMay('administer');
  return (
    <EmptyState
      icon={<IconRouter size={32} stroke={1.5} />}
      title={t('none')}
      text={t('noneText')}
      {...(mayChange ? { action: <Button onClick={onAdd}>{t('add')}</Button> } : {})}
    />
  );
}
