import { Button, Text } from '@mantine/core';
import { IconListDetails } from '@tabler/icons-react';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { ExportMenu } from '../../parts/ExportMenu.tsx';
import { QueryError } from '../../parts/errors.tsx';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { shownColumnIds } from '../../ui/ListTable/use-columns.ts';
import { LinkButton } from '../../ui/links.tsx';
import { Page } from '../../ui/Page.tsx';
import { useNow } from '../../ui/RelativeTime.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { AttemptDrawer } from './AttemptDrawer.tsx';
import { logColumns } from './columns.tsx';
import { LiveSwitch } from './LiveSwitch.tsx';
import { LogChips } from './LogChips.tsx';
import { LogFilters } from './LogFilters.tsx';
import { activeFilters, attemptFilterOf, filterKeyOf, NO_FILTERS, rangeOf } from './log-filter.ts';
import { logSearch } from './search.ts';
import { type Attempts, useAttempts } from './use-attempts.ts';
import { useRowKeys } from './use-row-keys.ts';

export function AuthenticationLogPage(): ReactNode {
  const { t } = useTranslation('log');
  const { t: results } = useTranslation('results');
  const now = useNow();
  const [search, setSearch] = useSearchState(logSearch);
  const range = rangeOf(search, now);
  const filter = attemptFilterOf(search, range);
  const attempts = useAttempts(filter, filterKeyOf(search));
  const columns = useMemo(() => logColumns(t, results), [t, results]);
  const { rows } = attempts.list;
  const active = activeFilters(search);
  useRowKeys(rows, search.attempt, (attempt) => setSearch({ attempt }));
  return (
    <Page
      title={t('title')}
      isFilled
      actions={
        <>
          <LiveSwitch attempts={attempts} isPast={range.until !== undefined && range.until < now} />
          <ExportMenu
            subject={() => ({ kind: 'attempts', filter: attemptFilterOf(search, rangeOf(search, Date.now())) })}
            columns={() => shownColumnIds('attempts', columns)}
            isDisabled={rows.length === 0}
          />
        </>
      }
    >
      <LogFilters search={search} activeCount={active.length} onChange={setSearch} onClear={() => setSearch(NO_FILTERS)} />
      <LogChips search={search} names={active} onChange={setSearch} />
      <ListTable
        id="attempts"
        label={t('title')}
        columns={columns}
        query={attempts.query}
        rows={rows}
        keyOf={({ id }) => id}
        nameOf={({ username }) => username}
        onOpen={({ id }) => setSearch({ attempt: id })}
        {...(search.attempt === undefined ? {} : { openKey: search.attempt })}
        empty={<NoAttempts isFiltered={active.length > 0} />}
        error={<QueryError query={attempts.query} />}
        footer={rows.length === 0 ? null : <Older attempts={attempts} />}
      />
      <AttemptDrawer id={search.attempt} rows={rows} onOpen={(attempt) => setSearch({ attempt })} />
    </Page>
  );
}

function Older({ attempts }: { readonly attempts: Attempts }): ReactNode {
  const { t } = useTranslation('log');
  if (attempts.olderError !== undefined) {
    const query = { error: attempts.olderError, isFetching: attempts.isLoadingOlder, refetch: attempts.loadOlder };
    return <QueryError query={query} />;
  }
  if (!attempts.list.hasMore) {
    return (
      <Text size="sm" c="dimmed">
        · {t('end')}
      </Text>
    );
  }
  return (
    <Button size="compact-xs" variant="default" loading={attempts.isLoadingOlder} onClick={attempts.loadOlder}>
      {t('older')}
    </Button>
  );
}

function NoAttempts({ isFiltered }: { readonly isFiltered: boolean }): ReactNode {
  const { t } = useTranslation('log');
  if (isFiltered) return <EmptyState title={t('noMatch')} text={t('noMatchText')} />;
  return (
    <EmptyState
      icon={<IconListDetails size={32} stroke={1.5} />}
      title={t('none')}
      text={t('noneText')}
      action={
        <LinkButton to="/radius" variant="default">
          {t('noneAction')}
        </LinkButton>
      }
    />
  );
}
