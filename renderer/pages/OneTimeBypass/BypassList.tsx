import { SegmentedControl } from '@mantine/core';
import { IconArrowRightDashed } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { userIdSchema } from '../../../shared/ids.ts';
import type { Bypass } from '../../../shared/schemas/rule.ts';
import { useCommand } from '../../bridge/use-command.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { notifyDone, notifyError, QueryError } from '../../parts/errors.tsx';
import { LIST_PERIODS, periodStart } from '../../parts/list-period.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { FilterBar, FilterSelect } from '../../ui/FilterBar.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { bypassColumns } from './columns.tsx';
import { BYPASS_STATES, type BypassSearch } from './search.ts';

/** One-time bypasses that run, and all that ever were. */
export function BypassList({
  search,
  onChange,
  action,
}: {
  readonly search: BypassSearch;
  readonly onChange: (change: Partial<BypassSearch>) => void;
  readonly action: ReactNode;
}): ReactNode {
  const { t } = useTranslation('bypass');
  const mayHelp = useMay('user-tasks');
  const { mutate: cancel } = useCommand('bypasses.cancel');
  const columns = useMemo(() => {
    const run = ({ id }: Bypass) =>
      cancel({ id }, { onSuccess: (ended) => notifyDone(t('cancelled', ended)), onError: notifyError });
    return bypassColumns(t, mayHelp ? run : undefined);
  }, [t, mayHelp, cancel]);
  const state = search.state ?? 'all';
  const bypasses = useQueryOf('bypasses.list', {
    search: search.search,
    state,
    userId: search.bypass === 0 ? undefined : userIdSchema.safeParse(search.user).data,
    from: periodStart(search.period, useNow()),
    offset: search.offset,
    limit: search.limit,
    sort: search.sort,
    direction: search.direction,
  });
  const filter = (change: Partial<BypassSearch>) => onChange({ ...change, offset: 0 });
  const activeCount = [search.search, search.period, search.bypass === 0 ? undefined : search.user].filter(Boolean).length;
  return (
    <>
      <FilterBar
        search={{ value: search.search, label: t('search'), onChange: (text) => filter({ search: text }) }}
        activeCount={activeCount}
        onClear={() => filter({ search: '', period: undefined, user: undefined })}
      >
        <SegmentedControl
          size="xs"
          aria-label={t('column.state')}
          value={state}
          data={BYPASS_STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          onChange={(value) => filter({ state: value === 'all' ? undefined : BYPASS_STATES.find((known) => known === value) })}
        />
        <FilterSelect
          label={t('filter.period')}
          value={search.period}
          options={LIST_PERIODS.map((period) => ({ value: period, label: t(`period.${period}`) }))}
          onChange={(period) => filter({ period: LIST_PERIODS.find((known) => known === period) })}
        />
      </FilterBar>
      <ListTable
        id="bypasses"
        label={t('title')}
        columns={columns}
        query={bypasses}
        rows={bypasses.data?.rows ?? []}
        total={bypasses.data?.total}
        keyOf={({ id }) => id}
        nameOf={({ username }) => username}
        sort={{ by: search.sort, direction: search.direction }}
        onSort={({ by, direction }) => filter({ sort: by as typeof search.sort, direction })}
        paging={{ offset: search.offset, limit: search.limit, onChange }}
        empty={
          activeCount > 0 || state !== 'all' ? (
            <EmptyState title={t('noMatch')} text={t('noMatchText')} />
          ) : (
            <EmptyState
              icon={<IconArrowRightDashed size={40} stroke={1.25} />}
              title={t('none')}
              text={t('noneText')}
              action={action}
            />
          )
        }
        error={<QueryError query={bypasses} />}
      />
    </>
  );
}
