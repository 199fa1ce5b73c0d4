import { Button } from '@mantine/core';
import { IconArrowRight, IconCheck, IconClock, IconRefresh, IconX } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { Bypass } from '../../../shared/schemas/rule.ts';
import { Countdown } from '../../parts/Countdown.tsx';
import { bypassStateOf } from '../../parts/help-desk/block-state.ts';
import { durationText } from '../../parts/help-desk/duration-text.ts';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime, useNow } from '../../ui/RelativeTime.tsx';
import classes from './OneTimeBypass.module.css';

type T = TFunction<'bypass'>;

const ICON = { running: IconArrowRight, used: IconCheck, expired: IconClock, cancelled: IconX, replaced: IconRefresh } as const;

function BypassStateMark({ bypass, t }: { readonly bypass: Bypass; readonly t: T }): ReactNode {
  const state = bypassStateOf(bypass, useNow());
  const Icon = ICON[state];
  const over = t('stateOf.expired');
  return (
    <span className={classes.mark} data-state={state}>
      <Icon size={16} aria-hidden />
      {state === 'running' ? (
        <span>
          {t('stateOf.running')} <Countdown until={bypass.expiresAt} label={t('left')} over={over} />
        </span>
      ) : (
        t(`stateOf.${state}`)
      )}
    </span>
  );
}

/** @param onCancel undefined: the operator may not */
export function bypassColumns(t: T, onCancel: ((bypass: Bypass) => void) | undefined): readonly Column<Bypass>[] {
  return [
    {
      id: 'username',
      header: t('column.user'),
      sortBy: 'username',
      isFixed: true,
      width: 190,
      cell: ({ userId, username }) =>
        userId === undefined ? (
          <span dir="auto">{username}</span>
        ) : (
          <LinkText to="/users/$userId" params={{ userId: String(userId) }} title={username} dir="auto">
            {username}
          </LinkText>
        ),
    },
    { id: 'state', header: t('column.state'), width: 190, cell: (bypass) => <BypassStateMark bypass={bypass} t={t} /> },
    { id: 'reason', header: t('column.reason'), cell: ({ reason }) => reason },
    { id: 'seconds', header: t('column.seconds'), width: 110, cell: ({ seconds }) => durationText(seconds) },
    {
      id: 'startedAt',
      header: t('column.started'),
      sortBy: 'startedAt',
      width: 120,
      cell: ({ startedAt }) => <RelativeTime at={startedAt} />,
    },
    {
      id: 'startedBy',
      header: t('column.by'),
      width: 140,
      cell: ({ startedBy }) => (startedBy === '' ? t('byUser') : startedBy),
    },
    { id: 'endedAt', header: t('column.ended'), width: 120, cell: ({ endedAt }) => <RelativeTime at={endedAt} /> },
    { id: 'phone', header: t('column.phone'), width: 150, isOptional: true, cell: ({ phone }) => phone },
    ...(onCancel === undefined
      ? []
      : [
          {
            id: 'actions',
            header: t('column.actions'),
            width: 105,
            cell: (bypass: Bypass) => <CancelButton bypass={bypass} t={t} onCancel={onCancel} />,
          },
        ]),
  ];
}

function CancelButton({
  bypass,
  t,
  onCancel,
}: {
  readonly bypass: Bypass;
  readonly t: T;
  readonly onCancel: (bypass: Bypass) => void;
}): ReactNode {
  if (bypassStateOf(bypass, useNow()) !== 'running') return null;
  return (
    <Button size="compact-xs" variant="default" onClick={() => onCancel(bypass)} aria-label={t('cancelOf', bypass)}>
      {t('cancel')}
    </Button>
  );
}
