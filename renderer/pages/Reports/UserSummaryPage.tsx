import { useNavigate } from '@tanstack/react-router';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ReportUser } from '../../../shared/schemas/report.ts';
import { ExportMenu } from '../../parts/ExportMenu.tsx';
import { QueryError } from '../../parts/errors.tsx';
import { type LogLink, logBetween } from '../../parts/log-link.ts';
import { autoBucket } from '../../parts/report-period.ts';
import { usePacedQueryOf } from '../../parts/use-paced-query.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import { Page } from '../../ui/Page.tsx';
import { useSearchState } from '../../ui/use-search-state.ts';
import { ReportFilterBar } from './ReportFilterBar.tsx';
import { PeriodLine } from './ReportPage.tsx';
import { ReportTabs } from './ReportTabs.tsx';
import { ReportTotals } from './ReportTotals.tsx';
import { filterOf, logOf } from './report-filter.ts';
import { userReportSearch } from './search.ts';
import { paceOf, useReportRange } from './use-report.ts';
import { userColumns } from './user-columns.tsx';

/** The log's answer of one user, or of one name that is no user's, in the period. */
function attemptsOf({ userId, username }: ReportUser, filter: LogLink): LogLink {
  return { ...filter, ...(userId === undefined ? { username } : { userId }) };
}

/** Who signs in how often, and who is refused. Read from the log itself. */
export function UserSummaryPage(): ReactNode {
  const { t } = useTranslation('reports');
  const navigate = useNavigate();
  const [search, setSearch] = useSearchState(userReportSearch);
  const { range, timeZone } = useReportRange(search);
  const asked = {
    ...range,
    ...filterOf(search),
    search: search.search,
    sort: search.sort,
    direction: search.direction,
  };
  const pace = Math.max(30_000, paceOf(range));
  const users = usePacedQueryOf('reports.users', { ...asked, offset: search.offset, limit: search.limit }, pace);
  const summary = usePacedQueryOf(
    'reports.summary',
    { ...range, ...filterOf(search), timeZone, bucket: autoBucket(range) },
    pace,
  );
  const filter = useMemo(() => ({ ...filterOf(search), ...logBetween(range) }), [search, range]);
  const columns = useMemo(() => userColumns(t, (user) => attemptsOf(user, filter)), [t, filter]);
  return (
    <Page
      title={t('name.user-summary')}
      isFilled
      facts={<PeriodLine report={{ range, timeZone }} />}
      actions={<ExportMenu subject={() => ({ kind: 'user-summary', filter: asked })} isDisabled={users.data?.total === 0} />}
    >
      <ReportTabs search={search} />
      <ReportFilterBar
        search={search}
        onChange={(change) => setSearch({ ...change, offset: 0 })}
        find={{ value: search.search, onChange: (value) => setSearch({ search: value, offset: 0 }) }}
      />
      <ReportTotals totals={summary.data?.totals} search={logOf(search, range)} />
      <ListTable
        id="report-users"
        label={t('name.user-summary')}
        columns={columns}
        query={users}
        rows={users.data?.rows ?? []}
        total={users.data?.total ?? 0}
        keyOf={({ userId, username }) => userId ?? username}
        nameOf={({ username }) => username}
        sort={{ by: search.sort, direction: search.direction }}
        onSort={({ by, direction }) => setSearch({ sort: by as typeof search.sort, direction, offset: 0 })}
        paging={{ offset: search.offset, limit: search.limit, onChange: setSearch }}
        onOpen={(user) => void navigate({ to: '/log', search: attemptsOf(user, filter) })}
        empty={<EmptyState title={t('noUsers')} text={t('noneText')} />}
        error={<QueryError query={users} />}
      />
    </Page>
  );
}
