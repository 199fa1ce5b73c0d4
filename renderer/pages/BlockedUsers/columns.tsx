import { IconClock, IconFlag, IconLockOpen, IconShieldOff, IconUser, IconUserShield } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { Block } from '../../../shared/schemas/rule.ts';
import { blockStateOf } from '../../parts/help-desk/block-state.ts';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime, useNow } from '../../ui/RelativeTime.tsx';
import { formatDate, formatExact } from '../../ui/time.ts';
import classes from './BlockedUsers.module.css';

type T = TFunction<'blocked'>;

const STATE_ICON = { blocked: IconShieldOff, recorded: IconFlag, unblocked: IconLockOpen, expired: IconClock } as const;
const CAUSE_ICON = { operator: IconUserShield, fraud: IconFlag, user: IconUser } as const;

export function BlockStateMark({ block, t }: { readonly block: Block; readonly t: T }): ReactNode {
  const state = blockStateOf(block, useNow());
  const Icon = STATE_ICON[state];
  return (
    <span className={classes.mark} data-state={state} title={formatExact(block.endedAt ?? block.expiresAt)}>
      <Icon size={16} aria-hidden />
      {state === 'blocked' ? t('stateOf.blocked', { date: formatDate(block.expiresAt) }) : t(`stateOf.${state}`)}
    </span>
  );
}

export function CauseMark({ block, t }: { readonly block: Block; readonly t: T }): ReactNode {
  const Icon = CAUSE_ICON[block.cause];
  return (
    <span className={classes.mark} data-cause={block.cause}>
      <Icon size={16} aria-hidden />
      {t(`cause.${block.cause}`)}
    </span>
  );
}

/** Who did it: an operator, or the server itself. */
export const actorText = (name: string, t: T): string => (name === '' ? t('server') : name);

export function blockColumns(t: T): readonly Column<Block>[] {
  return [
    {
      id: 'username',
      header: t('column.user'),
      sortBy: 'username',
      isFixed: true,
      width: 220,
      cell: ({ userId, username }) =>
        userId === undefined ? (
          <span dir="auto">{username}</span>
        ) : (
          <LinkText to="/users/$userId" params={{ userId: String(userId) }} title={username} dir="auto">
            {username}
          </LinkText>
        ),
    },
    { id: 'state', header: t('column.state'), width: 225, cell: (block) => <BlockStateMark block={block} t={t} /> },
    { id: 'cause', header: t('column.cause'), width: 150, cell: (block) => <CauseMark block={block} t={t} /> },
    { id: 'reason', header: t('column.reason'), cell: ({ reason }) => reason },
    {
      id: 'startedAt',
      header: t('column.since'),
      sortBy: 'startedAt',
      width: 120,
      cell: ({ startedAt }) => <RelativeTime at={startedAt} />,
    },
    { id: 'startedBy', header: t('column.by'), width: 140, cell: ({ startedBy }) => actorText(startedBy, t) },
    {
      id: 'ended',
      header: t('column.ended'),
      width: 120,
      cell: ({ endedAt, isBlocking }) => (isBlocking ? <RelativeTime at={endedAt} /> : '–'),
    },
    {
      id: 'phone',
      header: t('column.phone'),
      width: 150,
      isOptional: true,
      cell: ({ phone }) => phone,
    },
    { id: 'endedBy', header: t('column.endedBy'), width: 140, isOptional: true, cell: ({ endedBy }) => endedBy },
    { id: 'endReason', header: t('column.endReason'), width: 200, isOptional: true, cell: ({ endReason }) => endReason },
    {
      id: 'expiresAt',
      header: t('column.expires'),
      sortBy: 'expiresAt',
      width: 130,
      isOptional: true,
      cell: ({ expiresAt, isBlocking }) => (isBlocking ? formatDate(expiresAt) : '–'),
    },
  ];
}
