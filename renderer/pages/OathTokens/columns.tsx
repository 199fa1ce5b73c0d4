import type { TFunction } from 'i18next';
import type { Token } from '../../../shared/schemas/token.ts';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import { formatNumber } from '../../ui/time.ts';
import { TokenStateMark } from './TokenStateMark.tsx';
import { driftOf, tokenState } from './token-state.ts';

/** "SHA-1 · 6 · 30 s"; a HOTP token has no time interval. */
export function parametersText(token: Token, t: TFunction<'tokens'>): string {
  const algorithm = t(`algorithm.${token.algorithm}`);
  const { digits } = token;
  return token.type === 'totp'
    ? t('parametersTotp', { algorithm, digits, period: formatNumber(token.periodSeconds) })
    : t('parametersHotp', { algorithm, digits });
}

export function driftText(token: Token, t: TFunction<'tokens'>): string {
  const { key, count } = driftOf(token);
  return key === 'ahead' || key === 'behind' ? t(`drift.${key}`, { count }) : t(`drift.${key}`);
}

export function tokenColumns(t: TFunction<'tokens'>): readonly Column<Token>[] {
  return [
    {
      id: 'serial',
      header: t('column.serial'),
      sortBy: 'serial',
      width: 150,
      isFixed: true,
      cell: (token) => (
        <LinkText from="/tokens" to="/tokens" search={(before) => ({ ...before, token: token.id })} title={token.serial}>
          {token.serial}
        </LinkText>
      ),
    },
    {
      id: 'user',
      header: t('column.user'),
      sortBy: 'username',
      cell: (token) =>
        token.userId === undefined ? null : (
          <LinkText to="/users/$userId" params={{ userId: String(token.userId) }} title={token.username}>
            {token.username}
          </LinkText>
        ),
    },
    { id: 'type', header: t('column.type'), width: 68, cell: (token) => t(`type.${token.type}`) },
    { id: 'parameters', header: t('column.parameters'), width: 150, cell: (token) => parametersText(token, t) },
    {
      id: 'manufacturer',
      header: t('column.manufacturer'),
      sortBy: 'manufacturer',
      width: 120,
      cell: (token) => token.manufacturer,
    },
    { id: 'model', header: t('column.model'), width: 130, isOptional: true, cell: (token) => token.model },
    { id: 'drift', header: t('column.drift'), width: 136, cell: (token) => driftText(token, t) },
    {
      id: 'lastUsed',
      header: t('column.lastUsed'),
      sortBy: 'lastUsedAt',
      width: 142,
      cell: (token) => <RelativeTime at={token.lastUsedAt} />,
    },
    {
      id: 'created',
      header: t('column.created'),
      sortBy: 'createdAt',
      width: 130,
      isOptional: true,
      cell: (token) => <RelativeTime at={token.createdAt} />,
    },
    {
      id: 'state',
      header: t('column.state'),
      width: 156,
      cell: (token) => <TokenStateMark state={tokenState(token, Date.now())} />,
    },
  ];
}
