import { ActionIcon, Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconCheck, IconClock, IconRefresh, IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import { type ComponentType, type CSSProperties, type ReactNode, useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { UserId } from '../../../shared/ids.ts';
import type { MailState, QueuedMail } from '../../../shared/schemas/mail.ts';
import { useQueryOf } from '../../bridge/use-query-of.ts';
import { useMay } from '../../bridge/use-session.ts';
import { QueryError } from '../../parts/errors.tsx';
import { ownWords } from '../../parts/own-words.ts';
import { useResend } from '../../parts/use-resend.ts';
import { EmptyState } from '../../ui/EmptyState.tsx';
import { ListTable } from '../../ui/ListTable/ListTable.tsx';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime, useNow } from '../../ui/RelativeTime.tsx';
import { formatNumber, formatRelative } from '../../ui/time.ts';
import classes from './Email.module.css';
import { mailName } from './mail-name.ts';

/** What became of each mail. */
export function SentTab(): ReactNode {
  const { t } = useTranslation('email');
  const { t: results } = useTranslation('results');
  const mayChange = useMay('administer');
  const queue = useQueryOf('mail.queue');
  const { resend, isBusy } = useResend();
  const columns = useMemo(
    () => sentColumns(t, results, mayChange ? (id) => resend([id], 'new-user') : undefined, isBusy),
    [t, results, mayChange, resend, isBusy],
  );
  const waitingCount = queue.data?.waitingCount ?? 0;
  return (
    <>
      <Text size="sm" c="dimmed">
        {queue.data === undefined
          ? ''
          : waitingCount === 0
            ? t('sent.nothingWaits')
            : t('sent.facts', { count: waitingCount, formatted: formatNumber(waitingCount) })}
        {queue.data === undefined ? '' : ' · '}
        {t('sent.what')}
      </Text>
      <ListTable
        id="mails"
        label={t('sent.label')}
        columns={columns}
        query={queue}
        rows={queue.data?.rows ?? []}
        keyOf={(mail) => mail.id}
        nameOf={(mail) => `${mailName(mail.type, t, results)}, ${mail.recipient}`}
        empty={<EmptyState title={t('sent.none')} text={t('sent.noneText')} />}
        error={<QueryError query={queue} />}
      />
    </>
  );
}

function sentColumns(
  t: TFunction<'email'>,
  results: TFunction<'results'>,
  onAgain: ((userId: UserId) => void) | undefined,
  isBusy: boolean,
): readonly Column<QueuedMail>[] {
  return [
    { id: 'at', header: t('sent.at'), width: 130, cell: (mail) => <RelativeTime at={mail.at} /> },
    { id: 'type', header: t('sent.type'), width: 260, cell: (mail) => mailName(mail.type, t, results) },
    {
      id: 'recipient',
      header: t('sent.recipient'),
      width: 190,
      isFixed: true,
      cell: (mail) =>
        mail.userId === undefined ? (
          mail.recipient
        ) : (
          <LinkText to="/users/$userId" params={{ userId: String(mail.userId) }} title={mail.recipient}>
            {mail.recipient}
          </LinkText>
        ),
    },
    { id: 'state', header: t('sent.state'), width: 180, cell: (mail) => <StateMark mail={mail} /> },
    {
      id: 'tries',
      header: t('sent.tries'),
      width: 80,
      align: 'end',
      isOptional: true,
      cell: (mail) => formatNumber(mail.tryCount),
    },
    { id: 'answer', header: t('sent.answer'), cell: (mail) => ownWords(mail.problem) },
    ...(onAgain === undefined
      ? []
      : [
          {
            id: 'again',
            header: '',
            width: 48,
            isFixed: true,
            cell: ({ userId }: QueuedMail) =>
              userId === undefined ? null : (
                <Tooltip label={t('sent.againLabel')}>
                  <ActionIcon
                    variant="subtle"
                    color="gray"
                    aria-label={t('sent.againLabel')}
                    disabled={isBusy}
                    onClick={() => onAgain(userId)}
                  >
                    <IconRefresh size={18} />
                  </ActionIcon>
                </Tooltip>
              ),
          },
        ]),
  ];
}

const STATE_LOOKS: Readonly<
  Record<MailState, { readonly color: string; readonly Icon: ComponentType<{ size?: number; style?: CSSProperties }> }>
> = {
  queued: { color: 'var(--app-pending)', Icon: IconClock },
  sent: { color: 'var(--app-granted)', Icon: IconCheck },
  failed: { color: 'var(--app-denied)', Icon: IconX },
  expired: { color: 'var(--app-denied)', Icon: IconAlertTriangle },
};

function StateMark({ mail }: { readonly mail: QueuedMail }): ReactNode {
  const { t } = useTranslation('email');
  const now = useNow();
  const { color, Icon } = STATE_LOOKS[mail.state];
  const { nextTryAt = 0 } = mail;
  const isPaused = mail.tryCount > 0 && nextTryAt > now;
  return (
    <span className={classes.state} style={{ color }}>
      <Icon size={16} aria-hidden style={{ flex: 'none' }} />
      <span>
        {t(`sent.states.${mail.state}`)}
        {isPaused ? `, ${t('sent.nextTry', { when: formatRelative(nextTryAt, now) })}` : ''}
      </span>
    </span>
  );
}
