import { IconCheck, IconKey, IconPlayerPause, IconShieldOff } from '@tabler/icons-react';
import type { TFunction } from 'i18next';
import type { ReactNode } from 'react';
import type { Operator } from '../../../shared/schemas/operator.ts';
import type { Column } from '../../ui/ListTable/types.ts';
import { LinkText } from '../../ui/links.tsx';
import { RelativeTime } from '../../ui/RelativeTime.tsx';
import classes from './Operators.module.css';

type T = TFunction<'operators'>;

function Mark({ icon, text, state }: { readonly icon: ReactNode; readonly text: string; readonly state?: string }): ReactNode {
  return (
    <span className={classes.state} data-state={state}>
      {icon}
      {text}
    </span>
  );
}

export function stateText(operator: Operator, t: T): string {
  if (!operator.isEnabled) return t('state.disabled');
  return operator.mustChangePassword ? t('state.mustChangePassword') : t('state.enabled');
}

export function operatorColumns(t: T, ownId: number): readonly Column<Operator>[] {
  return [
    {
      id: 'name',
      header: t('column.name'),
      isFixed: true,
      cell: (operator) => (
        <LinkText from="/operators" to="/operators" search={{ operator: operator.id }} title={operator.name}>
          {operator.name}
        </LinkText>
      ),
    },
    {
      id: 'role',
      header: t('column.role'),
      width: 210,
      cell: (operator) => `${t(`role.${operator.role}`)}${operator.id === ownId ? ` (${t('you')})` : ''}`,
    },
    {
      id: 'secondFactor',
      header: t('column.secondFactor'),
      width: 140,
      cell: ({ hasSecondFactor }) =>
        hasSecondFactor ? (
          <Mark icon={<IconKey size={16} aria-hidden />} text={t('secondFactor.yes')} />
        ) : (
          <Mark icon={<IconShieldOff size={16} aria-hidden />} text={t('secondFactor.no')} />
        ),
    },
    {
      id: 'lastSignIn',
      header: t('column.lastSignIn'),
      width: 150,
      cell: (operator) => <RelativeTime at={operator.lastSignInAt} />,
    },
    { id: 'created', header: t('column.created'), width: 150, cell: (operator) => <RelativeTime at={operator.createdAt} /> },
    {
      id: 'state',
      header: t('column.state'),
      width: 200,
      cell: (operator) => (
        <Mark
          icon={operator.isEnabled ? <IconCheck size={16} aria-hidden /> : <IconPlayerPause size={16} aria-hidden />}
          text={stateText(operator, t)}
          state={operator.isEnabled ? 'enabled' : 'disabled'}
        />
      ),
    },
  ];
}
