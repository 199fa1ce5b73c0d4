import type { TFunction } from 'i18next';
import type { ReportUser } from '../../../shared/schemas/report.ts';
import { successShare } from '../../parts/charts/outcome-counts.ts';
import type { LogLink } from '../../parts/log-link.ts';
import { ResultBadge } from '../../parts/ResultBadge.tsx';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import { formatRate } from './format-rate.ts';

/** @param logOf the attempts that a row counts */
export function userColumns(t: TFunction<'reports'>, logOf: (user: ReportUser) => LogLink): readonly Column<ReportUser>[] {
  const count = (
    id: string,
    header: string,
    width: number,
    value: (user: ReportUser) => number,
    part: LogLink,
    sortBy?: string,
  ): Column<ReportUser> => ({
    id,
    header,
    width,
    align: 'end',
    ...(sortBy === undefined ? {} : { sortBy }),
    cell: (user) =>
      value(user) === 0 ? (
        formatNumber(0)
      ) : (
        <LinkText to="/log" search={{ ...logOf(user), ...part }} preload={false} fz={13}>
          {formatNumber(value(user))}
        </LinkText>
      ),
  });
  return [
    {
      id: 'username',
      header: t('column.username'),
      width: 160,
      isFixed: true,
      sortBy: 'username',
      cell: ({ userId, username }) =>
        userId === undefined ? (
          `${username} (${t('unknownUser')})`
        ) : (
          <LinkText to="/users/$userId" params={{ userId: String(userId) }} title={username} fz={13}>
            {username}
          </LinkText>
        ),
    },
    { id: 'name', header: t('column.name'), cell: ({ firstName, lastName }) => `${firstName} ${lastName}`.trim() },
    count('attempts', t('totals.attempts'), 130, ({ attempts }) => attempts, {}, 'attempts'),
    count('granted', t('totals.granted'), 112, ({ granted }) => granted, { outcome: 'granted' }, 'granted'),
    count('denied', t('totals.denied'), 112, ({ denied }) => denied, { outcome: 'denied' }, 'denied'),
    { ...count('pending', t('totals.pending'), 140, ({ pending }) => pending, { outcome: 'pending' }), isOptional: true },
    {
      id: 'share',
      header: t('column.success'),
      width: 100,
      align: 'end',
      cell: (user) => {
        const share = successShare(user);
        return formatRate(share);
      },
    },
    {
      id: 'lastAt',
      header: t('column.lastAt'),
      width: 124,
      sortBy: 'lastAt',
      cell: ({ lastAt }) => <RelativeTime at={lastAt} />,
    },
    {
      id: 'lastResult',
      header: t('column.lastResult'),
      width: 258,
      cell: ({ lastResult, lastIsGranted }) => <ResultBadge result={lastResult} isGranted={lastIsGranted} />,
    },
  ];
}
