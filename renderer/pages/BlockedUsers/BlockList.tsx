import { SegmentedControl } from '@mantine/core';
import { IconShieldCheck } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { userIdSchema } from '../../../shared/ids.ts';
import { BLOCK_STATES } from '../../../shared/schemas/rule.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { QueryError } from '../../parts/errors.tsx';
import { LIST_PERIODS, periodStart } from '../../parts/list-period.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { BlockDrawer } from './BlockDrawer.tsx';
import { blockColumns } from './columns.tsx';
import type { BlockedSearch } from './search.ts';

/** Blocks in force or over, and fraud alerts, with their history. */
export function BlockList({
  search,
  onChange,
}: {
  readonly search: BlockedSearch;
  readonly onChange: (change: Partial<BlockedSearch>) => void;
}): ReactNode {
  const { t } = useTranslation('blocked');
  const { t: common } = useTranslation('bypass');
  const columns = useMemo(() => blockColumns(t), [t]);
  const state = search.state ?? 'blocked';
  const blocks = useQueryOf('blocks.list', {
    search: search.search,
    state,
    isFraudAlert: search.fraud === 'only' ? true : undefined,
    userId: search.block === 0 ? undefined : userIdSchema.safeParse(search.user).data,
    from: periodStart(search.period, useNow()),
    offset: search.offset,
    limit: search.limit,
    sort: search.sort,
    direction: search.direction,
  });
  const rows = blocks.data?.rows ?? [];
  const open = rows.find(({ id }) => id === search.block);
  const filter = (change: Partial<BlockedSearch>) => onChange({ ...change, offset: 0 });
  const activeCount = [search.search, search.fraud, search.period, search.block === 0 ? undefined : search.user].filter(
    Boolean,
  ).length;
  return (
    <>
      <FilterBar
        search={{ value: search.search, label: t('search'), onChange: (text) => filter({ search: text }) }}
        activeCount={activeCount}
        onClear={() => filter({ search: '', fraud: undefined, period: undefined, user: undefined })}
      >
        <SegmentedControl
          size="xs"
          aria-label={t('column.state')}
          value={state}
          data={BLOCK_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          onChange={(value) => filter({ state: value === 'blocked' ? undefined : BLOCK_STATES.find((known) => known === value) })}
        />
        <FilterSelect
          label={t('filter.cause')}
          value={search.fraud}
          options={[{ value: 'only', label: t('filter.fraud') }]}
          onChange={(value) => filter({ fraud: value === 'only' ? 'only' : undefined })}
          width={180}
        />
        <FilterSelect
          label={common('filter.period')}
          value={search.period}
          options={LIST_PERIODS.map((period) => ({ value: period, label: common(`period.${period}`) }))}
          onChange={(period) => filter({ period: LIST_PERIODS.find((known) => known === period) })}
        />
      </FilterBar>
      <ListTable
        id="blocks"
        label={t('title')}
        columns={columns}
        query={blocks}
        rows={rows}
        total={blocks.data?.total}
        keyOf={({ id }) => id}
        nameOf={({ username }) => username}
        sort={{ by: search.sort, direction: search.direction }}
        onSort={({ by, direction }) => filter({ sort: by as typeof search.sort, direction })}
        paging={{ offset: search.offset, limit: search.limit, onChange }}
        onOpen={({ id }) => onChange({ block: id })}
        {...(open === undefined ? {} : { openKey: open.id })}
        empty={
          activeCount > 0 || state !== 'blocked' ? (
            <EmptyState title={t('noMatch')} text={t('noMatchText')} />
          ) : (
            <EmptyState icon={<IconShieldCheck size={40} stroke={1.25} />} title={t('none')} text={t('noneText')} />
          )
        }
        error={<QueryError query={blocks} />}
      />
      {open === undefined ? null : <BlockDrawer key={open.id} block={open} onClose={() => onChange({ block: undefined })} />}
    </>
  );
}
