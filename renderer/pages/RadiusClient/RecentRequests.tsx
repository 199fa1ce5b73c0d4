import { Table } from '@mantine/core';
import { IconBan, IconCheck, IconHeartbeat, IconMessageQuestion, IconX } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { RadiusActivity } from '../../../shared/schemas/radius.ts';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatDuration } from '../../ui/time.ts';
import classes from './RadiusClient.module.css';

type Request = RadiusActivity['recent'][number];

const ICON: Readonly<Record<Request['reply'], ComponentType<{ size?: number }>>> = {
  accept: IconCheck,
  reject: IconX,
  challenge: IconMessageQuestion,
  discard: IconBan,
  status: IconHeartbeat,
};

export function RecentRequests({ rows }: { readonly rows: readonly Request[] }): ReactNode {
  const { t } = useTranslation('radius');
  const { t: common } = useTranslation('common');
  return (
    <Table
      className={classes.recent}
      fz={13}
      verticalSpacing={4}
      horizontalSpacing={8}
      layout="fixed"
      aria-label={t('activity.recent')}
    >
      <Table.Thead>
        <Table.Tr>
          <Table.Th w={118}>{t('activity.time')}</Table.Th>
          <Table.Th>{t('activity.user')}</Table.Th>
          <Table.Th w={112}>{t('activity.source')}</Table.Th>
          <Table.Th w={82}>{t('activity.protocol')}</Table.Th>
          <Table.Th w={92}>{t('activity.messageAuthenticator')}</Table.Th>
          <Table.Th w={112}>{t('activity.reply')}</Table.Th>
          <Table.Th w={68} ta="end">
            {t('activity.duration')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {rows.map((request) => (
          <Table.Tr
            key={`${request.at} ${request.sourceAddress} ${request.sourcePort} ${request.username} ${request.durationMilliseconds}`}
          >
            <Table.Td>
              <RelativeTime at={request.at} />
            </Table.Td>
            <Table.Td dir="auto" title={request.username}>
              {request.username}
            </Table.Td>
            <Table.Td title={`${request.sourceAddress} : ${request.sourcePort}`}>{request.sourceAddress}</Table.Td>
            <Table.Td>{t(`protocol.${request.protocol}`)}</Table.Td>
            <Table.Td>{common(request.hasMessageAuthenticator ? 'yes' : 'no')}</Table.Td>
            <Table.Td>
              <Reply request={request} />
            </Table.Td>
            <Table.Td ta="end">{formatDuration(request.durationMilliseconds)}</Table.Td>
          </Table.Tr>
        ))}
      </Table.Tbody>
    </Table>
  );
}

function Reply({ request: { reply, discard } }: { readonly request: Request }): ReactNode {
  const { t } = useTranslation('radius');
  const Icon = ICON[reply];
  return (
    <span className={classes.reply} data-reply={reply} title={discard === undefined ? undefined : t(`discard.${discard}.why`)}>
      <Icon size={16} aria-hidden />
      {t(`reply.${reply}`)}
    </span>
  );
}
