import { Button } from '@mantine/core';
import { type ReactNode, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Tag } from '../../../shared/schemas/tag.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { notifyDone, QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar } from '../../ui/FilterBar.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { tagColumns } from './columns.tsx';
import { DeleteTagDialog } from './DeleteTagDialog.tsx';
import { NameForm } from './NameForm.tsx';
import { tagsSearch } from './search.ts';
import { tagRows } from './tag-rows.ts';

const NONE: readonly Tag[] = [];

export function TagsPage(): ReactNode {
  const { t, i18n } = useTranslation('tags');
  const mayChange = useMay('administer');
  const [search, setSearch] = useSearchState(tagsSearch);
  const tags = useQueryOf('tags.list');
  const [isAdding, setAdding] = useState(false);
  const [renamed, setRenamed] = useState<Tag['id']>();
  const [deleted, setDeleted] = useState<Tag>();
  const rows = useMemo(() => tagRows(tags.data?.rows ?? NONE, search, i18n.language), [tags.data, search, i18n.language]);
  const columns = useMemo(
    () => tagColumns(t, mayChange ? { renamed, onRename: (tag) => setRenamed(tag?.id), onDelete: setDeleted } : undefined),
    [t, mayChange, renamed],
  );
  const add = mayChange ? <Button onClick={() => setAdding(true)}>{t('add')}</Button> : undefined;
  const isEmpty = tags.data !== undefined && tags.data.rows.length === 0;
  return (
    <Page title={t('title')} isFilled facts={t('what')} actions={isEmpty ? null : add}>
      {isAdding ? <AddForm onClose={() => setAdding(false)} /> : null}
      {isEmpty ? null : (
        <FilterBar
          search={{ value: search.search, label: t('search'), onChange: (text) => setSearch({ search: text }) }}
          activeCount={search.search === '' ? 0 : 1}
          onClear={() => setSearch({ search: '' })}
        />
      )}
      <ListTable
        id="tags"
        label={t('title')}
        columns={columns}
        query={tags}
        rows={rows}
        total={rows.length}
        keyOf={(tag) => tag.id}
        nameOf={(tag) => tag.name}
        sort={{ by: search.sort, direction: search.direction }}
        onSort={({ by, direction }) => setSearch({ sort: by as typeof search.sort, direction })}
        empty={
          isEmpty ? (
            <EmptyState title={t('none')} text={t('noneText')} {...(add === undefined || isAdding ? {} : { action: add })} />
          ) : (
            <EmptyState title={t('noMatch')} text={t('noMatchText')} />
          )
        }
        error={<QueryError query={tags} />}
      />
      <DeleteTagDialog tag={deleted} onClose={() => setDeleted(undefined)} />
    </Page>
  );
}

/** A line above the list; it stays for the next one. */
function AddForm({ onClose }: { readonly onClose: () => void }): ReactNode {
  const { t } = useTranslation('tags');
  const create = useCommand('tags.create');
  const [made, setMade] = useState(0);
  return (
    <NameForm
      key={made}
      name=""
      label={t('name')}
      submitLabel={t('add')}
      isBusy={create.isPending}
      onClose={onClose}
      onSubmit={(name, onError) =>
        create.mutate(
          { name },
          {
            onSuccess: () => {
              notifyDone(t('added', { name }));
              setMade((count) => count + 1);
            },
            onError,
          },
        )
      }
    />
  );
}
