import { IconCircleCheck, IconCircleMinus, IconLock, IconShieldOff } from '@tabler/icons-react';
import type { ComponentType, ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { User } from '../../shared/schemas/user.ts';
import { useNow } from '../ui/RelativeTime.tsx';
import { type UserState, userStateOf } from './user-state.ts';

const ICON: Readonly<Record<UserState, ComponentType<{ size?: number }>>> = {
  enabled: IconCircleCheck,
  disabled: IconCircleMinus,
  blocked: IconShieldOff,
  locked: IconLock,
  'locked-long-term': IconLock,
};
const COLOR: Readonly<Record<UserState, string>> = {
  enabled: 'var(--app-granted)',
  disabled: 'var(--mantine-color-dimmed)',
  blocked: 'var(--app-denied)',
  locked: 'var(--app-denied)',
  'locked-long-term': 'var(--app-denied)',
};

/** Enabled, disabled, blocked or locked: shape, word, colour. */
export function UserStateMark({ user }: { readonly user: User }): ReactNode {
  const { t } = useTranslation('users');
  const state = userStateOf(user, useNow());
  const Icon = ICON[state];
  return (
    <span style={{ display: 'inline-flex', alignItems: 'center', gap: 6, verticalAlign: 'middle', color: COLOR[state] }}>
      <Icon size={16} aria-hidden />
      {t(`stateOf.${state}`)}
    </span>
  );
}
