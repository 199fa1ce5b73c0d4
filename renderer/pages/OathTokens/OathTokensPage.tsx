import { Button } from '@mantine/core';
import { IconFileImport, IconKey, IconPlus } from '@tabler/icons-react';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { tokenIdSchema } from '../../../shared/ids.ts';
import { TOKEN_FILTERS, TOKEN_TYPES } from '../../../shared/schemas/token.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import type { RowKey } from '../../ui/ListTable/types.ts';
import { LinkButton } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { AddTokenDrawer } from './AddTokenDrawer.tsx';
import { BulkActions } from './BulkActions.tsx';
import { tokenColumns } from './columns.tsx';
import { tokensSearch } from './search.ts';
import { TokenDrawer } from './TokenDrawer.tsx';
import { TokenFacts } from './TokenFacts.tsx';

/** `token` in the address while one is being added. */
const ADDING = 0;

export function OathTokensPage(): ReactNode {
  const { t } = useTranslation('tokens');
  const [search, setSearch] = useSearchState(tokensSearch);
  const [keys, setKeys] = useState<ReadonlySet<RowKey>>(new Set());
  const { token: openToken, ...query } = search;
  const tokens = useQueryOf('tokens.list', query);
  const columns = useMemo(() => tokenColumns(t), [t]);
  const isAdministrator = useMay('administer');
  const isHelpDesk = useMay('user-tasks');
  const activeCount = [search.search, search.state, search.type].filter(Boolean).length;
  const openId = tokenIdSchema.safeParse(openToken).data;
  const close = () => setSearch({ token: undefined });
  return (
    <Page
      title={t('title')}
      isFilled
      facts={<TokenFacts state={search.state} />}
      actions={isAdministrator ? <PageActions onAdd={() => setSearch({ token: ADDING })} /> : null}
    >
      <FilterBar
        search={{ value: search.search, label: t('search'), onChange: (value) => setSearch({ search: value, offset: 0 }) }}
        activeCount={activeCount}
        onClear={() => setSearch({ search: '', state: undefined, type: undefined, offset: 0 })}
      >
        <FilterSelect
          label={t('column.state')}
          value={search.state}
          options={TOKEN_FILTERS.map((state) => ({ value: state, label: t(`state.${state}`) }))}
          onChange={(state) => setSearch({ state: state as typeof search.state, offset: 0 })}
        />
        <FilterSelect
          label={t('column.type')}
          value={search.type}
          options={TOKEN_TYPES.map((type) => ({ value: type, label: t(`typeLong.${type}`) }))}
          onChange={(type) => setSearch({ type: type as typeof search.type, offset: 0 })}
        />
      </FilterBar>
      <ListTable
        id="tokens"
        label={t('title')}
        columns={columns}
        query={tokens}
        rows={tokens.data?.rows ?? []}
        total={tokens.data?.total ?? 0}
        keyOf={(token) => token.id}
        nameOf={(token) => token.serial}
        sort={{ by: search.sort, direction: search.direction }}
        onSort={({ by, direction }) => setSearch({ sort: by as typeof search.sort, direction, offset: 0 })}
        paging={{ offset: search.offset, limit: search.limit, onChange: setSearch }}
        {...(isHelpDesk
          ? {
              selection: {
                keys,
                onChange: setKeys,
                actions: <BulkActions keys={keys} mayDelete={isAdministrator} onDone={() => setKeys(new Set())} />,
              },
            }
          : {})}
        onOpen={(token) => setSearch({ token: token.id })}
        {...(openId === undefined ? {} : { openKey: openId })}
        empty={<Empty isFiltered={activeCount > 0} mayImport={isAdministrator} />}
        error={<QueryError query={tokens} />}
      />
      <TokenDrawer tokenId={openId} onClose={close} />
      {isAdministrator ? (
        <AddTokenDrawer isOpen={openToken === ADDING} onClose={close} onAdded={(token) => setSearch({ token: token.id })} />
      ) : null}
    </Page>
  );
}

function PageActions({ onAdd }: { readonly onAdd: () => void }): ReactNode {
  const { t } = useTranslation('tokens');
  return (
    <>
      <Button variant="default" leftSection={<IconPlus size={16} />} onClick={onAdd}>
        {t('add')}
      </Button>
      <LinkButton to="/tokens/import" leftSection={<IconFileImport size={16} />}>
        {t('import')}
      </LinkButton>
    </>
  );
}

function Empty({ isFiltered, mayImport }: { readonly isFiltered: boolean; readonly mayImport: boolean }): ReactNode {
  const { t } = useTranslation('tokens');
  if (isFiltered) return <EmptyState title={t('noMatch')} text={t('noMatchText')} />;
  return (
    <EmptyState
      icon={<IconKey size={40} stroke={1.25} />}
      title={t('none')}
      text={t('noneText')}
      {...(mayImport ? { action: <LinkButton to="/tokens/import">{t('importFirst')}</LinkButton> } : {})}
    />
  );
}
