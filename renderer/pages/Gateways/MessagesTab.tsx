import { SegmentedControl } from '@mantine/core';
import { IconCheck, IconChecks, IconClock, IconMessages, IconSend, IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { MessageState, ReplyOutcome } from '../../../shared/schemas/gateway.ts';
import type { ReceivedText, SentMessage } from '../../../shared/schemas/rule.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import classes from '../../parts/delivery/delivery.module.css';
import { QueryError } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { MESSAGE_LISTS } from './search.ts';

type T = TFunction<'gateways'>;
type Look = 'good' | 'bad' | 'waiting' | 'neutral';
const LIMIT = 500;

const STATE: Readonly<Record<MessageState, { readonly Icon: typeof IconCheck; readonly look: Look }>> = {
  queued: { Icon: IconClock, look: 'waiting' },
  sending: { Icon: IconSend, look: 'waiting' },
  sent: { Icon: IconCheck, look: 'good' },
  delivered: { Icon: IconChecks, look: 'good' },
  failed: { Icon: IconX, look: 'bad' },
  expired: { Icon: IconClock, look: 'neutral' },
};
const OUTCOME_LOOK: Readonly<Record<ReplyOutcome, Look>> = {
  verified: 'good',
  'wrong-code': 'bad',
  'no-request': 'neutral',
  late: 'waiting',
  stop: 'bad',
  'unknown-sender': 'neutral',
  unreadable: 'bad',
};

function sentColumns(t: T): readonly Column<SentMessage>[] {
  return [
    { id: 'at', header: t('messages.at'), width: 120, isFixed: true, cell: ({ at }) => <RelativeTime at={at} /> },
    {
      id: 'state',
      header: t('messages.state'),
      width: 140,
      cell: ({ state }) => {
        const { Icon, look } = STATE[state];
        return (
          <span className={classes.mark} data-look={look}>
            <Icon size={16} aria-hidden />
            {t(`state.${state}`)}
          </span>
        );
      },
    },
    {
      id: 'user',
      header: t('messages.user'),
      width: 160,
      cell: ({ userId, username }) =>
        userId === undefined ? (
          username
        ) : (
          <LinkText to="/users/$userId" params={{ userId: String(userId) }} title={username} dir="auto">
            {username}
          </LinkText>
        ),
    },
    { id: 'recipient', header: t('messages.recipient'), width: 150, cell: ({ recipient }) => recipient },
    { id: 'channel', header: t('messages.channel'), width: 80, cell: ({ channel }) => t(`channel.${channel}`) },
    { id: 'gateway', header: t('messages.gateway'), width: 160, cell: ({ gatewayName }) => gatewayName },
    { id: 'problem', header: t('messages.problem'), cell: ({ problem }) => ownWords(problem) },
    {
      id: 'delivered',
      header: t('messages.delivered'),
      width: 120,
      isOptional: true,
      cell: ({ deliveredAt }) => <RelativeTime at={deliveredAt} />,
    },
  ];
}

function receivedColumns(t: T): readonly Column<ReceivedText>[] {
  return [
    { id: 'at', header: t('messages.at'), width: 120, isFixed: true, cell: ({ at }) => <RelativeTime at={at} /> },
    { id: 'from', header: t('messages.from'), width: 180, cell: ({ from }) => from },
    { id: 'user', header: t('messages.user'), width: 200, cell: ({ username }) => username },
    { id: 'gateway', header: t('messages.gateway'), width: 180, cell: ({ gatewayName }) => gatewayName },
    {
      id: 'outcome',
      header: t('messages.outcome'),
      cell: ({ outcome }) => (
        <span className={classes.mark} data-look={OUTCOME_LOOK[outcome]}>
          {t(`outcome.${outcome}`)}
        </span>
      ),
    },
  ];
}

/** What went out and what came in, newest first, never with its words. */
export function MessagesTab({
  list,
  onList,
}: {
  readonly list: (typeof MESSAGE_LISTS)[number];
  readonly onList: (list: (typeof MESSAGE_LISTS)[number]) => void;
}): ReactNode {
  const { t } = useTranslation('gateways');
  return (
    <>
      <div>
        <SegmentedControl
          size="xs"
          aria-label={t('messages.title')}
          value={list}
          data={MESSAGE_LISTS.map((value) => ({ value, label: t(`messages.${value}`) }))}
          onChange={(value) => onList(MESSAGE_LISTS.find((known) => known === value) ?? 'sent')}
        />
      </div>
      {list === 'sent' ? <Sent /> : <Received />}
    </>
  );
}

function Sent(): ReactNode {
  const { t } = useTranslation('gateways');
  const sent = useQueryOf('messages.sent', { limit: LIMIT });
  const columns = useMemo(() => sentColumns(t), [t]);
  return (
    <ListTable
      id="messages-sent"
      label={t('messages.sent')}
      columns={columns}
      query={sent}
      rows={sent.data ?? []}
      total={sent.data?.length}
      keyOf={({ messageId }) => messageId}
      nameOf={({ username }) => username}
      empty={
        <EmptyState icon={<IconMessages size={40} stroke={1.25} />} title={t('messages.none')} text={t('messages.noneText')} />
      }
      error={<QueryError query={sent} />}
    />
  );
}

function Received(): ReactNode {
  const { t } = useTranslation('gateways');
  const received = useQueryOf('messages.received', { limit: LIMIT });
  const columns = useMemo(() => receivedColumns(t), [t]);
  return (
    <ListTable
      id="messages-received"
      label={t('messages.received')}
      columns={columns}
      query={received}
      rows={received.data ?? []}
      total={received.data?.length}
      keyOf={({ id }) => id}
      nameOf={({ from }) => from}
      empty={
        <EmptyState
          icon={<IconMessages size={40} stroke={1.25} />}
          title={t('messages.noneReceived')}
          text={t('messages.noneReceivedText')}
        />
      }
      error={<QueryError query={received} />}
    />
  );
}
