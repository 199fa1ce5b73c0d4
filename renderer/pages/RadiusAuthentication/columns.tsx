import { Text, Tooltip } from '@mantine/core';
import { IconAlertTriangle, IconShieldCheck } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import { isShortSecret } from '../../parts/radius/shared-secret.ts';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import { applicationOf, type ClientRow, messageAuthenticatorState } from './client-rows.ts';

export function clientColumns(t: TFunction<'radius'>): readonly Column<ClientRow>[] {
  return [
    { id: 'name', header: t('column.name'), sortBy: 'name', isFixed: true, cell: (row) => nameCell(row, t) },
    { id: 'address', header: t('column.address'), sortBy: 'address', width: 140, cell: ({ client }) => client.address },
    {
      id: 'application',
      header: t('column.application'),
      sortBy: 'application',
      width: 150,
      cell: ({ client }) => applicationOf(client),
    },
    {
      id: 'firstFactor',
      header: t('column.firstFactor'),
      width: 126,
      cell: ({ client }) => t(`firstFactor.${client.firstFactor}`),
    },
    { id: 'otpEntry', header: t('column.otpEntry'), width: 172, cell: ({ client }) => t(`otpEntry.${client.otpEntry}`) },
    {
      id: 'messageAuthenticator',
      header: t('column.messageAuthenticator'),
      width: 176,
      cell: (row) => messageAuthenticatorCell(row, t),
    },
    {
      id: 'secret',
      header: t('column.secret'),
      width: 130,
      isOptional: true,
      cell: ({ client: { sharedSecretLength } }) => (
        <Mark isWarning={isShortSecret(sharedSecretLength)}>{t('secretLength', { count: sharedSecretLength })}</Mark>
      ),
    },
    {
      id: 'requests',
      header: t('column.requests'),
      width: 100,
      align: 'end',
      isOptional: true,
      cell: ({ activity }) => formatNumber(activity?.requestCount ?? 0),
    },
    {
      id: 'lastRequest',
      header: t('column.lastRequest'),
      sortBy: 'lastRequest',
      width: 130,
      cell: ({ activity }) => <RelativeTime at={activity?.lastRequestAt} />,
    },
    { id: 'lastError', header: t('column.lastError'), width: 122, cell: ({ activity }) => lastErrorCell(activity?.lastError, t) },
  ];
}

function nameCell({ client }: ClientRow, t: TFunction<'radius'>): ReactNode {
  return (
    <>
      <LinkText to="/radius/$clientId" params={{ clientId: String(client.id) }} title={client.name} fz={13}>
        {client.name}
      </LinkText>
      {client.isEnabled ? null : (
        <Text span c="dimmed" size="sm">
          {` (${t('disabledMark')})`}
        </Text>
      )}
    </>
  );
}

function messageAuthenticatorCell(row: ClientRow, t: TFunction<'radius'>): ReactNode {
  const state = messageAuthenticatorState(row);
  return <Mark isWarning={state !== 'required'}>{t(`messageAuthenticator.${state}`)}</Mark>;
}

function lastErrorCell(error: NonNullable<ClientRow['activity']>['lastError'], t: TFunction<'radius'>): ReactNode {
  if (error === undefined) return '–';
  const { why, next } = t(`discard.${error.kind}`, { returnObjects: true });
  return (
    <Tooltip label={`${why} ${next}`} multiline w={320} openDelay={300}>
      <span>{why}</span>
    </Tooltip>
  );
}

/** Fine or not: shape, word, colour. */
function Mark({ isWarning, children }: { readonly isWarning: boolean; readonly children: ReactNode }): ReactNode {
  const Icon = isWarning ? IconAlertTriangle : IconShieldCheck;
  const color = isWarning ? 'var(--app-denied)' : 'var(--app-granted)';
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, color, verticalAlign: 'middle' }}>
      <Icon size={16} aria-hidden />
      {children}
    </span>
  );
}
