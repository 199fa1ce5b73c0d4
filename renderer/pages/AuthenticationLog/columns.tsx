import type { TFunction } from 'i18next';
import type { Attempt } from '../../../shared/schemas/attempt.ts';
import { MethodLabel } from '../../parts/MethodLabel.tsx';
import { ResultBadge } from '../../parts/ResultBadge.tsx';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatDuration } from '../../ui/time.ts';

export function logColumns(t: TFunction<'log'>, result: TFunction<'results'>): readonly Column<Attempt>[] {
  return [
    { id: 'time', header: t('column.time'), width: 128, cell: ({ at }) => <RelativeTime at={at} /> },
    {
      id: 'user',
      header: t('column.user'),
      width: 176,
      isFixed: true,
      cell: ({ userId, username }) =>
        userId === undefined ? (
          username
        ) : (
          <LinkText to="/users/$userId" params={{ userId: String(userId) }} title={username} fz={13}>
            {username}
          </LinkText>
        ),
    },
    { id: 'application', header: t('column.application'), width: 144, cell: ({ applicationName }) => applicationName },
    {
      id: 'method',
      header: t('column.method'),
      width: 176,
      cell: ({ method, mode }) => <MethodLabel method={method} mode={mode} />,
    },
    {
      id: 'result',
      header: t('column.result'),
      width: 260,
      isFixed: true,
      cell: (attempt) => <ResultBadge result={attempt.result} isGranted={attempt.isGranted} />,
    },
    { id: 'reason', header: t('column.reason'), cell: ({ reason }) => result(`reason.${reason}.why`) },
    { id: 'client', header: t('column.client'), width: 124, cell: ({ clientAddress }) => clientAddress },
    {
      id: 'calling',
      header: t('column.calling'),
      width: 130,
      isOptional: true,
      cell: ({ callingAddress }) => callingAddress || '–',
    },
    {
      id: 'token',
      header: t('column.token'),
      width: 130,
      isOptional: true,
      cell: ({ tokenSerial }) => tokenSerial || '–',
    },
    {
      id: 'gateway',
      header: t('column.gateway'),
      width: 140,
      isOptional: true,
      cell: ({ gatewayName }) => gatewayName || '–',
    },
    {
      id: 'type',
      header: t('column.type'),
      width: 150,
      isOptional: true,
      cell: ({ authenticationType }) => result(`authenticationType.${authenticationType}`),
    },
    {
      id: 'duration',
      header: t('column.duration'),
      width: 80,
      align: 'end',
      isOptional: true,
      cell: ({ durationMilliseconds }) => formatDuration(durationMilliseconds),
    },
  ];
}
